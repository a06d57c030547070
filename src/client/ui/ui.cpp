// The cursor, containers and text of the widget layer.
#include "client/ui/ui.hpp"

#include <algorithm>

#include "client/ui/high_contrast.hpp"

namespace bz::ui {

namespace {
constexpr std::size_t no_op = static_cast<std::size_t>(-1);
constexpr float content_max = 680;  // wider screens centre the column
constexpr float side_gutter = 40, side_width = 360;
}  // namespace

Ui::Ui(CachedMeasure& measure, const Texts& texts, const Theme& theme, const Viewport& viewport, UiEvent event)
    : measure_(measure), texts_(texts), theme_(theme), viewport_(viewport), event_(std::move(event)) {
    tree_.nodes.reserve(64);
    paint_.content.reserve(160);
}

std::string Ui::t(const char* key) const { return texts_(key); }
std::string Ui::t(const char* key, std::initializer_list<TextArg> args) const { return texts_(key, args); }
std::string Ui::t(std::string_view key, std::initializer_list<TextArg> args) const { return texts_(key, args); }

PaintOps& Ui::ops() {
    switch (region_) {
    case Region::bottom: return paint_.bottom;
    case Region::overlay: return paint_.overlay;
    case Region::content: break;
    }
    return paint_.content;
}

PaintOp& Ui::paint(PaintOp op) { return ops().emplace_back(std::move(op)); }

Node& Ui::node(Role role, std::string_view id, std::string_view name, Rect rect) {
    Node& node = tree_.nodes.emplace_back();
    node.id = id.empty() ? auto_id(role) : std::string(id);
    node.role = role;
    node.region = region_;
    node.depth = static_cast<std::uint8_t>(open_.size());
    node.name = name;
    node.rect = rect;
    return node;
}

// Of its own container and role: what comes and goes elsewhere must not rename the group of a field that someone types
// in, or the page would take the field out of one element and put it into another, and focus and composition would be
// lost.
std::string Ui::auto_id(Role role) {
    Counts& counts = open_.empty() ? unnamed_ : open_.back().unnamed;
    const int n = ++counts[static_cast<std::size_t>(role)];
    std::string id = open_.empty() ? std::string{} : tree_.nodes[open_.back().node].id;
    id += '~';
    id += role_name(role);
    return id + std::to_string(n);
}

void Ui::push(Role role, std::string_view id, std::string_view name, std::string_view variant) {
    Node& made = node(role, id, name, {x_, y_, width_, 0});
    made.variant = variant;
    open_.push_back({role, tree_.nodes.size() - 1, no_op, x_, y_, width_, 0, 0});
}

void Ui::pop() {
    const Container container = open_.back();
    open_.pop_back();
    Rect& rect = tree_.nodes[container.node].rect;
    rect.h = y_ - rect.y;
}

// -- screen

void Ui::begin_content_at(float y) {
    y_ = y;
    if (wide()) {
        width_ = std::min(content_max, viewport_.width - side_gutter - side_width - 2 * metrics().margin);
        x_ = (viewport_.width - width_ - side_gutter - side_width) / 2;
        return;
    }
    width_ = std::min(viewport_.width, content_max) - 2 * metrics().margin;
    x_ = (viewport_.width - width_) / 2;
}

float Ui::side_end() const { return x_ + width_ + side_gutter + side_width; }

void Ui::begin_side() {
    saved_.push_back({x_, y_, width_});
    begin_content_at(metrics().top_bar_h + 24);
    x_ += width_ + side_gutter;
    width_ = side_width;
    push(Role::complementary, "side", t("common.side.name"), "side");
}

void Ui::end_side() {
    pop();
    paint_.content_height = std::max(paint_.content_height, y_ + metrics().gap_sections);
    x_ = saved_.back().x;
    y_ = saved_.back().y;
    width_ = saved_.back().width;
    saved_.pop_back();
}

void Ui::begin_screen(std::string_view name, std::string_view title) {
    tree_.screen = name;
    tree_.title = title;
    region_ = Region::content;
    begin_content_at(0);
}

void Ui::begin_main() { push(Role::main, "main", {}, {}); }

void Ui::end_main() {
    pop();
    content_end_ = y_;
    paint_.content_height = y_ + metrics().gap_sections;
}

Output Ui::end_screen() {
    if (theme_.contrast == Contrast::high) to_high_contrast(paint_);
    return {std::move(tree_), std::move(paint_), scroll_to_};
}

// -- text

float Ui::text_width(std::string_view text, TextStyle style) { return measure_.width(text, theme_.text(style)); }

float Ui::text_height(std::string_view text, TextStyle style, float width) {
    const TextSpec& spec = theme_.text(style);
    return static_cast<float>(break_lines(measure_, text, spec, width).size()) * spec.line_height;
}

float Ui::paint_text(std::string_view text, TextStyle style, Color color, float x, float y, float width,
                     bool centered) {
    if (text.empty()) return 0;
    const TextSpec& spec = theme_.text(style);
    float at = y;
    for (const TextLine& line : break_lines(measure_, text, spec, width)) {
        const float left = centered ? x + (width - line.width) / 2 : x;
        paint({.kind = PaintOp::Kind::text,
               .rect = {left, at, line.width, spec.line_height},
               .fill = color,
               .style = style,
               .text = std::string(line.text)});
        at += spec.line_height;
    }
    return at - y;
}

float Ui::paint_underlined(std::string_view text, TextStyle style, Color color, float x, float y, float width) {
    const TextSpec& spec = theme_.text(style);
    float at = y;
    for (const TextLine& line : break_lines(measure_, text, spec, width)) {
        at += spec.line_height;
        paint({.kind = PaintOp::Kind::line, .rect = {x, at, line.width, 0}, .stroke = color, .stroke_width = 1.5f});
    }
    return paint_text(text, style, color, x, y, width);
}

void Ui::paint_icon(Icon icon, float x, float y, float size, Color color) {
    if (icon == Icon::none) return;
    paint({.kind = PaintOp::Kind::icon, .rect = {x, y, size, size}, .fill = color, .icon = icon});
}

void Ui::heading(std::string_view text, int level) {
    const TextStyle style = level == 1 ? TextStyle::title : TextStyle::heading;
    const float height = paint_text(text, style, Color::ink, x_, y_, width_);
    Node& made = node(Role::heading, level == 1 ? "h1" : "", text, {x_, y_, width_, height});
    made.level = static_cast<std::uint8_t>(level);
    last_label_ = text;
    y_ += height;
}

static std::string_view variant_of(TextStyle style, Color color) {
    if (style == TextStyle::error) return "error";
    switch (style) {
    case TextStyle::caption: return "caption";
    case TextStyle::label: return "label";
    case TextStyle::strong:
    case TextStyle::heading:
    case TextStyle::title:
    case TextStyle::display: return "strong";
    default: return color == Color::red700 || color == Color::red800 ? "danger" : "";
    }
}

void Ui::text(std::string_view text, TextStyle style, Color color) {
    if (text.empty()) return;
    const float height = paint_text(text, style, color, x_, y_, width_);
    node(Role::text, {}, text, {x_, y_, width_, height}).variant = variant_of(style, color);
    if (style == TextStyle::strong || style == TextStyle::heading || style == TextStyle::label) last_label_ = text;
    y_ += height;
}

void Ui::centered(std::string_view text, TextStyle style, Color color) {
    const float height = paint_text(text, style, color, x_, y_, width_, true);
    node(Role::text, {}, text, {x_, y_, width_, height}).variant = variant_of(style, color);
    y_ += height;
}

void Ui::icon_text(Icon icon, std::string_view text, TextStyle style, Color color) {
    const TextSpec& spec = theme_.text(style);
    const float size = icon == Icon::none ? 0 : spec.size + 4;
    const float shift = icon == Icon::none ? 0 : size + 8;
    paint_icon(icon, x_, y_ + (spec.line_height - size) / 2, size, color);
    const float height = paint_text(text, style, color, x_ + shift, y_, width_ - shift);
    Node& made = node(Role::text, {}, text, {x_, y_, width_, height});
    made.variant = variant_of(style, color);
    made.icon = icon;
    y_ += height;
}

// -- containers

void Ui::begin_card(const CardOptions& options) {
    push(Role::card, {}, {}, options.variant);
    Container& card = open_.back();
    card.paint_op = ops().size();
    card.pad = options.pad < 0 ? metrics().card_pad : options.pad;
    paint({.kind = PaintOp::Kind::rect,
           .fill = options.fill,
           .stroke = options.stroke,
           .stroke_width = options.stroke_width,
           .radius = metrics().card_radius,
           .elevation = options.elevation});
    x_ += card.pad;
    y_ += card.pad;
    width_ -= 2 * card.pad;
}

void Ui::end_card() {
    const Container card = open_.back();
    y_ += card.pad;
    x_ = card.x;
    width_ = card.width;
    pop();
    ops()[card.paint_op].rect = {card.x, card.y, card.width, y_ - card.y};
}

void Ui::begin_list(std::string_view label) {
    push(Role::list, {}, label, "list");
    Container& list = open_.back();
    list.paint_op = ops().size();
    paint({.kind = PaintOp::Kind::rect,
           .fill = Color::surface,
           .stroke = Color::line,
           .radius = metrics().card_radius,
           .elevation = 1});
}

void Ui::end_list() {
    const Container list = open_.back();
    pop();
    ops()[list.paint_op].rect = {list.x, list.y, list.width, y_ - list.y};
}

// A hairline above every row of a list but the first; it starts where the rows' text starts.
void Ui::row_hairline() {
    if (open_.empty() || open_.back().role != Role::list) return;
    if (open_.back().rows++ == 0) return;
    const float inset = metrics().card_pad;
    paint({.kind = PaintOp::Kind::line, .rect = {x_ + inset, y_, width_ - inset, 0}, .stroke = Color::line});
}

void Ui::begin_group(Role role, std::string_view id, std::string_view name, std::string_view variant) {
    push(role, id, name, variant);
}

void Ui::end_group() { pop(); }

void Ui::divider() {
    y_ += 12;
    paint({.kind = PaintOp::Kind::line, .rect = {x_, y_, width_, 0}, .stroke = Color::line});
    y_ += 12;
}

void Ui::begin_columns(int count, float gap) {
    push(Role::group, {}, {}, "columns");
    const float column = (width_ - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    columns_.push_back({x_, y_, width_, gap, column, y_, count, 0, 0});
    width_ = column;
}

void Ui::begin_side_column(float side, float gap) {
    push(Role::group, {}, {}, "columns side");
    const float column = width_ - side - gap;
    columns_.push_back({x_, y_, width_, gap, column, y_, 2, 0, side});
    width_ = column;
}

void Ui::next_column() {
    Columns& columns = columns_.back();
    columns.bottom = std::max(columns.bottom, y_);
    if (columns.side > 0) width_ = columns.side;
    ++columns.index;
    const int column = columns.index % columns.count;
    // A full row is followed by a new one, so a grid is columns that go on.
    if (column == 0) columns.y = columns.bottom + columns.gap;
    x_ = columns.x + static_cast<float>(column) * (columns.column_width + columns.gap);
    y_ = columns.y;
}

void Ui::end_columns() {
    const Columns columns = columns_.back();
    columns_.pop_back();
    y_ = std::max(columns.bottom, y_);
    x_ = columns.x;
    width_ = columns.width;
    pop();
}

}  // namespace bz::ui
