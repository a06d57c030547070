// A paper in a list: its small picture, what it is, what is known of it, how far it is. Lies inside a card.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

struct DocumentRowOptions {
    std::string id{};
    Icon icon = Icon::file_text;  // while there is no picture
    std::string picture{};        // source, as in Picture; empty = none
    std::string title{};
    std::string detail{};
    std::string state{};
    Icon mark = Icon::circle_check;  // before the state
    Tone tone = Tone::celadon;       // of the state: celadon done, amber attention, plain under way
    float progress = -1;             // 0..1; below 0 = no bar
    std::string action{};            // accessible name of the one key; empty = none
    Icon action_icon = Icon::trash_2;
};

// True = its key was pressed.
bool document_row(Ui& ui, const DocumentRowOptions& options);

}  // namespace bz::ui
