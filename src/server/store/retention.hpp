// An account that its owner deletes: what goes at once, what the law keeps sealed, and the end of that. Files are named
// to the caller, who removes them after the commit.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <string>
#include <vector>

namespace bz::server {

struct UnderWay {
    std::string kind;  // visits | orders
    std::string id;
};

namespace store {

// What has to end before the account can.
std::vector<UnderWay> under_way(Store&, std::string_view account_id);
// Ends the account: nobody can sign in to it, its phone is free, and everything that no care rests upon is erased.
[[nodiscard]] std::vector<std::string> close_account(Store&, std::string_view account_id, Instant now);
// Of closed accounts: the talk of visits that ended before `ended_before`.
[[nodiscard]] std::vector<std::string> erase_old_chat(Store&, Instant ended_before);
// Of closed accounts whose last visit ended before `ended_before`: all that is left. Bounded; call again.
[[nodiscard]] std::vector<std::string> erase_old_care(Store&, Instant ended_before, Instant now);

// One upload's content, whosever it is; its row stays.
[[nodiscard]] std::vector<std::string> erase_file(Store&, const std::string& upload_id);

void forget_phone(Store&, std::string_view account_id);  // and codes that were sent to it (accounts.cpp)

// For the export.
std::vector<std::string> identity_check_ids(Store&, std::string_view account_id);
std::vector<std::string> prescription_ids(Store&, std::string_view visit_id);
std::vector<std::string> payment_ids(Store&, std::string_view account_id);

}  // namespace store
}  // namespace bz::server
