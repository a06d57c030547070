#include "client/ui/history_row.hpp"

#include <algorithm>

namespace bz::ui {

namespace {

constexpr float indent = 40, bead = 22, pad = 14;

struct Layout {
    Rect card;
    float text_x = 0, text_w = 0, title_h = 0, sub_h = 0;
    float side = 0;  // what stands at the right: the day, or the key
};

std::string second_line(const Ui& ui, const HistoryRowOptions& options) {
    // Where the key or large letters leave no room beside the title, the day goes below.
    const bool below = ui.elder() || !options.key.empty();
    if (!below || options.day.empty()) return options.subtitle;
    return options.subtitle.empty() ? options.day : options.day + " · " + options.subtitle;
}

Layout layout(Ui& ui, const HistoryRowOptions& options, const std::string& second) {
    const Metrics& m = ui.metrics();
    Layout at;
    const float disc = ui.elder() ? 0 : m.disc + 12;
    at.text_x = ui.x() + indent + pad + disc;
    const bool day_beside = second == options.subtitle && !options.day.empty();
    at.side = !options.key.empty() ? m.target
              : day_beside         ? ui.text_width(options.day, TextStyle::caption) + pad + 8
                                   : pad;
    at.text_w = ui.x() + ui.width() - at.side - at.text_x;
    at.title_h = ui.text_height(options.title, TextStyle::strong, at.text_w);
    at.sub_h = second.empty() ? 0 : ui.text_height(second, TextStyle::caption, at.text_w);
    const float height = std::max(m.row_h, at.title_h + at.sub_h + 2 * pad);
    at.card = {ui.x() + indent, ui.y(), ui.width() - indent, height};
    return at;
}

void paint_bead(Ui& ui, const HistoryRowOptions& options, const Layout& at) {
    const Rect dot{ui.x(), at.card.y + (at.card.h - bead) / 2, bead, bead};
    const float gap = ui.metrics().gap_cards;
    if (!options.last)
        ui.paint({.kind = PaintOp::Kind::rect,
                  .rect = {ui.x() + bead / 2 - 1, dot.y + bead, 2, at.card.h + gap - bead},
                  .fill = Color::celadon300});
    if (!options.here) return void(ui.paint({.kind = PaintOp::Kind::circle, .rect = dot, .fill = Color::celadon700}));
    ui.paint({.kind = PaintOp::Kind::circle,
              .rect = dot,
              .fill = Color::amber300,
              .stroke = Color::amber700,
              .stroke_width = 2});
    ui.paint({.kind = PaintOp::Kind::circle, .rect = dot.inset(bead * 0.34f), .fill = Color::amber700});
}

void paint_card(Ui& ui, const HistoryRowOptions& options, const Layout& at, const std::string& second) {
    const Metrics& m = ui.metrics();
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = at.card,
              .fill = Color::surface,
              .stroke = Color::line,
              .radius = m.card_radius,
              .elevation = 1});
    if (!ui.elder()) {
        const float top = at.card.y + (at.card.h - m.disc) / 2, inset = (m.disc - m.disc_icon) / 2;
        ui.paint(
            {.kind = PaintOp::Kind::circle, .rect = {at.card.x + pad, top, m.disc, m.disc}, .fill = Color::celadon100});
        ui.paint_icon(options.icon, at.card.x + pad + inset, top + inset, m.disc_icon, Color::celadon800);
    }
    float y = at.card.y + (at.card.h - at.title_h - at.sub_h) / 2;
    ui.paint_text(options.title, TextStyle::strong, Color::ink, at.text_x, y, at.text_w);
    if (second == options.subtitle && !options.day.empty())
        ui.paint_text(options.day, TextStyle::caption, Color::ink2, at.card.right() - at.side + 8, y + 2, at.side);
    y += at.title_h;
    if (at.sub_h > 0) ui.paint_text(second, TextStyle::caption, Color::ink2, at.text_x, y, at.text_w);
    if (!options.key.empty())
        ui.paint_icon(Icon::pencil, at.card.right() - (m.target + 22) / 2, at.card.y + (at.card.h - 22) / 2, 22,
                      Color::ink2);
}

bool in_view(const Ui& ui, const Rect& card) {
    constexpr float margin = 400;  // a scroll shows the next rows before the next frame is there
    const Viewport& view = ui.viewport();
    return view.flow || (card.bottom() > view.scroll - margin && card.y < view.scroll + view.height + margin);
}

}  // namespace

HistoryRowUse history_row(Ui& ui, std::string_view id, const HistoryRowOptions& options) {
    const Metrics& m = ui.metrics();
    const std::string second = second_line(ui, options);
    const Layout at = layout(ui, options, second);
    if (in_view(ui, at.card)) {
        paint_bead(ui, options, at);
        paint_card(ui, options, at, second);
    }
    ui.begin_group(Role::listitem, std::string(id) + ".item", {}, options.here ? "here" : "done");
    Rect rect = at.card;
    if (!options.key.empty()) rect.w -= m.target;
    Node& made = ui.node(options.fact ? Role::text : Role::button, id, options.title, rect);
    made.description = options.subtitle;
    if (!options.day.empty()) made.description += (options.subtitle.empty() ? "" : " · ") + options.day;
    made.icon = options.icon;
    made.variant = "row";
    HistoryRowUse use{.row = !options.fact && ui.pressed(id)};
    if (!options.key.empty()) {
        const std::string key = std::string(id) + ".change";
        const float top = at.card.y + (at.card.h - m.target) / 2;
        Node& pencil = ui.node(Role::button, key, options.key, {at.card.right() - m.target, top, m.target, m.target});
        pencil.icon = Icon::pencil;
        pencil.variant = "icon";
        use.key = ui.pressed(key);
    }
    ui.space(at.card.h + m.gap_cards);
    ui.end_group();
    return use;
}

}  // namespace bz::ui
