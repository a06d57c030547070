// A bead on the string of what happened, with a card beside it: what, when, and where it leads.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

struct HistoryRowOptions {
    Icon icon = Icon::none;
    std::string title{};
    std::string subtitle{};
    std::string day{};
    std::string key{};  // accessible name of the pencil key; empty = none
    bool here = false;  // goes on now: the amber bead
    bool last = false;  // the string ends here
    bool fact = false;  // leads nowhere
};

struct HistoryRowUse {
    bool row = false, key = false;
};

// Goes between begin_group(Role::list) and end_group. What lies outside the view is not painted, only described.
HistoryRowUse history_row(Ui& ui, std::string_view id, const HistoryRowOptions& options);

}  // namespace bz::ui
