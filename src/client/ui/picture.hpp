// Pictures that the page fetches and paints: small ones in lists and messages, and the one in the viewer.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

struct PictureOptions {
    std::string source{};  // as in Picture
    std::string label{};   // what it shows, for who does not see it; empty = mere decoration beside its words
    float radius = 12;
};

// A small picture at `rect`, cut to fill it; an icon until it is there, and when there is none. Moves no cursor:
//     picture(ui, "my_records.thumb." + id, {.source = "record:" + id + ":1"}, {x, y, 56, 56});
void picture(Ui& ui, std::string_view id, const PictureOptions& options, Rect rect);

// What was dragged off each side of a picture, in percent of what is shown; below 0 it is given back.
struct Cut {
    int left = 0, top = 0, right = 0, bottom = 0;
    bool operator==(const Cut&) const = default;
};

// The same, and its edges can be dragged (web/cutting.ts). Answers what was, once.
std::optional<Cut> cut_picture(Ui& ui, std::string_view id, const PictureOptions& options, Rect rect);

}  // namespace bz::ui
