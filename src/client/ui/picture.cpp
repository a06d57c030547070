#include "client/ui/picture.hpp"

#include <algorithm>

namespace bz::ui {

void picture(Ui& ui, std::string_view id, const PictureOptions& options, Rect rect) {
    ui.paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = Color::paper_deep, .radius = options.radius});
    const float icon = std::min({28.0f, rect.w / 2, rect.h / 2});
    ui.paint_icon(Icon::image, rect.x + (rect.w - icon) / 2, rect.y + (rect.h - icon) / 2, icon, Color::ink3);
    Node& made = ui.node(Role::image, id, options.label, rect);
    made.variant = "picture";
    made.picture = {.source = options.source, .view = {}, .radius = options.radius};
}

}  // namespace bz::ui
