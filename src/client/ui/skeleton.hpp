// What stands where an answer is waited for: words that say so, and the shapes of rows to come. Nothing in it moves, so
// that a page that waits draws nothing.
#pragma once

#include <string>

#include "client/ui/ui.hpp"

namespace bz::ui {

void skeleton(Ui& ui, const std::string& words);

}  // namespace bz::ui
