#include "client/ui/pills.hpp"

#include <algorithm>

namespace bz::ui {

namespace {

constexpr float pad = 16, gap = 8;

void pill(Ui& ui, const std::string& id, const std::string& label, bool chosen, Rect target) {
    const Metrics& m = ui.metrics();
    const float height = std::min(target.h, ui.elder() ? target.h : 40.0f);
    const Rect face{target.x, target.y + (target.h - height) / 2, target.w, height};
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = face,
              .fill = chosen ? Color::celadon700 : Color::surface,
              .stroke = chosen ? Color::celadon700 : Color::line_strong,
              .stroke_width = 1,
              .radius = height / 2});
    const Color ink = chosen ? Color::on_dark : Color::ink;
    const float mark = m.button_icon - 4;
    const float text = ui.text_width(label, TextStyle::label);
    float x = face.x + (face.w - text - (chosen ? mark + 6 : 0)) / 2;
    if (chosen) {
        ui.paint_icon(Icon::check, x, face.y + (height - mark) / 2, mark, ink);
        x += mark + 6;
    }
    const float line = ui.theme().text(TextStyle::label).line_height;
    ui.paint_text(label, TextStyle::label, ink, x, face.y + (height - line) / 2, face.right() - x);
    Node& made = ui.node(Role::button, id, label, target);
    made.variant = "chip toggle";
    made.pressed = chosen;
}

}  // namespace

std::optional<std::size_t> pills(Ui& ui, std::string_view id, std::string_view name,
                                 std::span<const std::string> labels, std::size_t chosen) {
    const Metrics& m = ui.metrics();
    std::optional<std::size_t> pressed;
    ui.begin_group(Role::group, id, name, "chips");
    const float left = ui.x(), right = ui.x() + ui.width();
    float x = left, y = ui.y();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const float mark = i == chosen ? m.button_icon + 2 : 0;
        const float width = std::max(m.target, ui.text_width(labels[i], TextStyle::label) + mark + pad * 2 + 1);
        if (x > left && x + width > right) {
            x = left;
            y += m.target + gap;
        }
        const std::string pill_id = std::string(id) + "." + std::to_string(i);
        pill(ui, pill_id, labels[i], i == chosen, {x, y, width, m.target});
        if (ui.pressed(pill_id)) pressed = i;
        x += width + gap;
    }
    ui.space(y + m.target - ui.y());
    ui.end_group();
    return pressed;
}

}  // namespace bz::ui
