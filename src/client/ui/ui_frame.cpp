// The frame around every screen: top bar, step indicator, bottom bar with its one primary button and the help dock,
// dialogs.
#include <algorithm>

#include "client/ui/bar_keys.hpp"
#include "client/ui/bare_bar.hpp"
#include "client/ui/surroundings.hpp"

namespace bz::ui {

bool Ui::top_bar(const TopBarOptions& options) {
    if (embedded()) return bare_bar(*this, options);
    const Metrics& m = metrics();
    if (wide())
        paint({.kind = PaintOp::Kind::rect,
               .rect = {-2, -2, viewport_.width + 4, m.top_bar_h + 2},
               .fill = Color::surface,
               .stroke = Color::line});
    push(Role::banner, "banner", {}, "bar");
    bool back = false;
    const float left = x_ - 12;
    float text_x = x_;
    if (!options.back_label.empty()) {
        const Rect rect{left, (m.top_bar_h - m.target) / 2, m.target, m.target};
        paint_icon(Icon::chevron_left, rect.x + (rect.w - 28) / 2, rect.y + (rect.h - 28) / 2, 28, Color::ink);
        Node& key = node(Role::button, "back", options.back_label, rect);
        key.variant = "icon";
        key.icon = Icon::chevron_left;
        back = pressed("back");
        text_x = rect.right() + 2;
    }
    const TextSpec& title = theme_.text(TextStyle::heading);
    const float line = theme_.text(TextStyle::caption).line_height;
    const float seal_line = std::max(line, m.seal);
    float y = std::max(6.0f, (m.top_bar_h - title.line_height - seal_line - 2) / 2);
    float right = x_ + width_;
    if (options.saved) {
        const std::string saved = t("common.saved");
        const float text = text_width(saved, TextStyle::caption);
        const float icon = theme_.text(TextStyle::caption).size + 4;
        right -= text + icon + 6;
        const float top = y + (title.line_height - line) / 2;
        paint_icon(Icon::cloud_check, right, top + (line - icon) / 2, icon, Color::celadon700);
        paint_text(saved, TextStyle::caption, Color::celadon800, right + icon + 6, top, text + 1);
        node(Role::text, "saved", saved, {right, top, text + icon + 6, line}).variant = "caption";
        right -= 8;
    }
    const float title_h = paint_text(options.title, TextStyle::heading, Color::ink, text_x, y, right - text_x);
    node(Role::text, "bar.title", options.title, {text_x, y, right - text_x, title_h}).variant = "strong";
    y += title_h + 2;
    if (!options.hospital.empty()) {
        const Rect seal{text_x, y + (seal_line - m.seal) / 2, m.seal, m.seal};
        paint({.kind = PaintOp::Kind::rect, .rect = seal, .fill = Color::celadon700, .radius = 4});
        const std::string mark = t("common.seal.mark");
        const float mark_width = text_width(mark, TextStyle::tag);
        const float mark_line = theme_.text(TextStyle::tag).line_height;
        paint_text(mark, TextStyle::tag, Color::on_dark, seal.x + (seal.w - mark_width) / 2,
                   seal.y + (seal.h - mark_line) / 2, mark_width + 1);
        const float name_x = seal.right() + 6;
        const float height = paint_text(options.hospital, TextStyle::caption, Color::ink2, name_x,
                                        y + (seal_line - line) / 2, x_ + width_ - name_x);
        node(Role::text, "bar.hospital", options.hospital, {name_x, y, x_ + width_ - name_x, height}).variant =
            "caption";
        y += std::max(seal_line, height);
    }
    if (wide_window()) bar_keys(*this, wide() ? side_end() : x_ + width_);
    y_ = std::max(m.top_bar_h, y + 6) + (wide() ? 24.0f : 0.0f);
    pop();
    return back;
}

void Ui::steps(const StepOptions& options) {
    const Metrics& m = metrics();
    const TextSpec& label = theme_.text(TextStyle::caption);
    const std::string here =
        t("common.step.here",
          {{"index", std::to_string(options.index)}, {"count", std::to_string(options.count)}, {"name", options.name}});
    paint_text(here, TextStyle::label, Color::celadon800, x_, y_, width_);
    const float here_height = text_height(here, TextStyle::label, width_);
    Node& made = node(Role::text, "steps", here, {x_, y_, width_, here_height});
    made.variant = "step";
    made.current = true;
    if (!options.next.empty() && !elder()) {
        const std::string next = t("common.step.next", {{"name", options.next}});
        const float next_width = text_width(next, TextStyle::caption);
        if (next_width + text_width(here, TextStyle::label) + 12 < width_) {
            paint_text(next, TextStyle::caption, Color::ink2, x_ + width_ - next_width, y_ + 1, next_width + 1);
            node(Role::text, "steps.next", next, {x_ + width_ - next_width, y_ + 1, next_width, label.line_height})
                .variant = "caption";
        }
    }
    y_ += here_height + (elder() ? 10 : 8) + (m.bead - m.bar_h) / 2;
    const float count = static_cast<float>(options.count);
    const float bar = (width_ - m.bar_gap * (count - 1)) / count;
    for (int i = 0; i < options.count; ++i)
        paint({.kind = PaintOp::Kind::rect,
               .rect = {x_ + static_cast<float>(i) * (bar + m.bar_gap), y_, bar, m.bar_h},
               .fill = i < options.index ? Color::celadon700 : Color::track,
               .radius = m.bar_h / 2});
    const float bead_x = x_ + static_cast<float>(options.index) * (bar + m.bar_gap) - m.bar_gap - m.bead / 2;
    paint({.kind = PaintOp::Kind::circle,
           .rect = {std::min(bead_x, x_ + width_ - m.bead + 2), y_ + (m.bar_h - m.bead) / 2, m.bead, m.bead},
           .fill = Color::amber300,
           .stroke = Color::amber700,
           .stroke_width = 2});
    y_ += m.bar_h + (m.bead - m.bar_h) / 2 + 14;
}

void Ui::begin_bottom() {
    saved_.push_back({x_, y_, width_});
    if (wide()) {
        // In the flow, at the right edge of the content.
        constexpr float most = 340;
        y_ += metrics().gap_sections;
        x_ += std::max(0.0f, width_ - most);
        width_ = std::min(width_, most);
        push(Role::contentinfo, "bottom", {}, "bottom");
        return;
    }
    region_ = Region::bottom;
    push(Role::contentinfo, "bottom", {}, "bottom");
    paint({.kind = PaintOp::Kind::rect, .fill = Color::surface, .stroke = Color::none, .elevation = 4});
    begin_content_at(metrics().bottom_pad);
}

bool Ui::primary(std::string_view id, std::string_view label, Icon icon, bool busy) {
    // Rough height of the bar: enough to know whether something is hidden below it.
    const float bar = metrics().bottom_pad * 2 + metrics().button_h + metrics().dock_h;
    const bool more = elder() && !viewport_.flow && !wide() && !viewport_.keyboard_open &&
                      content_end_ + 8 > viewport_.scroll + viewport_.height - bar - viewport_.inset_bottom;
    bool used = false;
    if (more) {
        if (button("more", t("common.more_below"), {.icon = Icon::arrow_down}))
            scroll_to_ = viewport_.scroll + (viewport_.height - bar) * 0.7f;
    } else {
        used = button(id, label, {.icon = icon, .busy = busy});
    }
    y_ += 4;
    return used;
}

Ui::DockUse Ui::dock(const DockOptions& options, std::string_view phone) {
    DockUse use;
    if (wide()) return side_dock(options, phone);
    if (viewport_.keyboard_open) return use;
    const Metrics& m = metrics();
    push(Role::navigation, "dock", t("common.dock.name"), "dock");
    struct Key {
        std::string_view id;
        Icon icon;
        std::string label;
        Color color;
        std::string href;
    };
    std::vector<Key> keys = {
        {"dock.help", Icon::headset, t("common.dock.help"), Color::celadon700, {}},
        {"dock.phone", Icon::phone, t("common.dock.phone"), Color::celadon700, "tel:" + std::string(phone)}};
    if (options.emergency)
        keys.push_back({"dock.emergency", Icon::siren, t("common.dock.emergency"), Color::red700, {}});
    const float full = std::min(viewport_.width, 680.0f);
    const float left = (viewport_.width - full) / 2;
    const float each = full / static_cast<float>(keys.size());
    const TextSpec& spec = theme_.text(TextStyle::label);
    float height = m.dock_h;  // higher where a label needs a second line
    if (elder())
        for (const Key& key : keys)
            height = std::max(height, 22 + m.dock_icon + text_height(key.label, TextStyle::label, each - 8));
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Key& key = keys[i];
        const Rect rect{left + each * static_cast<float>(i), y_, each, height};
        const float text = std::min(text_width(key.label, TextStyle::label), each - 8);
        const Color ink = key.color == Color::red700 ? Color::red700 : Color::ink;
        if (elder()) {
            paint_icon(key.icon, rect.x + (each - m.dock_icon) / 2, y_ + 10, m.dock_icon, key.color);
            paint_text(key.label, TextStyle::label, ink, rect.x + 4, y_ + 10 + m.dock_icon + 6, each - 8, true);
        } else {
            const float start = rect.x + (each - m.dock_icon - 8 - text) / 2;
            paint_icon(key.icon, start, y_ + (m.dock_h - m.dock_icon) / 2, m.dock_icon, key.color);
            paint_text(key.label, TextStyle::label, ink, start + m.dock_icon + 8,
                       y_ + (m.dock_h - spec.line_height) / 2, text + 1);
        }
        if (i > 0)
            paint({.kind = PaintOp::Kind::line, .rect = {rect.x, y_ + 16, 0, height - 32}, .stroke = Color::line});
        Node& made = node(key.href.empty() ? Role::button : Role::link, key.id, key.label, rect);
        made.icon = key.icon;
        made.href = key.href;
        made.variant = key.color == Color::red700 ? "danger" : "quiet";
    }
    use.help = pressed("dock.help");
    use.emergency = pressed("dock.emergency");
    y_ += height;
    pop();
    return use;
}

Ui::DockUse Ui::side_dock(const DockOptions& options, std::string_view phone) {
    DockUse use;
    begin_group(Role::navigation, "dock", t("common.dock.name"), "dock");
    begin_card();
    heading(t("common.side.help"), 2);
    y_ += 8;
    use.help = button("dock.help", t("common.dock.help"),
                      {.kind = ButtonKind::secondary, .icon = Icon::headset, .compact = true});
    y_ += 8;
    button("dock.phone", std::string(phone),
           {.kind = ButtonKind::secondary, .icon = Icon::phone, .compact = true, .href = "tel:" + std::string(phone)});
    if (options.emergency) {
        y_ += 8;
        use.emergency = button("dock.emergency", t("common.dock.emergency"),
                               {.kind = ButtonKind::danger, .icon = Icon::siren, .compact = true});
    }
    end_card();
    end_group();
    return use;
}

void Ui::end_bottom() {
    if (wide()) {
        pop();
        paint_.content_height = std::max(paint_.content_height, y_ + metrics().gap_sections);
        x_ = saved_.back().x;
        width_ = saved_.back().width;
        saved_.pop_back();
        return;
    }
    y_ += viewport_.inset_bottom;
    paint_.bottom_height = y_;
    paint_.bottom.front().rect = {0, 0, viewport_.width, y_};
    pop();
    region_ = Region::content;
    x_ = saved_.back().x;
    y_ = saved_.back().y;
    width_ = saved_.back().width;
    saved_.pop_back();
}

void Ui::begin_dialog(std::string_view id, std::string_view question, std::string_view consequence) {
    saved_.push_back({x_, y_, width_});
    region_ = Region::overlay;
    paint_.has_overlay = true;
    paint({.kind = PaintOp::Kind::rect, .rect = {0, 0, viewport_.width, viewport_.height}, .fill = Color::scrim});
    width_ = std::min(viewport_.width - 32, viewport_.width >= 960 ? 440.0f : (elder() ? 358.0f : 342.0f));
    x_ = (viewport_.width - width_) / 2;
    y_ = 0;
    dialog_ops_ = ops().size();
    dialog_nodes_ = tree_.nodes.size();
    push(Role::dialog, id, question, "dialog");
    Container& dialog = open_.back();
    dialog.paint_op = ops().size();
    dialog.pad = 24;
    paint({.kind = PaintOp::Kind::rect, .fill = Color::surface, .radius = 24, .elevation = 3});
    x_ += 24;
    y_ += 24;
    width_ -= 48;
    heading(question, 2);
    if (!consequence.empty()) {
        y_ += 8;
        text(consequence, TextStyle::body, Color::ink2);
    }
    y_ += 20;
}

void Ui::end_dialog() {
    const Container dialog = open_.back();
    y_ += dialog.pad;
    pop();
    const float height = y_;
    ops()[dialog.paint_op].rect = {dialog.x, 0, dialog.width, height};
    // Its height is known only now: move it to the middle.
    const float shift = std::max(8.0f, (viewport_.height - height) / 2);
    for (std::size_t i = dialog_ops_; i < paint_.overlay.size(); ++i) paint_.overlay[i].rect.y += shift;
    for (std::size_t i = dialog_nodes_; i < tree_.nodes.size(); ++i) tree_.nodes[i].rect.y += shift;
    region_ = Region::content;
    x_ = saved_.back().x;
    y_ = saved_.back().y;
    width_ = saved_.back().width;
    saved_.pop_back();
}

}  // namespace bz::ui
