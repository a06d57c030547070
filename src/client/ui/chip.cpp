#include "client/ui/chip.hpp"

#include <algorithm>

namespace bz::ui {

bool chip(Ui& ui, std::string_view id, const ChipOptions& options) {
    const Metrics& m = ui.metrics();
    constexpr float pad = 12, gap = 8;
    // Elder size has no room for the picture: the words come first.
    const float icon = ui.elder() || options.icon == Icon::none ? 0 : m.button_icon - 2;
    const float mark = options.selected ? m.button_icon - 2 : 0;
    const float text_x = ui.x() + pad + (icon > 0 ? icon + gap : 0);
    const float text_w = ui.x() + ui.width() - pad - (mark > 0 ? mark + 4 : 0) - text_x;
    const float text_h = ui.text_height(options.label, TextStyle::label, text_w);
    const Rect rect{ui.x(), ui.y(), ui.width(), std::max(m.target, text_h + 20)};
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = rect,
              .fill = options.selected ? Color::celadon50 : Color::surface,
              .stroke = options.selected ? Color::celadon700 : Color::line_strong,
              .stroke_width = options.selected ? 2.0f : 1.0f,
              .radius = m.compact_radius});
    if (icon > 0) ui.paint_icon(options.icon, rect.x + pad, rect.y + (rect.h - icon) / 2, icon, Color::celadon700);
    ui.paint_text(options.label, TextStyle::label, options.selected ? Color::celadon800 : Color::ink, text_x,
                  rect.y + (rect.h - text_h) / 2, text_w);
    if (mark > 0)
        ui.paint_icon(Icon::check, rect.right() - pad - mark, rect.y + (rect.h - mark) / 2, mark, Color::celadon700);
    Node& made = ui.node(Role::button, id, options.label, rect);
    made.variant = "chip toggle";
    made.icon = options.icon;
    made.pressed = options.selected;
    ui.space(rect.h);
    return ui.pressed(id);
}

}  // namespace bz::ui
