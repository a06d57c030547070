// A small hospital that answers by itself, so that the whole journey can be walked alone. Everything it does goes
// through the same handlers as the desk API. It decides from the database alone: each thing is done one step after what
// it follows, so it survives restarts and never does a thing twice.
#pragma once

#include "server/handlers/context.hpp"

namespace bz::server {

void run_demo_desk(Context& ctx, std::int64_t step_ms);

}  // namespace bz::server
