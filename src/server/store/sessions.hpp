// An account's sessions as its list of devices. Making and finding one is in store.hpp.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <vector>

namespace bz::server {

struct OpenSessionRow {
    std::string id, device;  // JSON of api::Device; empty for sessions from before devices were noted
    Instant created_at = 0, seen_at = 0, expires_at = 0;
};

// Since when a session must have been used to be good still, and one on a device that several people use.
struct IdleSince {
    Instant usual = 0, shared = 0;
};

namespace store {

// Those that are still good: not ended, not past `now`, not idle. Newest first.
std::vector<OpenSessionRow> open_sessions(Store&, std::string_view account_id, Instant now, const IdleSince&);
// False when the account has no such session that is not ended.
[[nodiscard]] bool end_session_of(Store&, std::string_view account_id, std::string_view id, Instant now);
void end_sessions(Store&, std::string_view account_id, std::string_view except_id, Instant now);  // "" ends all

}  // namespace store
}  // namespace bz::server
