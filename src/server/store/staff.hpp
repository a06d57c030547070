// People and systems that work for a hospital: what each may do is a matter of its role (http/routes.cpp).
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

enum class Role { doctor, pharmacist, pharmacy, courier, clerk, helper, community, system };

struct StaffRow {
    std::string id, hospital_id, name, title;
    std::string pharmacy_id;  // of role pharmacy: the one they work for; empty for all of the hospital's
    Role role{};
    Instant created_at = 0, ended_at = 0;
};

namespace store {

void insert_staff(Store&, const StaffRow&, std::string_view token);
// The hospital's own system, whose token comes from the settings: made, or given the present token.
void keep_system_staff(Store&, std::string_view hospital_id, std::string_view token, Instant now);
std::optional<StaffRow> staff_by_token(Store&, std::string_view token);  // not one that has ended
std::optional<StaffRow> staff(Store&, std::string_view id);
std::vector<StaffRow> staff_of(Store&, std::string_view hospital_id);
void end_staff(Store&, std::string_view id, Instant now);

}  // namespace store
}  // namespace bz::server

template <>
struct bz::EnumNames<bz::server::Role> {
    static constexpr auto names = std::to_array<std::string_view>(
        {"doctor", "pharmacist", "pharmacy", "courier", "clerk", "helper", "community", "system"});
};
