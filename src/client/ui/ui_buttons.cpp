// Things to press: buttons, rows, choices, pairs, steppers.
#include <algorithm>

#include "client/ui/ui.hpp"

namespace bz::ui {

namespace {

struct Face {
    Color fill, fill_to, stroke, text;
    float stroke_width;
    std::string_view variant;
};

Face face_of(ButtonKind kind) {
    switch (kind) {
    case ButtonKind::primary: return {Color::celadon600, Color::celadon700, Color::none, Color::on_dark, 0, "primary"};
    case ButtonKind::danger: return {Color::red600, Color::red700, Color::none, Color::on_dark, 0, "danger"};
    case ButtonKind::secondary:
        return {Color::surface, Color::none, Color::celadon700, Color::celadon800, 2, "secondary"};
    case ButtonKind::quiet: return {Color::surface, Color::none, Color::line, Color::ink, 1, "quiet"};
    case ButtonKind::text: break;
    }
    return {Color::none, Color::none, Color::none, Color::celadon800, 0, "text"};
}

Color disc_fill(Tone tone) {
    switch (tone) {
    case Tone::amber: return Color::amber200;
    case Tone::red: return Color::red100;
    default: return Color::celadon100;
    }
}

Color tone_ink(Tone tone) {
    switch (tone) {
    case Tone::amber: return Color::amber800;
    case Tone::red: return Color::red700;
    case Tone::plain: return Color::ink2;
    case Tone::celadon: break;
    }
    return Color::celadon800;
}

Color tag_fill(Tone tone) {
    switch (tone) {
    case Tone::amber: return Color::amber200;
    case Tone::red: return Color::red100;
    case Tone::plain: return Color::paper_deep;
    case Tone::celadon: break;
    }
    return Color::celadon100;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += " · ";
        out += part;
    }
    return out;
}

// What stands before a button's words, and what is left for them.
struct Inside {
    TextStyle style;
    float icon, gap, room;
};

Inside inside(const ButtonOptions& options, const Metrics& m, float width) {
    const bool small = options.compact || options.kind == ButtonKind::text;
    const bool glyph = options.icon != Icon::none || options.busy;
    const float icon = !glyph ? 0 : small ? m.button_icon - 2 : m.button_icon;
    const float gap = glyph ? 8.0f : 0.0f;
    const float pad = options.kind == ButtonKind::text ? 8.0f : 24.0f;
    return {small ? TextStyle::label : TextStyle::button, icon, gap, width - icon - gap - pad};
}

}  // namespace

float Ui::button_height(const ButtonOptions& options, std::string_view label, float width) {
    const Metrics& m = metrics();
    const float least = options.compact ? m.compact_h : (options.kind == ButtonKind::text ? m.target : m.button_h);
    const Inside in = inside(options, m, width);
    return std::max(least, text_height(label, in.style, in.room + 0.5f) + 20);
}

void Ui::button_face(const ButtonOptions& options, std::string_view label, Rect rect) {
    const Metrics& m = metrics();
    const Face face = face_of(options.kind);
    const auto [style, icon, gap, room] = inside(options, m, rect.w);
    if (face.fill != Color::none)
        paint({.kind = PaintOp::Kind::rect,
               .rect = rect,
               .fill = face.fill,
               .fill_to = face.fill_to,
               .stroke = face.stroke,
               .stroke_width = face.stroke_width,
               .radius = options.compact ? m.compact_radius : m.button_radius,
               .elevation = static_cast<std::uint8_t>(options.kind == ButtonKind::primary ||
                                                      options.kind == ButtonKind::danger)});
    const float text = std::min(text_width(label, style), room);
    const float height = text_height(label, style, room + 0.5f);
    const float start = rect.x + (rect.w - icon - gap - text) / 2;
    if (options.busy)
        paint({.kind = PaintOp::Kind::arc,
               .rect = {start, rect.y + (rect.h - icon) / 2, icon, icon},
               .stroke = face.text,
               .stroke_width = 3,
               .from = 0.1f,
               .to = 0.8f});
    else
        paint_icon(options.icon, start, rect.y + (rect.h - icon) / 2, icon, face.text);
    const float text_y = rect.y + (rect.h - height) / 2;
    if (options.kind == ButtonKind::text)
        paint_underlined(label, style, face.text, start + icon + gap, text_y, text + 0.5f);
    else
        paint_text(label, style, face.text, start + icon + gap, text_y, text + 0.5f);
}

bool Ui::button(std::string_view id, std::string_view label, const ButtonOptions& options) {
    float width = width_;
    if (options.fit) {
        const TextStyle style =
            options.compact || options.kind == ButtonKind::text ? TextStyle::label : TextStyle::button;
        const float pad = options.kind == ButtonKind::text ? 24 : 48;
        width = std::min(width_,
                         text_width(label, style) + pad + (options.icon == Icon::none ? 0 : metrics().button_icon + 8));
    }
    const Rect rect{x_, y_, width, button_height(options, label, width)};
    button_face(options, label, rect);
    Node& made = node(options.href.empty() ? Role::button : Role::link, id, label, rect);
    made.variant =
        options.compact && options.kind == ButtonKind::secondary ? "secondary compact" : face_of(options.kind).variant;
    made.icon = options.icon;
    made.busy = options.busy;
    made.href = options.href;
    y_ += rect.h;
    return pressed(id) && !options.busy;
}

void Ui::file_button(std::string_view id, std::string_view label, std::string_view accept,
                     const ButtonOptions& options) {
    const Rect rect{x_, y_, width_, button_height(options, label, width_)};
    button_face(options, label, rect);
    Node& made = node(Role::file, id, label, rect);
    made.variant = face_of(options.kind).variant;
    made.icon = options.icon;
    made.accept = accept;
    made.camera = options.camera;
    made.multiple = options.multiple;
    made.folder = options.folder;
    y_ += rect.h;
}

// Paints a row's inside and moves the cursor below it; answers where its text starts.
float Ui::row_body(const RowOptions& options, bool pressable, Rect& rect) {
    const Metrics& m = metrics();
    const float pad = m.card_pad;
    float text_x = x_ + pad;
    const bool disc = options.icon != Icon::none;
    if (disc) text_x += m.disc + 12;
    float right = x_ + width_ - pad;
    const float chevron = options.chevron ? 22.0f : 0.0f;
    if (options.chevron) right -= chevron + 8;
    const TextSpec& tag = theme_.text(TextStyle::tag);
    const float tag_w = options.tag.empty() ? 0 : text_width(options.tag, TextStyle::tag) + 16;
    const float trail_w = options.trailing.empty() ? 0 : text_width(options.trailing, TextStyle::caption);
    const bool tag_below = elder() && tag_w > 0;
    const float side = tag_below ? trail_w : std::max(tag_w, trail_w);
    const float text_w = right - text_x - (side > 0 ? side + 10 : 0);
    const TextStyle title = pressable || !options.subtitle.empty() ? TextStyle::strong : TextStyle::body;
    const float title_h = text_height(options.title, title, text_w);
    const float sub_h = options.subtitle.empty() ? 0 : text_height(options.subtitle, TextStyle::caption, text_w);
    const float tag_h = tag_below ? m.tag_h + 6 : 0;
    // A row that is only read needs no room for a finger: danger signs and what to do about them fit on one page.
    const float least = pressable ? m.row_h : elder() ? 62.0f : 58.0f;
    const float height = std::max(least, title_h + sub_h + tag_h + 20);
    rect = {x_, y_, width_, height};
    row_hairline();
    if (disc) {
        const float top = y_ + (height - m.disc) / 2;
        paint(
            {.kind = PaintOp::Kind::circle, .rect = {x_ + pad, top, m.disc, m.disc}, .fill = disc_fill(options.tone)});
        const float inset = (m.disc - m.disc_icon) / 2;
        paint_icon(options.icon, x_ + pad + inset, top + inset, m.disc_icon, tone_ink(options.tone));
    }
    float at = y_ + (height - title_h - sub_h - tag_h) / 2;
    paint_text(options.title, title, Color::ink, text_x, at, text_w);
    at += title_h;
    if (sub_h > 0) paint_text(options.subtitle, TextStyle::caption, Color::ink2, text_x, at, text_w);
    at += sub_h + 6;
    if (tag_w > 0) {
        const float tag_x = tag_below ? text_x : right - tag_w;
        const float tag_y = tag_below ? at : y_ + (height - m.tag_h) / 2;
        paint({.kind = PaintOp::Kind::rect,
               .rect = {tag_x, tag_y, tag_w, m.tag_h},
               .fill = tag_fill(options.tag_tone),
               .radius = m.tag_radius});
        paint_text(options.tag, TextStyle::tag, tone_ink(options.tag_tone), tag_x + 8,
                   tag_y + (m.tag_h - tag.line_height) / 2, tag_w);
    }
    if (trail_w > 0)
        paint_text(options.trailing, TextStyle::caption, Color::ink2, right - trail_w,
                   y_ + (height - theme_.text(TextStyle::caption).line_height) / 2, trail_w + 1);
    if (options.chevron)
        paint_icon(Icon::chevron_right, x_ + width_ - pad - chevron, y_ + (height - chevron) / 2, chevron, Color::ink);
    y_ += height;
    return text_x;
}

bool Ui::list_row(std::string_view id, const RowOptions& options) {
    Rect rect;
    row_body(options, true, rect);
    push(Role::listitem, std::string(id) + ".item", {}, {});
    Node& made = node(options.href.empty() ? Role::button : Role::link, id, options.title, rect);
    made.description = joined({options.subtitle, options.tag, options.trailing});
    made.icon = options.icon;
    made.href = options.href;
    made.variant = "row";
    pop();
    return pressed(id);
}

void Ui::fact_row(const RowOptions& options) {
    Rect rect;
    row_body(options, false, rect);
    push(Role::listitem, {}, {}, {});
    Node& made = node(Role::text, {}, options.title, rect);
    made.description = joined({options.subtitle, options.tag, options.trailing});
    made.icon = options.icon;
    made.variant = "row";
    pop();
}

bool Ui::value_row(std::string_view id, std::string_view label, std::string_view value, std::string_view action) {
    const Metrics& m = metrics();
    const float pad = m.card_pad;
    const float action_w = action.empty() ? 0 : std::max(m.target, text_width(action, TextStyle::label) + 24);
    const float label_w = elder() ? 0 : std::min(96.0f, width_ * 0.28f);
    const float text_x = x_ + pad + label_w;
    const float text_w = width_ - 2 * pad - label_w - action_w;
    const float label_h = text_height(label, TextStyle::body, elder() ? text_w : label_w - 8);
    const float value_h = text_height(value, TextStyle::strong, text_w);
    const float inner = elder() ? theme_.text(TextStyle::caption).line_height + value_h : std::max(label_h, value_h);
    const float height = std::max(m.target + 2, inner + 20);
    row_hairline();
    float at = y_ + (height - inner) / 2;
    if (elder()) {
        paint_text(label, TextStyle::caption, Color::ink2, text_x, at, text_w);
        at += theme_.text(TextStyle::caption).line_height;
    } else {
        paint_text(label, TextStyle::body, Color::ink2, x_ + pad, at, label_w - 8);
    }
    paint_text(value, TextStyle::strong, Color::ink, text_x, at, text_w);
    push(Role::listitem, std::string(id) + ".item", {}, {});
    Node& fact =
        node(Role::text, std::string(id) + ".fact", label, {x_ + pad, y_, width_ - 2 * pad - action_w, height});
    fact.description = value;
    fact.variant = "fact";
    if (!action.empty()) {
        const Rect rect{x_ + width_ - pad - action_w + 12, y_ + (height - m.target) / 2, action_w, m.target};
        const float text = text_width(action, TextStyle::label);
        const float line = theme_.text(TextStyle::label).line_height;
        const float text_y = rect.y + (rect.h - line) / 2;
        paint_underlined(action, TextStyle::label, Color::celadon800, rect.x + (rect.w - text) / 2, text_y, text + 1);
        node(Role::button, id, std::string(action) + " " + std::string(label), rect).variant = "text";
    }
    pop();
    y_ += height;
    return pressed(id);
}

bool Ui::choice(std::string_view group, std::string_view id, const ChoiceOptions& options) {
    const Metrics& m = metrics();
    const float pad = m.choice_pad;
    const float text_x = x_ + pad + m.mark + 14;
    const float tag_w = options.tag.empty() ? 0 : text_width(options.tag, TextStyle::tag) + 16;
    const float price_w = std::max(options.price.empty() ? 0 : text_width(options.price, TextStyle::strong),
                                   options.price_note.empty() ? 0 : text_width(options.price_note, TextStyle::caption));
    const bool below = elder() && (tag_w > 0);
    const float side = below ? price_w : std::max(tag_w, price_w);
    const float text_w = width_ - pad * 2 - m.mark - 14 - (side > 0 ? side + 8 : 0);
    const float title_h = text_height(options.title, TextStyle::strong, text_w);
    const float reason_h = options.reason.empty() ? 0 : text_height(options.reason, TextStyle::caption, text_w);
    const float tag_h = below ? m.tag_h + 6 : 0;
    const float height = std::max(m.choice_h, title_h + reason_h + tag_h + 28);
    const Rect rect{x_, y_, width_, height};
    paint({.kind = PaintOp::Kind::rect,
           .rect = rect,
           .fill = options.selected ? Color::celadon50 : Color::surface,
           .stroke = options.selected ? Color::celadon700 : Color::line,
           .stroke_width = options.selected ? 2.0f : 1.0f,
           .radius = m.choice_radius,
           .elevation = 1});
    const Rect mark{x_ + pad, y_ + (height - m.mark) / 2, m.mark, m.mark};
    if (options.selected) {
        paint({.kind = PaintOp::Kind::circle, .rect = mark, .fill = Color::celadon700});
        paint_icon(Icon::check, mark.x + m.mark * 0.2f, mark.y + m.mark * 0.2f, m.mark * 0.6f, Color::on_dark);
    } else {
        paint({.kind = PaintOp::Kind::circle,
               .rect = mark,
               .fill = Color::field,
               .stroke = Color::line_strong,
               .stroke_width = 2});
    }
    float at = y_ + (height - title_h - reason_h - tag_h) / 2;
    paint_text(options.title, TextStyle::strong, Color::ink, text_x, at, text_w);
    at += title_h;
    paint_text(options.reason, TextStyle::caption, Color::ink2, text_x, at, text_w);
    at += reason_h + 6;
    if (tag_w > 0) {
        const Rect tag{below ? text_x : rect.right() - pad - tag_w, below ? at : y_ + (height - m.tag_h) / 2, tag_w,
                       m.tag_h};
        paint({.kind = PaintOp::Kind::rect,
               .rect = tag,
               .fill = options.selected ? Color::celadon100 : Color::paper_deep,
               .radius = m.tag_radius});
        paint_text(options.tag, TextStyle::tag, options.selected ? Color::celadon800 : Color::ink2, tag.x + 8,
                   tag.y + (m.tag_h - theme_.text(TextStyle::tag).line_height) / 2, tag_w);
    }
    if (price_w > 0) {
        const float right = rect.right() - pad;
        const float line = theme_.text(TextStyle::strong).line_height;
        const float note = options.price_note.empty() ? 0 : theme_.text(TextStyle::caption).line_height;
        const float top = y_ + (height - line - note) / 2;
        paint_text(options.price, TextStyle::strong, Color::ink, right - text_width(options.price, TextStyle::strong),
                   top, price_w + 1);
        paint_text(options.price_note, TextStyle::caption, Color::ink2,
                   right - text_width(options.price_note, TextStyle::caption), top + line, price_w + 1);
    }
    Node& made = node(Role::radio, id, options.title, rect);
    made.description = joined({options.reason, options.tag, options.price, options.price_note});
    made.checked = options.selected;
    made.group = group;
    made.variant = "choice";
    y_ += height + metrics().gap_cards;
    return event_.kind == UiEvent::Kind::toggle && event_.id == id;
}

std::optional<bool> Ui::checkbox(std::string_view id, std::string_view title, std::string_view reason, bool checked,
                                 std::string_view error) {
    const Metrics& m = metrics();
    float error_h = 0;
    if (!error.empty()) {
        const float top = y_;
        icon_text(Icon::circle_alert, error, TextStyle::error, Color::amber700);
        tree_.nodes.back().id = std::string(id) + ".error";
        error_h = y_ - top;
    }
    const float text_x = x_ + m.checkbox + 12;
    const float text_w = width_ - m.checkbox - 12;
    const float title_h = text_height(title, TextStyle::body, text_w);
    const float reason_h = reason.empty() ? 0 : text_height(reason, TextStyle::caption, text_w);
    const float height = std::max(m.target, title_h + reason_h + 12);
    const Rect rect{x_, y_, width_, height};
    const float line = theme_.text(TextStyle::body).line_height;
    const float top = y_ + (height - title_h - reason_h) / 2;
    const Rect box{x_, top + (line - m.checkbox) / 2, m.checkbox, m.checkbox};
    paint({.kind = PaintOp::Kind::rect,
           .rect = box,
           .fill = checked ? Color::celadon700 : Color::field,
           .stroke = checked ? Color::celadon700 : (error.empty() ? Color::line_strong : Color::amber700),
           .stroke_width = 2,
           .radius = 8});
    if (checked)
        paint_icon(Icon::check, box.x + m.checkbox * 0.15f, box.y + m.checkbox * 0.15f, m.checkbox * 0.7f,
                   Color::on_dark);
    paint_text(title, TextStyle::body, Color::ink, text_x, top, text_w);
    paint_text(reason, TextStyle::caption, Color::ink2, text_x, top + title_h, text_w);
    Node& made = node(Role::checkbox, id, title, rect);
    made.description = reason;
    made.checked = checked;
    made.invalid = error_h > 0;
    if (made.invalid) made.described_by = std::string(id) + ".error";
    made.variant = "check";
    y_ += height;
    if (event_.kind == UiEvent::Kind::toggle && event_.id == id) return event_.checked;
    return std::nullopt;
}

std::optional<bool> Ui::consent_pair(std::string_view id, std::string_view yes, std::string_view no,
                                     std::optional<bool> value) {
    const Metrics& m = metrics();
    std::optional<bool> answer;
    push(Role::radiogroup, std::string(id) + ".group", last_label_, "pair");
    const float icon = m.button_icon - 2;
    const float beside_text = icon + 6 + 16;
    const float half = (width_ - 8) / 2;
    // Large letters in a narrow window: below each other, before words are broken.
    const float longest = std::max(text_width(yes, TextStyle::label), text_width(no, TextStyle::label));
    const bool stacked = elder() && longest > half - beside_text;
    const float each = stacked ? width_ : half;
    const float room = each - beside_text;
    const float height = std::max(
        {m.compact_h, text_height(yes, TextStyle::label, room) + 16, text_height(no, TextStyle::label, room) + 16});
    for (const bool which : {true, false}) {
        const std::string_view label = which ? yes : no;
        const bool selected = value == which;
        const Rect rect = stacked ? Rect{x_, y_ + (which ? 0 : height + 8), each, height}
                                  : Rect{x_ + (which ? 0 : each + 8), y_, each, height};
        paint({.kind = PaintOp::Kind::rect,
               .rect = rect,
               .fill = selected ? Color::celadon100 : Color::field,
               .stroke = selected ? Color::celadon700 : Color::line_strong,
               .stroke_width = selected ? 2.0f : 1.0f,
               .radius = m.compact_radius});
        const float text = std::min(text_width(label, TextStyle::label), room);
        const float before = selected ? icon + 6 : 0;
        const float start = rect.x + (rect.w - text - before) / 2;
        if (selected) paint_icon(Icon::check, start, rect.y + (rect.h - icon) / 2, icon, Color::celadon800);
        paint_text(label, TextStyle::label, selected ? Color::celadon800 : Color::ink, start + before,
                   rect.y + (rect.h - text_height(label, TextStyle::label, room + 0.5f)) / 2, text + 0.5f);
        const std::string node_id = std::string(id) + (which ? ".yes" : ".no");
        Node& made = node(Role::radio, node_id, label, rect);
        made.checked = selected;
        made.group = id;
        made.variant = "pair";
        if (event_.kind == UiEvent::Kind::toggle && event_.id == node_id) answer = which;
    }
    y_ += stacked ? height * 2 + 8 : height;
    pop();
    return answer;
}

Ui::StepperUse Ui::stepper(std::string_view id, std::string_view value, std::string_view note,
                           std::string_view minus_label, std::string_view plus_label) {
    const Metrics& m = metrics();
    StepperUse use;
    const float key = m.stepper_key;
    const float top = y_;
    const float middle = width_ - 2 * key - 16;
    const float value_h = text_height(value, TextStyle::title, middle);
    const float note_h = note.empty() ? 0 : text_height(note, TextStyle::caption, middle);
    const float height = std::max(key, value_h + note_h);
    push(Role::group, {}, {}, "stepper");
    for (const bool plus : {false, true}) {
        const Rect rect{plus ? x_ + width_ - key : x_, top + (height - key) / 2, key, key};
        paint({.kind = PaintOp::Kind::rect,
               .rect = rect,
               .fill = Color::surface,
               .stroke = Color::celadon700,
               .stroke_width = 2,
               .radius = elder() ? 16.0f : 14.0f});
        paint_icon(plus ? Icon::plus : Icon::minus, rect.x + (key - 26) / 2, rect.y + (key - 26) / 2, 26,
                   Color::celadon800);
        if (plus) {
            paint_text(value, TextStyle::title, Color::ink, x_ + key + 8, top + (height - value_h - note_h) / 2, middle,
                       true);
            paint_text(note, TextStyle::caption, Color::ink2, x_ + key + 8,
                       top + (height - value_h - note_h) / 2 + value_h, middle, true);
            Node& said = node(Role::status, std::string(id) + ".value", value, {x_ + key + 8, top, middle, height});
            said.description = note;
            said.variant = "value";
        }
        const std::string node_id = std::string(id) + (plus ? ".plus" : ".minus");
        Node& made = node(Role::button, node_id, plus ? plus_label : minus_label, rect);
        made.icon = plus ? Icon::plus : Icon::minus;
        made.variant = "icon square";
        (plus ? use.plus : use.minus) = pressed(node_id);
    }
    y_ += height;
    pop();
    return use;
}

bool Ui::upload_item(const UploadItemOptions& options) {
    const Metrics& m = metrics();
    const bool trouble = options.look == UploadItemOptions::Look::trouble;
    const bool done = options.look == UploadItemOptions::Look::done;
    begin_card({.stroke = trouble ? Color::amber700 : Color::line, .stroke_width = trouble ? 2.0f : 1.0f, .pad = 12});
    const float thumb = 52;
    const float top = y_;
    const float text_x = x_ + thumb + 14;
    const float text_w = width_ - thumb - 14 - m.target - 6;
    paint({.kind = PaintOp::Kind::rect,
           .rect = {x_, top, thumb, 64},
           .fill = Color::celadon50,
           .stroke = Color::line,
           .radius = 8});
    paint_icon(options.icon, x_ + 13, top + 19, 26, Color::celadon700);
    float at = top;
    at += paint_text(options.title, TextStyle::strong, Color::ink, text_x, at, text_w);
    if (!done && !trouble) {
        at += 4;
        paint({.kind = PaintOp::Kind::rect,
               .rect = {text_x, at, text_w, m.progress_h},
               .fill = Color::track,
               .radius = m.progress_h / 2});
        if (options.progress > 0.01f)
            paint({.kind = PaintOp::Kind::rect,
                   .rect = {text_x, at, std::max(m.progress_h, text_w * options.progress), m.progress_h},
                   .fill = Color::celadon700,
                   .radius = m.progress_h / 2});
        at += m.progress_h + 4;
    }
    const Icon mark = done ? Icon::circle_check : trouble ? Icon::circle_alert : Icon::refresh_cw;
    const Color ink = done ? Color::celadon800 : trouble ? Color::amber700 : Color::ink2;
    const TextStyle style = done || trouble ? TextStyle::error : TextStyle::caption;
    const float icon = theme_.text(style).size + 2;
    paint_icon(mark, text_x, at + (theme_.text(style).line_height - icon) / 2, icon, ink);
    at += paint_text(options.state, style, ink, text_x + icon + 6, at, text_w - icon - 6);
    Node& said = node(Role::text, options.id + ".state", options.title,
                      {x_, top, width_ - m.target - 6, std::max(64.0f, at - top)});
    said.description = options.state;
    said.variant = trouble ? "upload error" : "upload";
    said.icon = options.icon;
    if (!done && !trouble) {
        Node& bar =
            node(Role::progressbar, options.id + ".progress", options.title, {text_x, top, text_w, m.progress_h});
        bar.number = options.progress;
    }
    const Rect key{x_ + width_ - m.target + 6, top + 8, m.target, m.target};
    paint_icon(options.action_icon, key.x + (key.w - 24) / 2, key.y + (key.h - 24) / 2, 24, Color::ink2);
    Node& made = node(Role::button, options.id, options.action, key);
    made.icon = options.action_icon;
    made.variant = "icon";
    y_ = std::max(top + 64, at);
    end_card();
    y_ += m.gap_cards;
    return pressed(options.id);
}

}  // namespace bz::ui
