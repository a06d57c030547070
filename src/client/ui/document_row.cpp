#include "client/ui/document_row.hpp"

#include <algorithm>

#include "client/ui/picture.hpp"

namespace bz::ui {

namespace {

constexpr float thumb_w = 52, thumb_h = 64;

void thumb(Ui& ui, const DocumentRowOptions& options, Rect rect) {
    if (!options.picture.empty())
        return picture(ui, options.id + ".thumb", {.source = options.picture, .radius = 8}, rect);
    ui.paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = Color::celadon50, .stroke = Color::line, .radius = 8});
    ui.paint_icon(options.icon, rect.x + 13, rect.y + 19, 26, Color::celadon700);
}

float bar(Ui& ui, const DocumentRowOptions& options, Rect rect) {
    const float radius = rect.h / 2;
    ui.paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = Color::track, .radius = radius});
    if (options.progress > 0.01f)
        ui.paint({.kind = PaintOp::Kind::rect,
                  .rect = {rect.x, rect.y, std::max(rect.h, rect.w * options.progress), rect.h},
                  .fill = Color::celadon700,
                  .radius = radius});
    Node& made = ui.node(Role::progressbar, options.id + ".progress", options.title, rect);
    made.number = options.progress;
    return rect.h;
}

float state_line(Ui& ui, const DocumentRowOptions& options, float x, float y, float width) {
    const TextStyle style = options.tone == Tone::plain ? TextStyle::caption : TextStyle::error;
    const Color ink = options.tone == Tone::plain   ? Color::ink2
                      : options.tone == Tone::amber ? Color::amber700
                                                    : Color::celadon800;
    const TextSpec& spec = ui.theme().text(style);
    const float icon = spec.size + 2;
    ui.paint_icon(options.mark, x, y + (spec.line_height - icon) / 2, icon, ink);
    return ui.paint_text(options.state, style, ink, x + icon + 6, y, width - icon - 6);
}

bool key(Ui& ui, const DocumentRowOptions& options, float x, float y) {
    if (options.action.empty()) return false;
    const float size = ui.metrics().target;
    ui.paint_icon(options.action_icon, x + (size - 24) / 2, y + (size - 24) / 2, 24, Color::ink2);
    Node& made = ui.node(Role::button, options.id, options.action, {x, y, size, size});
    made.icon = options.action_icon;
    made.variant = "icon";
    return ui.pressed(options.id);
}

}  // namespace

bool document_row(Ui& ui, const DocumentRowOptions& options) {
    const Metrics& m = ui.metrics();
    const float top = ui.y(), left = ui.x() + thumb_w + 14;
    const float side = options.action.empty() ? 0 : m.target - 6;
    const float width = ui.width() - thumb_w - 14 - side;
    float at = top + ui.paint_text(options.title, TextStyle::strong, Color::ink, left, top, width);
    if (!options.detail.empty()) at += ui.paint_text(options.detail, TextStyle::caption, Color::ink2, left, at, width);
    const float bar_y = at + 4;
    if (options.progress >= 0) at = bar_y + m.progress_h + 4;
    at += state_line(ui, options, left, at, width);
    const float height = std::max(thumb_h, at - top);

    thumb(ui, options, {ui.x(), top, thumb_w, thumb_h});
    Node& said = ui.node(Role::text, options.id + ".state", options.title, {left, top, width, height});
    said.description = options.detail.empty() ? options.state : options.detail + " · " + options.state;
    said.variant = options.tone == Tone::amber ? "upload error" : "upload";
    said.icon = options.icon;
    if (options.progress >= 0) bar(ui, options, {left, bar_y, width, m.progress_h});
    const bool pressed =
        key(ui, options, ui.x() + ui.width() - m.target + 6, top + std::max(0.0f, (thumb_h - m.target) / 2));
    ui.space(height);
    return pressed;
}

}  // namespace bz::ui
