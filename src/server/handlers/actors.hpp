// Who a line of the log is of, for people to read: lines themselves have ids only.
#pragma once

#include "server/store/audit.hpp"

namespace bz::server::handlers {

struct Actor {
    std::string id;    // an account's or a staff's; of someone close the help session's; empty when unknown
    std::string name;  // of staff, or the one that someone close gave; empty when there is none to tell
};
[[nodiscard]] Actor actor_of(Store&, const AuditEntry&);

}  // namespace bz::server::handlers
