// The root Model: shared state, the route, and each screen's own Model.
#pragma once

#include "client/app/screens.hpp"
#include "client/state/shared.hpp"

namespace bz::app {

template <class Tuple>
struct ModelsOf;
template <class... S>
struct ModelsOf<std::tuple<S...>> {
    using type = std::tuple<typename S::Model...>;
};

struct Model {
    state::Shared shared;
    state::Route route = state::Route::home;
    state::Route after_sign_in = state::Route::home;  // where a person was when the session ended
    bool emergency_asked = false;
    typename ModelsOf<Screens>::type screens;
};

}  // namespace bz::app
