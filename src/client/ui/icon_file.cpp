#include "client/ui/icon_file.hpp"

#include <algorithm>

namespace bz::ui {

void icon_file(Ui& ui, std::string_view id, std::string_view label, std::string_view accept, Icon icon) {
    const Metrics& m = ui.metrics();
    const Rect rect{ui.x(), ui.y(), ui.width(), std::max(m.target, m.field_h)};
    const float size = m.button_icon + 4;
    ui.paint_icon(icon, rect.x + (rect.w - size) / 2, rect.y + (rect.h - size) / 2, size, Color::celadon800);
    Node& made = ui.node(Role::file, id, label, rect);
    made.variant = "icon";
    made.icon = icon;
    made.accept = accept;
    ui.space(rect.h);
}

}  // namespace bz::ui
