// A choice of a few words in a small box with an icon: a toggle button, several of them side by side in columns.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

struct ChipOptions {
    Icon icon = Icon::none;
    std::string label;
    bool selected = false;
};

// True = pressed. Takes the whole width that it finds; put it between begin_columns and end_columns.
bool chip(Ui& ui, std::string_view id, const ChipOptions& options);

}  // namespace bz::ui
