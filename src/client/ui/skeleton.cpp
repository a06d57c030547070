#include "client/ui/skeleton.hpp"

#include <array>
#include <initializer_list>
#include <utility>

namespace bz::ui {

namespace {

// One row: its disc, its title and its second line, `title` and `detail` of the width wide.
void row(Ui& ui, float title, float detail) {
    const Metrics& m = ui.metrics();
    const float height = m.disc + 2 * m.card_pad;
    const Rect card{ui.x(), ui.y(), ui.width(), height};
    ui.paint({.kind = PaintOp::Kind::rect,
              .rect = card,
              .fill = Color::surface,
              .stroke = Color::line,
              .radius = m.card_radius});
    ui.paint({.kind = PaintOp::Kind::circle,
              .rect = {card.x + m.card_pad, card.y + m.card_pad, m.disc, m.disc},
              .fill = Color::paper_deep});
    const float left = card.x + m.card_pad * 2 + m.disc, room = card.right() - m.card_pad - left;
    const float bar = m.disc / 4;
    for (const auto& [width, top] : std::array{std::pair{title, m.disc / 8}, std::pair{detail, m.disc * 5 / 8}})
        ui.paint({.kind = PaintOp::Kind::rect,
                  .rect = {left, card.y + m.card_pad + top, room * width, bar},
                  .fill = Color::paper_deep,
                  .radius = bar / 2});
    ui.space(height + m.gap_cards);
}

}  // namespace

void skeleton(Ui& ui, std::string_view id, const std::string& words) {
    ui.begin_group(Role::group, id, {}, "skeleton");
    ui.caption(words, Icon::clock);
    ui.space(12);
    // In high contrast shapes are lines, and these would look like choices.
    if (ui.theme().contrast == Contrast::normal)
        for (const auto& [title, detail] : {std::pair{0.6f, 0.85f}, {0.45f, 0.7f}, {0.55f, 0.8f}})
            row(ui, title, detail);
    ui.end_group();
}

}  // namespace bz::ui
