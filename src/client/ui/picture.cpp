#include "client/ui/picture.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace bz::ui {

namespace {

// "5 0 -3 0"; anything else is nothing.
std::optional<Cut> read_cut(std::string_view text) {
    std::array<int, 4> percents{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (int& percent : percents) {
        const auto [rest, error] = std::from_chars(at, end, percent);
        if (error != std::errc{} || percent < -100 || percent > 100) return std::nullopt;
        at = rest == end ? rest : rest + 1;
    }
    if (at != end) return std::nullopt;
    return Cut{percents[0], percents[1], percents[2], percents[3]};
}

Node& painted(Ui& ui, std::string_view id, const PictureOptions& options, Rect rect) {
    ui.paint({.kind = PaintOp::Kind::rect, .rect = rect, .fill = Color::paper_deep, .radius = options.radius});
    const float icon = std::min({28.0f, rect.w / 2, rect.h / 2});
    ui.paint_icon(Icon::image, rect.x + (rect.w - icon) / 2, rect.y + (rect.h - icon) / 2, icon, Color::ink3);
    Node& made = ui.node(Role::image, id, options.label, rect);
    made.variant = "picture";
    made.picture = {.source = options.source, .view = {}, .radius = options.radius};
    return made;
}

}  // namespace

void picture(Ui& ui, std::string_view id, const PictureOptions& options, Rect rect) { painted(ui, id, options, rect); }

std::optional<Cut> cut_picture(Ui& ui, std::string_view id, const PictureOptions& options, Rect rect) {
    painted(ui, id, options, rect).variant = "picture cut";
    const UiEvent& event = ui.event();
    if (event.kind != UiEvent::Kind::picture || event.id != id) return std::nullopt;
    return read_cut(event.value);
}

}  // namespace bz::ui
