// Home's own widgets: the two large cards and the tiles.
#include <algorithm>

#include "client/ui/ui.hpp"

namespace bz::ui {

bool Ui::home_card(std::string_view id, const HomeCardOptions& options) {
    const Metrics& m = metrics();
    const float pad = 18;
    const float disc = options.primary ? m.disc + 16 : m.disc + (options.lines.size() > 1 || elder() ? 16.0f : 0.0f);
    const float chevron = 24;
    const float text_x = x_ + pad + disc + 13;
    const float text_w = width_ - 2 * pad - disc - 13 - chevron - 8;
    const TextStyle title = options.primary                       ? TextStyle::card
                            : options.lines.size() > 1 || elder() ? TextStyle::heading
                                                                  : TextStyle::strong;
    float inner = text_height(options.title, title, text_w);
    for (const std::string& line : options.lines) inner += text_height(line, TextStyle::caption, text_w);
    const float top_h = std::max(disc, inner) + 2 * (options.primary ? 20.0f : 16.0f);
    // Facts stand side by side while they fit, else below each other.
    const TextSpec& caption = theme_.text(TextStyle::caption);
    float facts_w = 0;
    for (const auto& [icon, words] : options.facts) facts_w += text_width(words, TextStyle::caption) + 18 + 8 + 16;
    const bool one_line = facts_w - 16 <= width_ - 2 * pad;
    const float facts_h = options.facts.empty()
                              ? 0
                              : 14 + 18 +
                                    (one_line ? caption.line_height
                                              : static_cast<float>(options.facts.size()) * (caption.line_height + 4));
    const Rect rect{x_, y_, width_, top_h + facts_h};
    const Color ink = options.primary ? Color::on_dark : Color::ink;
    const Color ink2 = options.primary ? Color::on_dark2 : Color::ink2;
    paint({.kind = PaintOp::Kind::rect,
           .rect = rect,
           .fill = options.primary ? Color::celadon600 : Color::surface,
           .fill_to = options.primary ? Color::celadon700 : Color::none,
           .stroke = options.primary ? Color::none : Color::line,
           .radius = m.card_radius,
           .elevation = static_cast<std::uint8_t>(options.primary ? 2 : 1)});
    const float disc_y = y_ + (top_h - disc) / 2;
    paint({.kind = PaintOp::Kind::circle,
           .rect = {x_ + pad, disc_y, disc, disc},
           .fill = options.primary               ? Color::glass
                   : options.tone == Tone::amber ? Color::amber200
                                                 : Color::celadon100});
    const float icon = disc >= 56 ? 28.0f : m.disc_icon;
    paint_icon(options.icon, x_ + pad + (disc - icon) / 2, disc_y + (disc - icon) / 2, icon,
               options.primary               ? Color::on_dark
               : options.tone == Tone::amber ? Color::amber800
                                             : Color::celadon800);
    float at = y_ + (top_h - inner) / 2;
    at += paint_text(options.title, title, ink, text_x, at, text_w);
    for (const std::string& line : options.lines) at += paint_text(line, TextStyle::caption, ink2, text_x, at, text_w);
    paint_icon(Icon::chevron_right, rect.right() - pad - chevron, y_ + (top_h - chevron) / 2, chevron, ink);
    std::string facts;
    if (facts_h > 0) {
        const float rule_y = y_ + top_h - 2;
        paint({.kind = PaintOp::Kind::line,
               .rect = {x_ + pad, rule_y, width_ - 2 * pad, 0},
               .stroke = Color::glass_line});
        float fact_x = x_ + pad, fact_y = rule_y + 14;
        for (const auto& [fact_icon, words] : options.facts) {
            paint_icon(fact_icon, fact_x, fact_y + (caption.line_height - 18) / 2, 18, ink2);
            paint_text(words, TextStyle::caption, ink2, fact_x + 26, fact_y, width_ - 2 * pad - 26);
            if (one_line)
                fact_x += text_width(words, TextStyle::caption) + 18 + 8 + 16;
            else
                fact_y += caption.line_height + 4;
            facts += " · " + words;
        }
    }
    Node& made = node(Role::button, id, options.title, rect);
    for (const std::string& line : options.lines) made.description += (made.description.empty() ? "" : " · ") + line;
    made.description += facts;
    made.icon = options.icon;
    made.variant = options.primary ? "home primary" : options.tone == Tone::amber ? "home amber" : "home";
    y_ += rect.h;
    return pressed(id);
}

std::string Ui::tiles(std::span<const TileOptions> tiles) {
    if (tiles.empty()) return {};
    const Metrics& m = metrics();
    std::string used;
    push(Role::list, {}, {}, "tiles");
    const float each = width_ / static_cast<float>(tiles.size());
    float height = 0;
    for (const TileOptions& tile : tiles)
        height = std::max(
            height,
            18 + 26 + 6 + text_height(tile.title, TextStyle::label, each - 12) + 4 +
                (tile.note.empty() ? 0 : std::max(m.tag_h, text_height(tile.note, TextStyle::caption, each - 12))) +
                14);
    paint({.kind = PaintOp::Kind::rect,
           .rect = {x_, y_, width_, height},
           .fill = Color::surface,
           .stroke = Color::line,
           .radius = m.card_radius,
           .elevation = 1});
    float left = x_;
    for (const TileOptions& tile : tiles) {
        if (left > x_) paint({.kind = PaintOp::Kind::line, .rect = {left, y_, 0, height}, .stroke = Color::line});
        float at = y_ + 18;
        paint_icon(tile.icon, left + (each - 26) / 2, at, 26, Color::celadon700);
        at += 32;
        at += paint_text(tile.title, TextStyle::label, Color::ink, left + 6, at, each - 12, true) + 4;
        if (tile.note_is_tag) {
            const float tag_w = text_width(tile.note, TextStyle::tag) + 16;
            paint({.kind = PaintOp::Kind::rect,
                   .rect = {left + (each - tag_w) / 2, at, tag_w, m.tag_h},
                   .fill = Color::amber200,
                   .radius = m.tag_radius});
            paint_text(tile.note, TextStyle::tag, Color::amber800, left + (each - tag_w) / 2,
                       at + (m.tag_h - theme_.text(TextStyle::tag).line_height) / 2, tag_w, true);
        } else {
            paint_text(tile.note, TextStyle::caption, Color::ink2, left + 6, at, each - 12, true);
        }
        push(Role::listitem, tile.id + ".item", {}, {});
        Node& made = node(Role::button, tile.id, tile.title, {left, y_, each, height});
        made.description = tile.note;
        made.icon = tile.icon;
        made.variant = "tile";
        pop();
        if (pressed(tile.id)) used = tile.id;
        left += each;
    }
    y_ += height;
    pop();
    return used;
}

}  // namespace bz::ui
