// What a browser says in its person's own language: the names of countries. Fixtures are written in Chinese; in English
// they say it so.
#pragma once

#include <string>

#include "client/state/shared.hpp"

namespace bz::screens {

// As the host tells them ("DEU 德国", one a line).
std::string countries_in(bool english);

// A fixture's state as someone has it who reads English, or Chinese.
void speak_in(state::Shared& shared, bool english);

}  // namespace bz::screens
