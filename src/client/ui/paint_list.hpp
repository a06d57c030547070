// What to paint, as data: the widgets append operations, the painter alone turns them into Dear ImGui draw commands.
#pragma once

#include <string>
#include <vector>

#include "client/ui/geometry.hpp"
#include "client/ui/theme.hpp"
#include "icons.gen.hpp"

namespace bz::ui {

using ::Icon;

struct PaintOp {
    enum class Kind : std::uint8_t { rect, circle, arc, line, text, icon } kind = Kind::rect;
    Rect rect{};  // circle: bounding box; line: from (x,y) to (x+w,y+h); text: x, top of the line box
    Color fill = Color::none;
    Color fill_to = Color::none;  // vertical gradient's lower end
    Color stroke = Color::none;
    float stroke_width = 1;
    float radius = 0;
    float alpha = 1;
    std::uint8_t elevation = 0;  // 0 none, 1 card, 2 raised, 3 dialog, 4 upwards (bottom bar)
    std::uint8_t corners = 0xF;  // bit 0 top left, 1 top right, 2 bottom right, 3 bottom left
    TextStyle style = TextStyle::body;
    Icon icon = Icon::none;
    float from = 0, to = 0;  // arc, in turns from 12 o'clock, clockwise
    std::string text{};
};

using PaintOps = std::vector<PaintOp>;

// A frame: content is painted scrolled and clipped above the bottom bar; the overlay lies over everything.
struct PaintList {
    PaintOps content, bottom, overlay;
    float content_height = 0;
    float bottom_height = 0;
    bool has_overlay = false;
};

}  // namespace bz::ui
