#include "client/ui/home_header.hpp"

#include <algorithm>

#include "client/ui/pill.hpp"

namespace bz::ui {

namespace {

using Kind = PaintOp::Kind;

// Two people in a ring: the one in front is helped by the one beside.
void logo(Ui& ui, float x, float y, float size) {
    const float u = size / 36;
    ui.paint({.kind = Kind::rect,
              .rect = {x, y, size, size},
              .fill = Color::celadon600,
              .fill_to = Color::celadon700,
              .radius = 11 * u});
    ui.paint({.kind = Kind::circle,
              .rect = {x + 6.4f * u, y + 6.4f * u, 23.2f * u, 23.2f * u},
              .stroke = Color::on_dark,
              .stroke_width = 2.2f * u});
    const auto person = [&](float centre, float head_y, float head, float body_width, float body_height, Color color) {
        ui.paint({.kind = Kind::circle,
                  .rect = {x + (centre - head) * u, y + (head_y - head) * u, 2 * head * u, 2 * head * u},
                  .fill = color,
                  .stroke_width = 0});
        ui.paint({.kind = Kind::rect,
                  .rect = {x + (centre - body_width / 2) * u, y + (23.2f - body_height) * u, body_width * u,
                           body_height * u},
                  .fill = color,
                  .stroke_width = 0,
                  .radius = body_height * u,
                  .corners = 0x3});
    };
    person(14, 14.4f, 2.7f, 8.8f, 4.9f, Color::on_dark);
    person(22.4f, 16.2f, 2.3f, 7.2f, 4, Color::amber300);
}

}  // namespace

HomeHeaderUse home_header(Ui& ui, const HomeHeaderOptions& options) {
    HomeHeaderUse use;
    ui.begin_group(Role::banner, "banner", {}, "home-header");
    ui.space(ui.elder() ? 10 : 12);
    const float x = ui.x();
    const float right = x + ui.width() + (ui.elder() ? 0 : 6);
    const float logo_size = ui.elder() ? 44 : 38;
    const float row = std::max(ui.metrics().target, ui.metrics().chip_h);
    const float brand_width = ui.text_width(options.brand, TextStyle::brand);
    const float size_width = pill_width(ui, Icon::a_large_small, options.size_label);
    const float language_width = pill_width(ui, Icon::none, options.language_label);
    const float chips = size_width + 8 + language_width;

    // Too narrow for all of it: first the name goes, then the keys move to a line of their own.
    const bool brand_fits = x + logo_size + 12 + brand_width + 12 + chips <= right;
    const bool one_line = x + logo_size + 12 + chips <= right;
    float y = ui.y();
    logo(ui, x, y + (row - logo_size) / 2, logo_size);
    if (brand_fits || !one_line) {
        const float line = ui.theme().text(TextStyle::brand).line_height;
        const float text_x = x + logo_size + 12;
        ui.paint_text(options.brand, TextStyle::brand, Color::ink, text_x, y + (row - line) / 2, brand_width + 1);
        ui.node(Role::text, "home.brand", options.brand, {text_x, y + (row - line) / 2, brand_width + 1, line})
            .variant = "brand";
    }
    float chip_x = right - chips;
    if (!one_line) {
        y += row + 8;
        chip_x = x;
    }
    use.size = pill(ui, "home.size", Icon::a_large_small, options.size_label, options.size_label, chip_x, y);
    use.language = pill(ui, "home.language", Icon::none, options.language_label, options.language_name,
                        chip_x + size_width + 8, y);
    y += row;

    // The seal line: who answers for this, one press away from the licence.
    const float seal = ui.metrics().seal;
    const TextSpec& caption = ui.theme().text(TextStyle::caption);
    const float text_x = x + seal + 8;
    const float chevron = caption.size + 2;
    const float text_max = x + ui.width() - text_x - chevron - 6;
    const float text_height = ui.text_height(options.hospital, TextStyle::caption, text_max);
    const float height = std::max(ui.metrics().target, text_height);
    const float middle = y + height / 2;
    ui.paint({.kind = Kind::rect, .rect = {x, middle - seal / 2, seal, seal}, .fill = Color::celadon700, .radius = 4});
    const TextSpec& mark = ui.theme().text(TextStyle::tag);
    const float mark_width = ui.text_width(options.seal, TextStyle::tag);
    ui.paint_text(options.seal, TextStyle::tag, Color::on_dark, x + (seal - mark_width) / 2,
                  middle - mark.line_height / 2, mark_width + 1);
    ui.paint_text(options.hospital, TextStyle::caption, Color::ink2, text_x, middle - text_height / 2, text_max);
    const float text_width = std::min(ui.text_width(options.hospital, TextStyle::caption), text_max);
    ui.paint_icon(Icon::chevron_right, text_x + text_width + 6, middle - chevron / 2, chevron, Color::ink2);
    Node& licence =
        ui.node(Role::button, "home.licence", options.hospital, {x, y, text_x + text_width + 6 + chevron - x, height});
    licence.variant = "quiet";
    use.licence = ui.pressed("home.licence");
    ui.space(y + height - ui.y());
    ui.end_group();
    return use;
}

}  // namespace bz::ui
