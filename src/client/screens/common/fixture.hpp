// A named state of a screen: for tests, goldens and the gallery.
#pragma once

#include <string_view>
#include <vector>

#include "client/state/shared.hpp"

namespace bz::screens {

template <class Screen>
struct Fixture {
    std::string_view name;
    typename Screen::Model model;
    state::Shared shared;
    state::Route route = Screen::routes.front();
};

}  // namespace bz::screens
