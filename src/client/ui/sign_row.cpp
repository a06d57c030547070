#include "client/ui/sign_row.hpp"

#include <algorithm>

namespace bz::ui {

bool sign_row(Ui& ui, std::string_view id, Icon icon, std::string_view text, bool first) {
    const Metrics& m = ui.metrics();
    const float disc = ui.elder() ? 44 : m.disc;
    const float pad = m.card_pad;
    const float text_x = ui.x() + pad + disc + 12;
    const float text_w = ui.x() + ui.width() - pad - text_x;
    const float text_h = ui.text_height(text, TextStyle::body, text_w);
    const float height = std::max(ui.elder() ? 62.0f : 56.0f, text_h + 16);
    const Rect rect{ui.x(), ui.y(), ui.width(), height};
    if (!first)
        ui.paint(
            {.kind = PaintOp::Kind::line, .rect = {text_x, rect.y, rect.right() - text_x, 0}, .stroke = Color::line});
    const float disc_y = rect.y + (height - disc) / 2;
    ui.paint({.kind = PaintOp::Kind::circle, .rect = {rect.x + pad, disc_y, disc, disc}, .fill = Color::red100});
    const float inset = (disc - m.disc_icon) / 2;
    ui.paint_icon(icon, rect.x + pad + inset, disc_y + inset, m.disc_icon, Color::red700);
    ui.paint_text(text, TextStyle::body, Color::ink, text_x, rect.y + (height - text_h) / 2, text_w);
    ui.begin_group(Role::listitem, std::string(id) + ".item", {});
    Node& node = ui.node(Role::button, id, text, rect);
    node.icon = icon;
    node.variant = "row";
    ui.space(height);
    ui.end_group();
    return ui.pressed(id);
}

}  // namespace bz::ui
