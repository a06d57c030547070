// Finds the screen that a route, a reply or a file belongs to, and calls it.
#pragma once

#include "client/app/model.hpp"

namespace bz::app {

state::Effects enter_screen(Model& model, state::Route route);
state::Effects tell_change(Model& model);
state::Effects hand_reply(Model& model, const state::Reply& reply);
state::Effects hand_file(Model& model, const state::FileNews& news);

// Draws the shown screen; with `effects` also runs what its view was told by the person.
void pass(Model& model, screens::Page& page, state::Effects* effects);

}  // namespace bz::app
