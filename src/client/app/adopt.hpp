// Takes over what the server knows of a journey that this device does not: begun elsewhere, or before the page was
// lost.
#pragma once

#include "client/state/shared.hpp"

namespace bz::app {

// After the account or a visit arrived; answers what is to be loaded next.
state::Effects adopt(state::Shared& shared);

}  // namespace bz::app
