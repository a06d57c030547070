// Sign-ins at a hospital's own system (SMART App Launch): those under way, and whose account here one there is. Of the
// browser and of `state` only hashes are kept; a subject is hospital, issuer and the name that the issuer has for
// somebody.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>

namespace bz::server {

struct SmartAttemptRow {
    std::string id, hospital_id;
    std::string begun;         // JSON: what the answer is held against
    std::string browser_hash;  // of the cookie
    Instant created_at = 0, expires_at = 0, answered_at = 0;
    // Once it has come to a good end:
    std::string found;  // JSON: who it was
    Instant found_at = 0, taken_at = 0;
};

namespace store {

void insert_smart_attempt(Store&, const SmartAttemptRow&, std::string_view state, std::string_view browser);
std::optional<SmartAttemptRow> smart_attempt_by_state(Store&, std::string_view state);
std::optional<SmartAttemptRow> smart_attempt_by_browser(Store&, std::string_view browser);
void answer_smart_attempt(Store&, std::string_view id, Instant now);  // no second answer counts
void find_smart_attempt(Store&, std::string_view id, std::string_view found, Instant now);
void take_smart_attempt(Store&, std::string_view id, Instant now);
void forget_smart_attempts(Store&, Instant before);

[[nodiscard]] std::string smart_subject(std::string_view hospital_id, std::string_view issuer, std::string_view name);
// Empty when nobody has signed in here with it yet.
std::string account_of_subject(Store&, std::string_view subject);
void link_subject(Store&, std::string_view subject, std::string_view account_id, Instant now);
void forget_subjects(Store&, std::string_view account_id);

}  // namespace store
}  // namespace bz::server
