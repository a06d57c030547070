#include "client/ui/viewer_parts.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace bz::ui {

namespace {

constexpr float thumb = 28;

float key_size(const Ui& ui) { return ui.elder() ? 60.0f : 52.0f; }

std::string_view class_of(Place place) {
    switch (place) {
    case Place::top_left: return "over chip tl";
    case Place::top_right: return "over chip tr";
    case Place::bottom_left: return "over chip bl";
    case Place::middle: return "over chip mid";
    case Place::zoom_in: return "icon over in";
    case Place::zoom_out: return "icon over out";
    case Place::left: return "icon over left";
    case Place::right: return "icon over right";
    case Place::up: return "icon over up";
    case Place::down: return "icon over down";
    }
    return "over";
}

Rect place_on(const Ui& ui, Rect stage, Place place, float w, float h) {
    const float edge = 12;
    const float left = stage.x + edge, right = stage.right() - edge - w;
    const float top = stage.y + edge, bottom = stage.bottom() - edge - h;
    const float centre = stage.x + (stage.w - w) / 2, middle = stage.y + (stage.h - h) / 2;
    switch (place) {
    case Place::top_left: return {left, top, w, h};
    case Place::top_right: return {right, top, w, h};
    case Place::bottom_left: return {left, bottom, w, h};
    case Place::middle: return {centre, middle, w, h};
    case Place::zoom_in: return {right, bottom - key_size(ui) - 8, w, h};
    case Place::zoom_out: return {right, bottom, w, h};
    case Place::left: return {left, middle, w, h};
    case Place::right: return {right, middle - 36, w, h};
    case Place::up: return {centre, top, w, h};
    case Place::down: return {centre, bottom, w, h};
    }
    return stage;
}

}  // namespace

bool viewer_bar(Ui& ui, const ViewerBarOptions& options) {
    const Metrics& m = ui.metrics();
    const float height = m.top_bar_h;
    ui.begin_group(Role::banner, "banner", {}, "bar viewer-bar");
    const Rect back{ui.x() - 12, (height - m.target) / 2, m.target, m.target};
    ui.paint_icon(Icon::chevron_left, back.x + (back.w - 28) / 2, back.y + (back.h - 28) / 2, 28, Color::viewer_text);
    Node& key = ui.node(Role::button, "back", options.back_label, back);
    key.variant = "icon";
    key.icon = Icon::chevron_left;
    const float text_x = back.right() + 2;
    float right = ui.x() + ui.width();
    if (!options.tag.empty()) {
        const float icon = m.tag_icon;
        const float w = ui.text_width(options.tag, TextStyle::tag) + icon + 4 + 16;
        const Rect rect{right - w, (height - m.tag_h) / 2, w, m.tag_h};
        ui.paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = Color::viewer_chip, .radius = m.tag_radius});
        ui.paint_icon(Icon::badge_check, rect.x + 8, rect.y + (rect.h - icon) / 2, icon, Color::viewer_text);
        const float line = ui.text_height(options.tag, TextStyle::tag, w);
        ui.paint_text(options.tag, TextStyle::tag, Color::viewer_text, rect.x + 12 + icon, rect.y + (rect.h - line) / 2,
                      w);
        Node& made = ui.node(Role::text, "viewer.tag", options.tag, rect);
        made.variant = "tag dark";
        made.icon = Icon::badge_check;
        right = rect.x - 8;
    }
    const float w = right - text_x;
    const float title_h = ui.text_height(options.title, TextStyle::heading, w);
    const float detail_h = options.detail.empty() ? 0 : ui.text_height(options.detail, TextStyle::caption, w);
    const float y = std::max(6.0f, (height - title_h - detail_h) / 2);
    ui.paint_text(options.title, TextStyle::heading, Color::viewer_text, text_x, y, w);
    ui.node(Role::heading, "h1", options.title, {text_x, y, w, title_h}).level = 1;
    if (detail_h > 0) {
        ui.paint_text(options.detail, TextStyle::caption, Color::viewer_text2, text_x, y + title_h, w);
        ui.node(Role::text, "viewer.detail", options.detail, {text_x, y + title_h, w, detail_h}).variant = "caption";
    }
    ui.space(std::max(height, y + title_h + detail_h + 6) - ui.y());
    ui.end_group();
    return ui.pressed("back");
}

Rect begin_stage(Ui& ui, std::string_view id, float height) {
    const Rect stage{0, ui.y(), ui.viewport().width, height};
    ui.begin_group(Role::group, id, {}, "stage");
    ui.paint({.kind = PaintOp::Kind::rect, .rect = stage, .fill = Color::viewer_bg});
    return stage;
}

void end_stage(Ui& ui, Rect stage) {
    ui.space(stage.h);
    ui.end_group();
}

std::optional<std::string> viewer_picture(Ui& ui, Rect stage, std::string_view id, std::string_view label,
                                          std::string_view source, std::string_view view) {
    Node& made = ui.node(Role::image, id, label, stage);
    made.variant = "picture";
    made.picture.source = source;
    made.picture.view = view;
    const UiEvent& event = ui.event();
    if (event.kind == UiEvent::Kind::picture && event.id == id) return event.value;
    return std::nullopt;
}

void stage_text(Ui& ui, Rect stage, std::string_view id, Place place, std::string_view text) {
    if (text.empty()) return;
    const float most = ui.viewport().width - (place == Place::bottom_left ? 24 + key_size(ui) + 24 : 24) - 20;
    const float w = std::min(most, ui.text_width(text, TextStyle::caption) + 1);
    const float h = ui.text_height(text, TextStyle::caption, w);
    ui.node(Role::text, id, text, place_on(ui, stage, place, w + 20, h + 4)).variant = class_of(place);
}

bool stage_key(Ui& ui, Rect stage, std::string_view id, Place place, Icon icon, std::string_view label, bool disabled) {
    const float size = key_size(ui);
    Node& made = ui.node(Role::button, id, label, place_on(ui, stage, place, size, size));
    made.variant = class_of(place);
    made.icon = icon;
    made.disabled = disabled;
    return ui.pressed(id) && !disabled;
}

bool viewer_key(Ui& ui, std::string_view id, Icon icon, std::string_view label, Point at, bool disabled) {
    const float size = ui.metrics().target;
    const float glyph = 26;
    ui.paint_icon(icon, at.x + (size - glyph) / 2, at.y + (size - glyph) / 2, glyph,
                  disabled ? Color::viewer_line : Color::viewer_text);
    Node& made = ui.node(Role::button, id, label, {at.x, at.y, size, size});
    made.variant = "icon";
    made.icon = icon;
    made.disabled = disabled;
    return ui.pressed(id) && !disabled;
}

std::optional<int> slider(Ui& ui, std::string_view id, const SliderOptions& options) {
    const Metrics& m = ui.metrics();
    const float height = m.target;
    const auto middle = [&](std::string_view text, TextStyle style, float w) {
        return ui.y() + (height - ui.text_height(text, style, w)) / 2;
    };
    float left = ui.x() + options.inset, right = ui.x() + ui.width() - options.inset;
    if (options.icon != Icon::none && !ui.elder()) {
        ui.paint_icon(options.icon, left, ui.y() + (height - 22) / 2, 22, Color::viewer_text2);
        left += 22 + 10;
    }
    if (options.label_shown) {
        const float w = ui.text_width(options.label, TextStyle::label) + 1;
        ui.paint_text(options.label, TextStyle::label, Color::viewer_text, left,
                      middle(options.label, TextStyle::label, w), w);
        ui.node(Role::text, std::string(id) + ".label", options.label, {left, ui.y(), w, height}).variant = "label";
        left += w + 10;
    }
    // The number is for who knows it; a slider that is too short to move is for nobody.
    const float trail =
        options.trailing.empty() ? 0 : std::max(84.0f, ui.text_width(options.trailing, TextStyle::caption) + 1);
    if (trail > 0 && right - trail - 10 - left >= 120) {
        const float w = ui.text_width(options.trailing, TextStyle::caption) + 1;
        ui.paint_text(options.trailing, TextStyle::caption, Color::viewer_text2, right - w,
                      middle(options.trailing, TextStyle::caption, w), w);
        ui.node(Role::text, std::string(id) + ".trail", options.trailing, {right - w, ui.y(), w, height}).variant =
            "caption";
        right -= trail + 10;
    }
    const Range& range = options.range;
    const float share = range.to > range.from
                            ? static_cast<float>(std::clamp(range.at, range.from, range.to) - range.from) /
                                  static_cast<float>(range.to - range.from)
                            : 0;
    const Rect rect{left, ui.y(), right - left, height};
    const float centre = rect.x + thumb / 2 + (rect.w - thumb) * share;
    const float track = rect.y + height / 2 - 2;
    ui.paint(
        {.kind = PaintOp::Kind::rect, .rect = {rect.x, track, rect.w, 4}, .fill = Color::viewer_line, .radius = 2});
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = {rect.x, track, centre - rect.x, 4},
              .fill = Color::viewer_on,
              .radius = 2});
    ui.paint({.kind = PaintOp::Kind::circle,
              .rect = {centre - thumb / 2, rect.y + (height - thumb) / 2, thumb, thumb},
              .fill = Color::on_dark});
    Node& made = ui.node(Role::slider, id, options.label, rect);
    made.value = options.value;
    made.range = range;
    ui.space(height);
    const UiEvent& event = ui.event();
    if (event.kind != UiEvent::Kind::input || event.id != id) return std::nullopt;
    int at = 0;
    const char* end = event.value.data() + event.value.size();
    if (std::from_chars(event.value.data(), end, at).ptr != end) return std::nullopt;
    return std::clamp(at, range.from, range.to);
}

std::string segments(Ui& ui, std::string_view name, std::span<const Segment> all) {
    const float pad = 4;
    const float gaps = pad * static_cast<float>(all.size() - 1);
    const float each = (ui.width() - 2 * pad - gaps) / static_cast<float>(all.size());
    float words = 0;
    for (const Segment& one : all) words = std::max(words, ui.text_height(one.label, TextStyle::label, each - 4));
    const float inner = std::max(ui.elder() ? 76.0f : 64.0f, words + 24 + 4 + 12);
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = {ui.x(), ui.y(), ui.width(), inner + 2 * pad},
              .fill = Color::viewer_well,
              .radius = 18});
    ui.begin_group(Role::group, std::string(name) + ".group", name, "segments");
    std::string pressed;
    float x = ui.x() + pad;
    for (const Segment& one : all) {
        const Rect rect{x, ui.y() + pad, each, inner};
        const Color ink = one.selected ? Color::viewer_bg : Color::viewer_text;
        if (one.selected) ui.paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = Color::viewer_on, .radius = 14});
        const float h = ui.text_height(one.label, TextStyle::label, each - 4);
        const float top = rect.y + (inner - 24 - 4 - h) / 2;
        ui.paint_icon(one.icon, rect.x + (each - 24) / 2, top, 24, ink);
        ui.paint_text(one.label, TextStyle::label, ink, rect.x + 2, top + 28, each - 4, true);
        Node& made = ui.node(Role::button, one.id, one.label, rect);
        made.icon = one.icon;
        made.variant = one.toggles ? "segment toggle" : "segment";
        made.pressed = one.selected;
        if (ui.pressed(one.id)) pressed = one.id;
        x += each + pad;
    }
    ui.space(inner + 2 * pad);
    ui.end_group();
    return pressed;
}

}  // namespace bz::ui
