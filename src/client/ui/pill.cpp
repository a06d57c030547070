#include "client/ui/pill.hpp"

#include <algorithm>

namespace bz::ui {

float pill_width(Ui& ui, Icon icon, const std::string& label) {
    const float pad = ui.elder() ? 18 : 14;
    const float icon_width = icon == Icon::none ? 0 : (ui.elder() ? 28 : 22) + 6;
    return std::max(ui.text_width(label, TextStyle::chip) + icon_width + 2 * pad, ui.metrics().target);
}

bool pill(Ui& ui, std::string_view id, Icon icon, const std::string& label, const std::string& name, float x, float y) {
    const float width = pill_width(ui, icon, label);
    const float drawn = ui.metrics().chip_h;
    const float hit = std::max(ui.metrics().target, drawn);
    const Rect face{x, y + (hit - drawn) / 2, width, drawn};
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = face,
              .fill = Color::surface,
              .stroke = Color::line,
              .radius = drawn / 2});
    const float icon_size = icon == Icon::none ? 0 : (ui.elder() ? 28.0f : 22.0f);
    const float gap = icon == Icon::none ? 0.0f : 6.0f;
    const float text_width = ui.text_width(label, TextStyle::chip);
    const float left = face.x + (width - text_width - icon_size - gap) / 2;
    ui.paint_icon(icon, left, face.y + (drawn - icon_size) / 2, icon_size, Color::ink);
    const float line = ui.theme().text(TextStyle::chip).line_height;
    ui.paint_text(label, TextStyle::chip, Color::ink, left + icon_size + gap, face.y + (drawn - line) / 2,
                  text_width + 1);
    Node& node = ui.node(Role::button, id, name, {x, y, width, hit});
    node.variant = "chip";
    node.icon = icon;
    return ui.pressed(id);
}

}  // namespace bz::ui
