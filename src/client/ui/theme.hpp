// The look as data: colours by role, text styles and sizes for standard and elder size, light and high contrast.
// Numbers are those of the design tokens; nothing else in the client spells a colour or a size.
#pragma once

#include <array>
#include <cstdint>

namespace bz::ui {

enum class Color : std::uint8_t {
    none,
    paper,
    paper_deep,
    surface,
    field,
    line,
    line_strong,
    ink,
    ink2,
    ink3,
    on_dark,
    on_dark2,
    celadon900,
    celadon800,
    celadon700,
    celadon600,
    celadon400,
    celadon300,
    celadon200,
    celadon100,
    celadon50,
    amber800,
    amber700,
    amber500,
    amber300,
    amber200,
    amber100,
    red800,
    red700,
    red600,
    red100,
    track,
    disabled_fill,
    disabled_text,
    scrim,
    shadow,
    glass,
    glass_line,
    viewer_bg,  // the dark screen around pictures
    viewer_bar,
    viewer_line,
    viewer_text,
    viewer_text2,
    viewer_well,
    viewer_chip,
    viewer_on,  // what is chosen there
    count
};

enum class TextStyle : std::uint8_t {
    display,
    title,
    heading,
    body,
    strong,
    label,
    caption,
    button,
    field,
    cell,
    error,
    chip,
    tag,
    brand,  // the product's name on home
    card,   // the title on home's large cards
    count
};

enum class Weight : std::uint8_t { regular, semibold };
enum class Size : std::uint8_t { standard, elder };
enum class Contrast : std::uint8_t { normal, high };

struct TextSpec {
    float size;         // dp
    float line_height;  // dp
    Weight weight;
};

// Sizes in dp that differ between standard and elder size.
struct Metrics {
    float margin, target, gap_cards, gap_sections;
    float button_h, button_radius, button_icon, compact_h, compact_radius;
    float card_radius, card_pad;
    float choice_h, choice_radius, choice_pad, mark;
    float field_h, field_radius, field_pad, label_gap;
    float cell_h, cell_gap;
    float row_h, disc, disc_icon;
    float chip_h, tag_h, tag_radius, tag_icon;
    float banner_radius, banner_pad, banner_icon;
    float bar_h, bar_gap, bead;
    float top_bar_h, bottom_pad, dock_h, dock_icon;
    float progress_h, ring, stepper_key, seal, checkbox;
    float bubble_max, bubble_radius, bubble_pad_x, bubble_pad_y;
    float timeline_bead, timeline_indent;
};

struct Theme {
    Size size = Size::standard;
    Contrast contrast = Contrast::normal;
    std::uint32_t color(Color role) const;  // 0xAABBGGRR, as ImGui packs it
    const TextSpec& text(TextStyle style) const;
    const Metrics& metrics() const;
    bool elder() const { return size == Size::elder; }
};

}  // namespace bz::ui
