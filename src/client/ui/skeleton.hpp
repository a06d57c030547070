// What stands where an answer is waited for: words that say so, and the shapes of rows to come. Nothing in it moves, so
// that a page that waits draws nothing.
#pragma once

#include <string>
#include <string_view>

#include "client/ui/ui.hpp"

namespace bz::ui {

void skeleton(Ui& ui, std::string_view id, const std::string& words);

}  // namespace bz::ui
