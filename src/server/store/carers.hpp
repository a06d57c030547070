// Who may act for a person besides the account that the person belongs to. An owner gives a code, another account takes
// it up; either side ends it.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

enum class CarerState { invited, active, ended };

struct CarerRow {
    std::string id, person_id, owner_id;  // owner: the account that the person belongs to
    std::string account_id;               // the carer's; empty while invited
    std::string relationship;             // of the person to the carer: parent | child | spouse | other
    std::string code_hash;
    CarerState state{};
    int tries = 0;
    Instant created_at = 0, code_expires_at = 0, accepted_at = 0, ended_at = 0;
};

namespace store {

[[nodiscard]] bool is_carer(Store&, std::string_view account_id, std::string_view person_id);
std::vector<std::string> carer_accounts(Store&, std::string_view person_id);  // active ones
void insert_carer(Store&, const CarerRow&);
void update_carer(Store&, const CarerRow&);
std::optional<CarerRow> carer(Store&, std::string_view id);
std::optional<CarerRow> carer_by_code(Store&, std::string_view code_hash);  // invited ones
std::vector<CarerRow> carers_of_owner(Store&, std::string_view owner_id);
std::vector<CarerRow> carers_of_account(Store&, std::string_view account_id);  // active ones
std::optional<CarerRow> active_carer(Store&, std::string_view account_id, std::string_view person_id);

}  // namespace store
}  // namespace bz::server

template <>
struct bz::EnumNames<bz::server::CarerState> {
    static constexpr auto names = std::to_array<std::string_view>({"invited", "active", "ended"});
};
