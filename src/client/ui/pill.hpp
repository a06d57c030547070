// A small round-ended key in a header: larger letters, the other language.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

// dp: at least a target wide.
float pill_width(Ui& ui, Icon icon, const std::string& label);
// At (x, y), where the page is not moved on; `name` is what assistive technology says. True = pressed.
bool pill(Ui& ui, std::string_view id, Icon icon, const std::string& label, const std::string& name, float x, float y);

}  // namespace bz::ui
