// Text fields and what belongs to them: labels, hints, errors, the error summary. The DOM's own inputs do the editing.
#include <algorithm>

#include "client/ui/ui.hpp"

namespace bz::ui {

void Ui::labelled(std::string_view id, const FieldOptions& options) {
    const Metrics& m = metrics();
    if (!options.label_hidden) {
        const float note = options.note.empty() ? 0 : text_width(options.note, TextStyle::caption);
        const float label_w = width_ - (note > 0 ? note + 8 : 0);
        const float height = paint_text(options.label, TextStyle::label, Color::ink, x_, y_, label_w);
        Node& made = node(Role::text, std::string(id) + ".label", options.label, {x_, y_, label_w, height});
        made.variant = "label";
        made.label_for = id;
        if (note > 0) {
            const float line = theme_.text(TextStyle::caption).line_height;
            paint_text(options.note, TextStyle::caption, Color::ink2, x_ + width_ - note, y_ + (height - line) / 2,
                       note + 1);
            node(Role::text, std::string(id) + ".note", options.note, {x_ + width_ - note, y_, note, height}).variant =
                "caption";
        }
        y_ += height;
    }
    if (!options.hint.empty()) {
        text(options.hint, TextStyle::caption, Color::ink2);
        tree_.nodes.back().id = std::string(id) + ".hint";
    }
    if (!options.error.empty()) {
        icon_text(Icon::circle_alert, options.error, TextStyle::error, Color::amber700);
        tree_.nodes.back().id = std::string(id) + ".error";
    }
    if (!options.label_hidden || !options.hint.empty() || !options.error.empty()) y_ += m.label_gap;
}

void Ui::code_cells(std::string_view value, Rect rect) {
    const Metrics& m = metrics();
    constexpr int cells = 6;
    const float cell = std::min(72.0f, (rect.w - m.cell_gap * (cells - 1)) / cells);
    const TextSpec& spec = theme_.text(TextStyle::cell);
    for (int i = 0; i < cells; ++i) {
        const Rect box{rect.x + static_cast<float>(i) * (cell + m.cell_gap), rect.y, cell, rect.h};
        const bool here = static_cast<int>(value.size()) == i;
        paint({.kind = PaintOp::Kind::rect,
               .rect = box,
               .fill = Color::field,
               .stroke = here ? Color::celadon700 : Color::line_strong,
               .stroke_width = here ? 2.0f : 1.0f,
               .radius = m.field_radius});
        if (i < static_cast<int>(value.size()))
            paint_text(value.substr(static_cast<std::size_t>(i), 1), TextStyle::cell, Color::ink, box.x,
                       box.y + (box.h - spec.line_height) / 2, box.w, true);
    }
}

// Of what is longer than its field the beginning, with a sign that it goes on.
static std::string one_line(CachedMeasure& measure, std::string_view text, const TextSpec& spec, float room) {
    if (break_lines(measure, text, spec, room).size() == 1) return std::string(text);
    constexpr std::string_view more = "…";
    const float left = room - break_lines(measure, more, spec, room)[0].width;
    return std::string(break_lines(measure, text, spec, left)[0].text) + std::string(more);
}

std::optional<std::string> Ui::field(std::string_view id, std::string_view value, const FieldOptions& options) {
    const Metrics& m = metrics();
    const bool wrong = !options.error.empty();
    const float outer_x = x_, outer_width = width_, top = y_;
    if (wrong) {
        x_ += 16;
        width_ -= 16;
    }
    labelled(id, options);
    const TextSpec& spec = theme_.text(TextStyle::field);
    const float rows = static_cast<float>(std::max(1, options.rows));
    const float height = options.code ? m.cell_h : options.rows > 1 ? rows * spec.line_height + 28 : m.field_h;
    const Rect rect{x_, y_, width_, height};
    const std::string_view shown = options.shown.empty() || value.empty() ? value : std::string_view(options.shown);
    if (options.code) {
        code_cells(value, rect);
    } else {
        paint({.kind = PaintOp::Kind::rect,
               .rect = rect,
               .fill = Color::field,
               .stroke = wrong ? Color::amber700 : Color::line_strong,
               .stroke_width = wrong ? 2.0f : 1.0f,
               .radius = m.field_radius});
        const std::string_view words = shown.empty() ? std::string_view(options.placeholder) : shown;
        const Color ink = shown.empty() ? Color::ink3 : Color::ink;
        const float room = rect.w - 2 * m.field_pad;
        if (options.rows > 1) {
            // What does not fit stays out of sight, as in any text area; the input itself scrolls when edited.
            float at = rect.y + 14;
            int line = 0;
            for (const TextLine& part : break_lines(measure_, words, spec, room)) {
                if (++line > options.rows) break;
                paint({.kind = PaintOp::Kind::text,
                       .rect = {rect.x + m.field_pad, at, part.width, spec.line_height},
                       .fill = ink,
                       .style = TextStyle::field,
                       .text = std::string(part.text)});
                at += spec.line_height;
            }
        } else if (!words.empty()) {
            const std::string line = one_line(measure_, words, spec, room);
            paint({.kind = PaintOp::Kind::text,
                   .rect = {rect.x + m.field_pad, rect.y + (rect.h - spec.line_height) / 2,
                            text_width(line, TextStyle::field), spec.line_height},
                   .fill = ink,
                   .style = TextStyle::field,
                   .text = line});
        }
    }
    Node& made = node(Role::textbox, id, options.label, rect);
    made.value = value;
    made.hints = options.hints;
    made.hints.multiline = options.rows > 1;
    made.invalid = wrong;
    made.variant = options.code ? "code" : options.label_hidden ? "unlabelled" : "";
    made.description = options.placeholder;
    if (wrong) made.described_by = std::string(id) + ".error";
    if (!options.hint.empty()) made.described_by += (wrong ? " " : "") + std::string(id) + ".hint";
    y_ += height;
    if (wrong) {
        x_ = outer_x;
        width_ = outer_width;
        paint({.kind = PaintOp::Kind::rect, .rect = {x_, top, 4, y_ - top}, .fill = Color::amber700, .radius = 2});
    }
    if (event_.kind == UiEvent::Kind::input && event_.id == id) return event_.value;
    return std::nullopt;
}

void Ui::error_summary(std::string_view title, std::span<const ErrorLink> links) {
    if (links.empty()) return;
    const Metrics& m = metrics();
    begin_card(
        {.fill = Color::amber100, .stroke = Color::amber700, .stroke_width = 2, .variant = "errors", .elevation = 0});
    const float icon = m.banner_icon;
    const float indent = icon + 12;
    paint_icon(Icon::circle_alert, x_, y_ + 1, icon, Color::amber800);
    const float height = paint_text(title, TextStyle::heading, Color::amber800, x_ + indent, y_, width_ - indent);
    Node& heading = node(Role::heading, "errors.title", title, {x_ + indent, y_, width_ - indent, height});
    heading.level = 2;
    y_ += height + 4;
    for (const ErrorLink& link : links) {
        const float text_h = text_height(link.text, TextStyle::error, width_ - indent);
        const float row = std::max(m.target, text_h + 12);
        const float text_y = y_ + (row - text_h) / 2;
        paint_underlined(link.text, TextStyle::error, Color::amber800, x_ + indent, text_y, width_ - indent);
        Node& made = node(Role::link, "errors." + link.field, link.text, {x_ + indent, y_, width_ - indent, row});
        made.href = "#" + link.field;
        made.variant = "error";
        y_ += row;
    }
    end_card();
    y_ += m.gap_cards;
}

}  // namespace bz::ui
