#include "client/ui/high_contrast.hpp"

#include <algorithm>

namespace bz::ui {

namespace {

constexpr float line = 2, selected_line = 4;
constexpr float hairline_max = 12;  // dp: lower than this a tinted box is a track, not a surface

bool is_tint(Color color) {
    switch (color) {
    case Color::celadon50:
    case Color::celadon100:
    case Color::celadon200:
    case Color::amber100:
    case Color::amber200:
    case Color::red100:
    case Color::paper_deep: return true;
    default: return false;
    }
}

void change_rect(PaintOp& op) {
    // The washes behind headers: they say nothing.
    if (is_tint(op.fill) && op.fill_to != Color::none) {
        op.fill = op.fill_to = Color::paper;
        op.stroke = Color::none;
        return;
    }
    if (is_tint(op.fill) && op.stroke == Color::celadon700) {
        op.stroke_width = selected_line;
    } else if (is_tint(op.fill) || op.fill == Color::track) {
        const bool surface = op.rect.h > hairline_max;
        if (op.stroke == Color::none) op.stroke = Color::line;
        op.stroke_width = std::max(op.stroke_width, surface ? line : 1.5f);
        op.fill = Color::surface;
    } else if (op.stroke != Color::none) {
        op.stroke_width = std::max(op.stroke_width, line);
    }
}

void change_circle(PaintOp& op) {
    if (is_tint(op.fill) || op.fill == Color::celadon300) {
        op.fill = Color::surface;
        op.fill_to = Color::none;
        op.stroke = Color::line;
    }
    if (op.stroke == Color::line) op.stroke_width = std::max(op.stroke_width, line);
}

void change(PaintOps& ops) {
    for (PaintOp& op : ops) {
        if (op.kind == PaintOp::Kind::rect) change_rect(op);
        if (op.kind == PaintOp::Kind::circle) change_circle(op);
        if (op.kind == PaintOp::Kind::line) op.stroke_width = std::max(op.stroke_width, line);
    }
}

}  // namespace

void to_high_contrast(PaintList& list) {
    change(list.content);
    change(list.bottom);
    change(list.overlay);
}

}  // namespace bz::ui
