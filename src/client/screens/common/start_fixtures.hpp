// The beginning of a journey: a visitor whom the hospital does not know yet, and the same person signed in. Only for
// fixtures and tests.
#pragma once

#include "client/state/shared.hpp"

namespace bz::screens {

// 20 July 2026, 9:30 in China; the hospital is loaded, nobody is signed in.
state::Shared start_visitor();
// The same with Mr Ren signed in; `verified` says whether the hospital knows that it is him.
state::Shared start_signed_in(bool verified);

}  // namespace bz::screens
