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
void forget_hand_overs(Store&, Instant before);  // those that expired before, and old tries
// Wrong codes belong to nobody, so they are counted for the whole hospital.
void note_hand_over_try(Store&, std::string_view hospital_id, Instant now);
int count_hand_over_tries(Store&, std::string_view hospital_id, Instant since);

}  // namespace store
}  // namespace bz::server
