#include "client/ui/media_bubble.hpp"

#include <algorithm>
#include <array>

#include "client/ui/picture.hpp"

namespace bz::ui {

namespace {

constexpr float after = 12;

float disc_room(const Ui& ui, bool mine) { return mine ? 0 : ui.metrics().disc + 8; }

void disc(Ui& ui, std::string_view initial, bool mine) {
    if (mine) return;
    const float size = ui.metrics().disc;
    ui.paint({.kind = PaintOp::Kind::circle,
              .rect = {ui.x(), ui.y(), size, size},
              .fill = Color::celadon300,
              .fill_to = Color::celadon400});
    const float line = ui.theme().text(TextStyle::strong).line_height;
    ui.paint_text(initial, TextStyle::strong, Color::celadon900, ui.x(), ui.y() + (size - line) / 2, size, true);
}

void bubble_face(Ui& ui, Rect rect, bool mine) {
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = rect,
              .fill = mine ? Color::celadon700 : Color::surface,
              .stroke = mine ? Color::none : Color::line,
              .radius = ui.metrics().bubble_radius});
}

// Words and a note below a bubble, on the side of who said them.
void below(Ui& ui, std::string_view id, std::string_view words, std::string_view note, bool mine) {
    const float x = ui.x() + disc_room(ui, mine);
    const float room = ui.width() - disc_room(ui, mine) - (mine ? 32 : 0);
    const auto line = [&](std::string_view text, std::string_view what) {
        if (text.empty()) return;
        const float width = std::min(ui.text_width(text, TextStyle::caption) + 1, room);
        const float left = mine ? ui.x() + ui.width() - width : x;
        const float height = ui.paint_text(text, TextStyle::caption, Color::ink2, left, ui.y() + 4, width);
        ui.node(Role::text, std::string(id) + "." + std::string(what), text, {left, ui.y() + 4, width, height})
            .variant = mine ? "caption mine" : "caption";
        ui.space(4 + height);
    };
    line(words, "words");
    line(note, "note");
    ui.space(after);
}

// A picture of sound: not measured, only recognised as what it is.
void waves(Ui& ui, Rect rect, float share, bool mine) {
    constexpr std::array heights = {.3f, .6f, .45f, .9f, .55f, .4f, .8f, 1.f, .5f, .35f, .7f, .9f, .6f, .4f, .65f, .3f};
    constexpr float bar = 3;
    const float gap = (rect.w - bar * heights.size()) / (heights.size() - 1);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const float height = rect.h * heights[i];
        const bool heard = static_cast<float>(i) < share * static_cast<float>(heights.size());
        const Color rest = mine ? Color::on_dark : Color::celadon700;
        const Color past = mine ? Color::celadon300 : Color::celadon300;
        ui.paint({.kind = PaintOp::Kind::rect,
                  .rect = {rect.x + static_cast<float>(i) * (bar + gap), rect.y + (rect.h - height) / 2, bar, height},
                  .fill = heard ? past : rest,
                  .radius = 1.5f});
    }
}

}  // namespace

bool voice_bubble(Ui& ui, const VoiceBubbleOptions& options) {
    const Metrics& m = ui.metrics();
    const bool mine = options.mine;
    const float icon = m.button_icon;
    constexpr float wave_w = 96;
    const float length_w = ui.text_width(options.length, TextStyle::strong);
    const float line = ui.theme().text(TextStyle::strong).line_height;
    const float width = m.bubble_pad_x * 2 + icon + 10 + wave_w + 10 + length_w;
    const float height = std::max(m.target, line + 2 * m.bubble_pad_y);
    const float left = mine ? ui.x() + ui.width() - width : ui.x() + disc_room(ui, mine);
    const Rect rect{left, ui.y(), width, height};
    bubble_face(ui, rect, mine);
    disc(ui, options.initial, mine);
    const Color ink = mine ? Color::on_dark : Color::celadon800;
    float at = rect.x + m.bubble_pad_x;
    ui.paint_icon(options.playing ? Icon::square : Icon::play, at, rect.y + (height - icon) / 2, icon, ink);
    at += icon + 10;
    waves(ui, {at, rect.y + (height - 24) / 2, wave_w, 24}, options.playing ? options.share : 0, mine);
    at += wave_w + 10;
    ui.paint_text(options.length, TextStyle::strong, mine ? Color::on_dark : Color::ink, at,
                  rect.y + (height - line) / 2, length_w + 1);
    Node& made = ui.node(Role::button, options.id, options.label, rect);
    made.variant = mine ? "bubble mine" : "bubble";
    made.icon = options.playing ? Icon::square : Icon::play;
    ui.space(height);
    below(ui, options.id, options.words, options.note, mine);
    return ui.pressed(options.id);
}

bool photo_bubble(Ui& ui, const PhotoBubbleOptions& options) {
    const Metrics& m = ui.metrics();
    const bool mine = options.mine;
    constexpr float pad = 6;
    const float side = std::min(ui.elder() ? 220.0f : 168.0f, ui.width() - disc_room(ui, mine) - 32);
    const Rect rect{mine ? ui.x() + ui.width() - side : ui.x() + disc_room(ui, mine), ui.y(), side, side * 0.78f};
    bubble_face(ui, rect, mine);
    disc(ui, options.initial, mine);
    // The key lies over the whole; the picture inside it is decoration to who hears the key's name.
    picture(ui, options.id + ".picture", {.source = options.source, .radius = m.bubble_radius - pad}, rect.inset(pad));
    Node& made = ui.node(Role::button, options.id, options.label, rect);
    made.variant = mine ? "bubble mine" : "bubble";
    ui.space(rect.h);
    below(ui, options.id, options.words, options.note, mine);
    return ui.pressed(options.id);
}

}  // namespace bz::ui
