#include "client/ui/bare_bar.hpp"

namespace bz::ui {

bool bare_bar(Ui& ui, const Ui::TopBarOptions& options) {
    const float top = 4;
    const float target = ui.metrics().target;
    if (options.back_label.empty() && !options.saved) {
        ui.space(ui.metrics().margin);
        return false;
    }
    ui.begin_group(Role::banner, "banner", {}, "bar");
    const auto middle = [&](TextStyle style) {
        return ui.y() + top + (target - ui.theme().text(style).line_height) / 2;
    };
    if (!options.back_label.empty()) {
        const float icon = 24;
        const float width = ui.text_width(options.back_label, TextStyle::label) + 1;
        ui.paint_icon(Icon::chevron_left, ui.x() - 6, ui.y() + top + (target - icon) / 2, icon, Color::celadon800);
        ui.paint_underlined(options.back_label, TextStyle::label, Color::celadon800, ui.x() - 4 + icon,
                            middle(TextStyle::label), width);
        Node& key =
            ui.node(Role::button, "back", options.back_label, {ui.x() - 12, ui.y() + top, 20 + icon + width, target});
        key.variant = "text";
        key.icon = Icon::chevron_left;
    }
    if (options.saved) {
        const std::string saved = ui.t("common.saved");
        const TextSpec& spec = ui.theme().text(TextStyle::caption);
        const float icon = spec.size + 4;
        const float width = ui.text_width(saved, TextStyle::caption) + 1;
        const float left = ui.x() + ui.width() - width - icon - 6;
        const float y = middle(TextStyle::caption);
        ui.paint_icon(Icon::cloud_check, left, y + (spec.line_height - icon) / 2, icon, Color::celadon700);
        ui.paint_text(saved, TextStyle::caption, Color::celadon800, left + icon + 6, y, width);
        ui.node(Role::text, "saved", saved, {left, y, icon + 6 + width, spec.line_height}).variant = "caption";
    }
    ui.end_group();
    ui.space(top + target + 8);
    return ui.pressed("back");
}

}  // namespace bz::ui
