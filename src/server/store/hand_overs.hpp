// What someone entered on one device, for minutes, until another one takes it over.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>

namespace bz::server {

struct HandOverRow {
    std::string id, hospital_id, account_id, code_hash, draft;
    Instant created_at = 0, expires_at = 0;
};

namespace store {

// A new one takes the place of the account's others: only the newest code works.
void insert_hand_over(Store&, const HandOverRow&);
std::optional<HandOverRow> hand_over_by_code(Store&, std::string_view code_hash);
void delete_hand_over(Store&, std::string_view id);
void forget_hand_overs(Store&, Instant before);  // those that expired before

}  // namespace store
}  // namespace bz::server
