// Things to see: banners, tags, timelines, rings, bills, bubbles, headers.
#include <algorithm>

#include "client/ui/ui.hpp"

namespace bz::ui {

void Ui::banner(Icon icon, std::string_view text, Tone tone, std::string_view detail) {
    const Metrics& m = metrics();
    const bool amber = tone == Tone::amber;
    const Color fill = amber                 ? Color::amber100
                       : tone == Tone::red   ? Color::red100
                       : tone == Tone::plain ? Color::paper_deep
                                             : Color::celadon100;
    const Color ink = amber ? Color::amber800 : tone == Tone::red ? Color::red700 : Color::ink;
    const float text_x = x_ + m.banner_pad + m.banner_icon + 12;
    const float text_w = width_ - 2 * m.banner_pad - m.banner_icon - 12;
    const float text_h = text_height(text, detail.empty() ? TextStyle::body : TextStyle::strong, text_w);
    const float detail_h = detail.empty() ? 0 : text_height(detail, TextStyle::caption, text_w);
    const Rect rect{x_, y_, width_, text_h + detail_h + 2 * m.banner_pad};
    paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = fill, .radius = m.banner_radius});
    paint_icon(icon, x_ + m.banner_pad, y_ + m.banner_pad + 1, m.banner_icon,
               amber               ? Color::amber800
               : tone == Tone::red ? Color::red700
                                   : Color::celadon800);
    paint_text(text, detail.empty() ? TextStyle::body : TextStyle::strong, ink, text_x, y_ + m.banner_pad, text_w);
    paint_text(detail, TextStyle::caption, amber ? Color::amber800 : Color::ink2, text_x, y_ + m.banner_pad + text_h,
               text_w);
    Node& made = node(Role::text, {}, text, rect);
    made.description = detail;
    made.icon = icon;
    made.variant = amber ? "banner amber" : tone == Tone::red ? "banner red" : "banner";
    y_ += rect.h;
}

void Ui::status(std::string_view text) {
    if (text.empty()) return;
    // What a heading says is not said a second time to whoever reads the page from its top.
    const auto says_it = [text](const Node& node) { return node.role == Role::heading && node.name == text; };
    if (const auto heading = std::ranges::find_if(tree_.nodes, says_it); heading != tree_.nodes.end())
        heading->live = true;
    else
        node(Role::status, "status", text, {x_, y_, width_, 0}).variant = "quiet";
}

void Ui::tag(std::string_view text, Tone tone, Icon icon) {
    const Metrics& m = metrics();
    const float icon_w = icon == Icon::none ? 0 : m.tag_icon + 4;
    const Rect rect{x_, y_, text_width(text, TextStyle::tag) + icon_w + 16, m.tag_h};
    const Color fill = tone == Tone::amber   ? Color::amber200
                       : tone == Tone::red   ? Color::red100
                       : tone == Tone::plain ? Color::paper_deep
                                             : Color::celadon100;
    const Color ink = tone == Tone::amber   ? Color::amber800
                      : tone == Tone::red   ? Color::red700
                      : tone == Tone::plain ? Color::ink2
                                            : Color::celadon800;
    paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = fill, .radius = m.tag_radius});
    paint_icon(icon, x_ + 8, y_ + (m.tag_h - m.tag_icon) / 2, m.tag_icon, ink);
    paint_text(text, TextStyle::tag, ink, x_ + 8 + icon_w, y_ + (m.tag_h - theme_.text(TextStyle::tag).line_height) / 2,
               rect.w);
    Node& made = node(Role::text, {}, text, rect);
    made.variant = tone == Tone::amber ? "tag amber" : "tag";
    made.icon = icon;
    y_ += rect.h;
}

void Ui::timeline(std::span<const TimelineItem> items) {
    const Metrics& m = metrics();
    push(Role::list, {}, {}, "timeline");
    const float bead = m.timeline_bead;
    float line_from = 0;
    Color line_color = Color::celadon300;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const TimelineItem& item = items[i];
        const bool here = item.state == TimelineItem::State::here;
        const bool done = item.state == TimelineItem::State::done;
        const float time_w = item.time.empty() ? 0 : text_width(item.time, TextStyle::caption) + 8;
        const float text_x = x_ + m.timeline_indent;
        const float text_w = width_ - m.timeline_indent - time_w;
        const TextStyle style = here ? TextStyle::strong : TextStyle::body;
        const TextSpec& spec = theme_.text(style);
        const float title_h = text_height(item.title, style, text_w);
        const float sub_h = item.subtitle.empty() ? 0 : text_height(item.subtitle, TextStyle::caption, text_w);
        const float bead_y = y_ + (spec.line_height - bead) / 2;
        if (i > 0)
            paint({.kind = PaintOp::Kind::rect,
                   .rect = {x_ + bead / 2 - 1, line_from, 2, bead_y - line_from},
                   .fill = line_color});
        line_from = bead_y + bead;
        line_color = done ? Color::celadon700 : Color::celadon300;
        const Rect dot{x_, bead_y, bead, bead};
        if (done) {
            paint({.kind = PaintOp::Kind::circle, .rect = dot, .fill = Color::celadon700});
            paint_icon(Icon::check, dot.x + bead * 0.2f, dot.y + bead * 0.2f, bead * 0.6f, Color::on_dark);
        } else if (here) {
            paint({.kind = PaintOp::Kind::circle,
                   .rect = dot,
                   .fill = Color::amber300,
                   .stroke = Color::amber700,
                   .stroke_width = 2});
            paint({.kind = PaintOp::Kind::circle, .rect = dot.inset(bead * 0.34f), .fill = Color::amber700});
        } else {
            paint({.kind = PaintOp::Kind::circle,
                   .rect = dot.inset(1),
                   .fill = Color::surface,
                   .stroke = Color::celadon300,
                   .stroke_width = 2});
        }
        paint_text(item.title, style, item.state == TimelineItem::State::ahead ? Color::ink2 : Color::ink, text_x, y_,
                   text_w);
        paint_text(item.subtitle, TextStyle::caption, Color::ink2, text_x, y_ + title_h, text_w);
        if (time_w > 0)
            paint_text(item.time, TextStyle::caption, Color::ink2, x_ + width_ - time_w + 8,
                       y_ + (spec.line_height - theme_.text(TextStyle::caption).line_height) / 2, time_w);
        push(Role::listitem, {}, {}, done ? "done" : here ? "here" : "ahead");
        Node& made = node(Role::text, {}, item.title, {x_, y_, width_, title_h + sub_h});
        made.description = item.subtitle;
        if (!item.time.empty()) made.description += (item.subtitle.empty() ? "" : " · ") + item.time;
        made.current = here;
        made.variant = done ? "done" : here ? "here" : "ahead";
        made.icon = done ? Icon::check : Icon::none;
        y_ += title_h + sub_h + 14;
        pop();
    }
    if (!items.empty()) y_ -= 14;
    pop();
}

void Ui::waiting_ring(float share, std::string_view above, std::string_view big, std::span<const std::string> beside) {
    const Metrics& m = metrics();
    const float ring = m.ring;
    constexpr float stroke = 10;
    const Rect rect{x_, y_, ring, ring};
    paint({.kind = PaintOp::Kind::arc,
           .rect = rect.inset(stroke / 2),
           .stroke = Color::track,
           .stroke_width = stroke,
           .from = 0,
           .to = 1});
    const float filled = std::clamp(share, 0.02f, 1.0f);
    paint({.kind = PaintOp::Kind::arc,
           .rect = rect.inset(stroke / 2),
           .stroke = Color::celadon700,
           .stroke_width = stroke,
           .from = 0,
           .to = filled});
    paint({.kind = PaintOp::Kind::arc,
           .rect = rect.inset(stroke / 2),
           .fill = Color::amber300,
           .stroke = Color::amber700,
           .stroke_width = 20,
           .from = filled,
           .to = filled});  // the bead at the ring's end
    const float above_h = theme_.text(TextStyle::caption).line_height;
    const float big_h = theme_.text(TextStyle::display).line_height;
    const float top = y_ + (ring - above_h - big_h) / 2;
    paint_text(above, TextStyle::caption, Color::ink2, x_ + 14, top, ring - 28, true);
    paint_text(big, TextStyle::display, Color::ink, x_ + 4, top + above_h, ring - 8, true);
    Node& made = node(Role::text, "ring", std::string(above) + " " + std::string(big), rect);
    made.variant = "ring";
    float at = y_;
    const float text_x = x_ + ring + 18;
    const float text_w = width_ - ring - 18;
    float total = 0;
    for (std::size_t i = 0; i < beside.size(); ++i)
        total += text_height(beside[i], i == 1 ? TextStyle::title : TextStyle::body, text_w);
    at += std::max(0.0f, (ring - total) / 2);
    for (std::size_t i = 0; i < beside.size(); ++i) {
        const TextStyle style = i == 1 ? TextStyle::title : i >= 3 ? TextStyle::caption : TextStyle::body;
        const float height = paint_text(beside[i], style, i == 1 ? Color::ink : Color::ink2, text_x, at, text_w);
        node(Role::text, {}, beside[i], {text_x, at, text_w, height}).variant = i == 1 ? "strong" : "caption";
        at += height;
    }
    y_ = std::max(y_ + ring, at);
}

void Ui::bill_line(const BillLineView& line) {
    const bool total = line.look == BillLineView::Look::total;
    const bool strong = total || line.look == BillLineView::Look::strong;
    const TextStyle style = total ? TextStyle::heading : strong ? TextStyle::strong : TextStyle::body;
    const float amount = text_width(line.amount, style);
    const float dot = line.dot == Color::none ? 0 : 18;
    const float room = width_ - amount - 12 - dot;
    const float label_h = text_height(line.label, style, room);
    const bool beside =
        !line.note.empty() && text_width(line.label, style) + text_width(line.note, TextStyle::caption) + 8 < room;
    const TextSpec& spec = theme_.text(style);
    if (dot > 0)
        paint(
            {.kind = PaintOp::Kind::circle, .rect = {x_, y_ + (spec.line_height - 10) / 2, 10, 10}, .fill = line.dot});
    paint_text(line.label, style, Color::ink, x_ + dot, y_, room);
    paint_text(line.amount, style, Color::ink, x_ + width_ - amount, y_, amount + 1);
    float height = label_h;
    if (beside)
        paint_text(line.note, TextStyle::caption, Color::ink2, x_ + dot + text_width(line.label, style) + 6,
                   y_ + (spec.line_height - theme_.text(TextStyle::caption).line_height) / 2, room);
    else if (!line.note.empty())
        height += paint_text(line.note, TextStyle::caption, Color::ink2, x_ + dot, y_ + label_h, room);
    Node& made = node(Role::text, {}, line.label, {x_, y_, width_, height});
    made.description = line.note.empty() ? line.amount : line.note + " · " + line.amount;
    made.variant = total ? "bill total" : strong ? "bill strong" : "bill";
    y_ += height + 6;
}

void Ui::split_bar(std::span<const std::pair<float, Color>> parts, std::string_view label) {
    const Metrics& m = metrics();
    float sum = 0;
    int shown = 0;
    for (const auto& [share, color] : parts) {
        sum += share;
        shown += share > 0;
    }
    if (sum <= 0) return;
    const float room = width_ - 3 * static_cast<float>(shown - 1);
    float at = x_;
    for (const auto& [share, color] : parts) {
        if (share <= 0) continue;
        const float part = std::max(m.progress_h, room * share / sum);
        paint({.kind = PaintOp::Kind::rect,
               .rect = {at, y_, part, m.progress_h},
               .fill = color,
               .radius = m.progress_h / 2});
        at += part + 3;
    }
    node(Role::image, {}, label, {x_, y_, width_, m.progress_h}).variant = "split";
    y_ += m.progress_h;
}

void Ui::digits(std::string_view label, std::string_view digits) {
    const Metrics& m = metrics();
    const float count = static_cast<float>(digits.size());
    const float gap = m.cell_gap;
    const float middle = digits.size() == 6 ? gap : 0;
    const float cell = std::min(72.0f, (width_ - gap * (count - 1) - middle) / std::max(1.0f, count));
    const TextSpec& spec = theme_.text(TextStyle::cell);
    float at = x_;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == 3) at += middle;
        paint({.kind = PaintOp::Kind::rect,
               .rect = {at, y_, cell, m.cell_h},
               .fill = Color::celadon50,
               .stroke = Color::celadon300,
               .radius = m.field_radius});
        paint_text(digits.substr(i, 1), TextStyle::cell, Color::celadon900, at, y_ + (m.cell_h - spec.line_height) / 2,
                   cell, true);
        at += cell + gap;
    }
    Node& made = node(Role::text, {}, label, {x_, y_, width_, m.cell_h});
    // Spaced so that it is read digit by digit.
    for (const char digit : digits) {
        if (!made.description.empty()) made.description += ' ';
        made.description += digit;
    }
    made.variant = "digits";
    y_ += m.cell_h;
}

void Ui::bubble(const BubbleOptions& options) {
    const Metrics& m = metrics();
    const bool mine = options.from == BubbleOptions::From::patient;
    const bool system = options.from == BubbleOptions::From::system || options.from == BubbleOptions::From::notice;
    const TextStyle style = system ? TextStyle::caption : TextStyle::body;
    const float disc = system || mine ? 0 : m.disc + 8;
    const float most = std::min(m.bubble_max, width_ - disc - (mine ? 32 : 0));
    const float inner = most - 2 * m.bubble_pad_x;
    float text_w = 0;
    for (const TextLine& line : break_lines(measure_, options.text, theme_.text(style), inner))
        text_w = std::max(text_w, line.width);
    const float text_h = text_height(options.text, style, inner);
    const Rect rect{mine     ? x_ + width_ - text_w - 2 * m.bubble_pad_x
                    : system ? x_ + (width_ - text_w) / 2 - m.bubble_pad_x
                             : x_ + disc,
                    y_, text_w + 2 * m.bubble_pad_x, text_h + 2 * m.bubble_pad_y};
    const bool notice = options.from == BubbleOptions::From::notice;
    paint({.kind = PaintOp::Kind::rect,
           .rect = rect,
           .fill = mine     ? Color::celadon700
                   : notice ? Color::amber100
                   : system ? Color::paper_deep
                            : Color::surface,
           .stroke = mine || system ? Color::none : Color::line,
           .radius = system ? 10.0f : m.bubble_radius});
    if (disc > 0) {
        paint({.kind = PaintOp::Kind::circle,
               .rect = {x_, y_, m.disc, m.disc},
               .fill = Color::celadon300,
               .fill_to = Color::celadon400});
        const TextSpec& spec = theme_.text(TextStyle::strong);
        paint_text(options.initial, TextStyle::strong, Color::celadon900, x_, y_ + (m.disc - spec.line_height) / 2,
                   m.disc, true);
    }
    paint_text(options.text, style,
               mine     ? Color::on_dark
               : notice ? Color::amber800
                        : Color::ink,
               rect.x + m.bubble_pad_x, rect.y + m.bubble_pad_y, system ? text_w + 0.5f : inner, system);
    Node& made =
        node(Role::text, options.id, options.label.empty() ? options.text : options.label + " " + options.text, rect);
    made.variant = mine ? "bubble mine" : system ? "bubble system" : "bubble";
    y_ += rect.h;
    if (!options.note.empty()) {
        const float note_w = std::min(text_width(options.note, TextStyle::caption) + 1, width_ - disc);
        const float note_x = mine ? x_ + width_ - note_w : x_ + disc;
        const float note_h = paint_text(options.note, TextStyle::caption, Color::ink2, note_x, y_ + 4, note_w);
        made.description = options.note;
        y_ += 4 + note_h;
        const float left = std::min(rect.x, note_x);
        made.rect = {left, rect.y, std::max(rect.right(), note_x + note_w) - left, y_ - rect.y};
    }
    y_ += 12;
}

void Ui::person_row(std::string_view initial, std::string_view name, std::string_view detail, std::string_view seal) {
    const Metrics& m = metrics();
    const float disc = m.disc + 12;
    const TextSpec& strong = theme_.text(TextStyle::heading);
    paint({.kind = PaintOp::Kind::circle,
           .rect = {x_, y_, disc, disc},
           .fill = Color::celadon300,
           .fill_to = Color::celadon400});
    paint_text(initial, TextStyle::heading, Color::celadon900, x_, y_ + (disc - strong.line_height) / 2, disc, true);
    const float text_x = x_ + disc + 14;
    const float text_w = width_ - disc - 14;
    const float name_w = text_width(name, TextStyle::heading);
    float at = y_;
    paint_text(name, TextStyle::heading, Color::ink, text_x, at, text_w);
    const bool beside = name_w + 8 + text_width(detail, TextStyle::caption) < text_w;
    if (beside)
        paint_text(detail, TextStyle::caption, Color::ink2, text_x + name_w + 8,
                   at + (strong.line_height - theme_.text(TextStyle::caption).line_height) / 2, text_w);
    at += strong.line_height;
    if (!beside) at += paint_text(detail, TextStyle::caption, Color::ink2, text_x, at, text_w);
    if (!seal.empty()) at += paint_text(seal, TextStyle::caption, Color::ink2, text_x, at + 2, text_w) + 2;
    const float height = std::max(disc, at - y_);
    Node& made = node(Role::text, {}, name, {x_, y_, width_, height});
    made.description = std::string(detail) + (seal.empty() ? "" : " · " + std::string(seal));
    made.variant = "person";
    y_ += height;
}

void Ui::glaze_header(float height) {
    paint({.kind = PaintOp::Kind::rect,
           .rect = {0, 0, viewport_.width, height},
           .fill = Color::celadon200,
           .fill_to = Color::paper});
    if (theme_.contrast == Contrast::high) return;
    const float center_x = viewport_.width - 63;
    for (const float size : {150.0f, 222.0f, 302.0f, 390.0f})
        paint({.kind = PaintOp::Kind::arc,
               .rect = {center_x - size / 2, 33 - size / 2, size, size},
               .stroke = Color::glass_line,
               .stroke_width = 1.5f,
               .from = 0,
               .to = 1});
}

void Ui::danger_header(float height) {
    paint({.kind = PaintOp::Kind::rect,
           .rect = {0, 0, viewport_.width, height},
           .fill = Color::red600,
           .fill_to = Color::red800});
    for (const float size : {140.0f, 240.0f})
        paint({.kind = PaintOp::Kind::arc,
               .rect = {viewport_.width - 90 - size / 2, 40 - size / 2, size, size},
               .stroke = Color::glass_line,
               .stroke_width = 1.5f,
               .from = 0,
               .to = 1});
}

}  // namespace bz::ui
