// A danger sign to read and press: an icon on red and a few words, lower than other rows so that all of them and the
// key below fit on one screen. Goes between begin_list and end_list.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

// True = pressed. `first` has no line above it.
bool sign_row(Ui& ui, std::string_view id, Icon icon, std::string_view text, bool first);

}  // namespace bz::ui
