#include "client/ui/alarm_header.hpp"

#include <algorithm>

namespace bz::ui {

bool alarm_header(Ui& ui, const AlarmHeaderOptions& options) {
    const Metrics& m = ui.metrics();
    const float x = ui.x();
    const float width = ui.width();
    const float call_height = ui.elder() ? 84 : 72;
    float text = ui.text_height(options.heading, TextStyle::display, width) + 8;
    for (const std::string& line : options.lines) text += ui.text_height(line, TextStyle::body, width);
    // The wash ends a little below the key, so that the first card overlaps its edge as on the drawing.
    ui.danger_header(m.top_bar_h + 4 + text + 20 + call_height + 28 + 30);

    ui.begin_group(Role::banner, "banner", {}, "alarm-bar");
    const Rect back{x - 12, (m.top_bar_h - m.target) / 2, m.target, m.target};
    ui.paint_icon(Icon::chevron_left, back.x + (back.w - 28) / 2, back.y + (back.h - 28) / 2, 28, Color::on_dark);
    Node& key = ui.node(Role::button, "back", options.back_label, back);
    key.variant = "icon-on-dark";
    key.icon = Icon::chevron_left;
    const bool used = ui.pressed("back");
    const TextSpec& spec = ui.theme().text(TextStyle::heading);
    const float title_y = (m.top_bar_h - spec.line_height) / 2;
    ui.paint_text(options.title, TextStyle::heading, Color::on_dark, back.right() + 2, title_y,
                  x + width - back.right() - 2);
    ui.node(Role::text, "bar.title", options.title,
            {back.right() + 2, title_y, x + width - back.right() - 2, spec.line_height})
        .variant = "on-dark-strong";
    ui.space(m.top_bar_h - ui.y());
    ui.end_group();

    ui.begin_main();
    ui.space(4);
    const float heading = ui.paint_text(options.heading, TextStyle::display, Color::on_dark, x, ui.y(), width);
    Node& title = ui.node(Role::heading, "h1", options.heading, {x, ui.y(), width, heading});
    title.level = 1;
    title.variant = "on-dark";
    ui.space(heading + 8);
    for (const std::string& line : options.lines) {
        const float height = ui.paint_text(line, TextStyle::body, Color::on_dark, x, ui.y(), width);
        ui.node(Role::text, {}, line, {x, ui.y(), width, height}).variant = "on-dark";
        ui.space(height);
    }
    ui.space(20);

    const Rect call{x, ui.y(), width, call_height};
    ui.paint({.kind = PaintOp::Kind::rect, .rect = call, .fill = Color::field, .radius = 20, .elevation = 2});
    const TextSpec& label = ui.theme().text(TextStyle::title);
    const float icon = ui.elder() ? 36 : 30;
    const float label_width = std::min(ui.text_width(options.call_label, TextStyle::title), width - icon - 36);
    const float left = x + (width - label_width - icon - 12) / 2;
    ui.paint_icon(Icon::phone_call, left, call.y + (call_height - icon) / 2, icon, Color::red700);
    ui.paint_text(options.call_label, TextStyle::title, Color::red700, left + icon + 12,
                  call.y + (call_height - label.line_height) / 2, label_width + 1);
    Node& link = ui.node(Role::link, options.call_id, options.call_label, call);
    link.href = options.call_href;
    link.icon = Icon::phone_call;
    link.variant = "danger";
    ui.space(call_height + 28);
    return used;
}

}  // namespace bz::ui
