// Which screens are likely to follow one.
#pragma once

#include <span>

#include "client/state/route.hpp"

namespace bz::app {

std::span<const state::Route> likely_next(state::Route route);

}  // namespace bz::app
