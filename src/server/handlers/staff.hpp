// What a member of staff is told of themselves: a page of theirs shows by it who works here and what is theirs to do.
#pragma once

#include "api/staff.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

Outcome<api::Staff> desk_get_me(Context&);

}  // namespace bz::server::handlers
