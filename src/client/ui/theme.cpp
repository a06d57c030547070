#include "client/ui/theme.hpp"

namespace bz::ui {

namespace {

constexpr std::uint32_t rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
    return (alpha << 24) | ((hex & 0xFF) << 16) | (hex & 0xFF00) | (hex >> 16);
}

constexpr std::size_t color_count = static_cast<std::size_t>(Color::count);
using Palette = std::array<std::uint32_t, color_count>;

constexpr Palette light = {
    0, rgb(0xF8F4EB), rgb(0xEFE8DA), rgb(0xFFFDF9), rgb(0xFFFFFF), rgb(0xE3DACA), rgb(0x857E70),
    rgb(0x1E2D2B), rgb(0x475754), rgb(0x5F6B67), rgb(0xFFFFFF), rgb(0xEDF6F2),
    rgb(0x0E3B37), rgb(0x14514B), rgb(0x1B675F), rgb(0x25786F), rgb(0x78AFA4), rgb(0xA6CDC3), rgb(0xCDE3DB), rgb(0xE1EEE9),
    rgb(0xF0F6F2),
    rgb(0x74430A), rgb(0x8A5108), rgb(0xBC781C), rgb(0xF0C878), rgb(0xF5DFB4), rgb(0xFBF0DA),
    rgb(0x8E1612), rgb(0xB3201B), rgb(0xBF2A24), rgb(0xFBE6E2),
    rgb(0xCDE3DB), rgb(0xE7E1D4), rgb(0x5D5C54), rgb(0x142220, 133), rgb(0x4A3F28), rgb(0xFFFFFF, 41), rgb(0xFFFFFF, 56)};

constexpr Palette high_contrast = {
    0, rgb(0xFFFFFF), rgb(0xF2F2F2), rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0x000000), rgb(0x000000),
    rgb(0x000000), rgb(0x1A1A1A), rgb(0x2B2B2B), rgb(0xFFFFFF), rgb(0xFFFFFF),
    rgb(0x002622), rgb(0x00332E), rgb(0x003F39), rgb(0x003F39), rgb(0x003F39), rgb(0x003F39), rgb(0xD8EFE8), rgb(0xE6F5F0),
    rgb(0xF1FAF7),
    rgb(0x4A2800), rgb(0x553000), rgb(0x7A4600), rgb(0xFFC83D), rgb(0xFFE7AE), rgb(0xFFF4D6),
    rgb(0x6E0000), rgb(0x8B0000), rgb(0x8B0000), rgb(0xFFE9E6),
    rgb(0x8A8A8A), rgb(0xEDEDED), rgb(0x4A4A4A), rgb(0x000000, 184), rgb(0x000000, 0), rgb(0xFFFFFF, 41), rgb(0xFFFFFF, 56)};

constexpr auto R = Weight::regular;
constexpr auto S = Weight::semibold;
constexpr std::size_t style_count = static_cast<std::size_t>(TextStyle::count);
using Styles = std::array<TextSpec, style_count>;

constexpr Styles standard_styles = {{{30, 40, S}, {24, 34, S}, {18, 26, S}, {16, 26, R}, {16, 26, S}, {15, 22, S}, {14, 20, R},
                                     {18, 24, S}, {18, 26, R}, {26, 34, S}, {15, 22, S}, {15, 20, R}, {13, 18, S},
                                     {20, 26, S}, {22, 30, S}}};
constexpr Styles elder_styles = {{{36, 48, S}, {30, 42, S}, {25, 36, S}, {22, 34, R}, {22, 34, S}, {22, 30, S}, {19, 28, R},
                                  {25, 34, S}, {24, 34, R}, {34, 44, S}, {20, 28, S}, {22, 30, R}, {19, 26, S},
                                  {24, 32, S}, {29, 40, S}}};

constexpr Metrics standard_metrics = {
    .margin = 20, .target = 48, .gap_cards = 12, .gap_sections = 24,
    .button_h = 56, .button_radius = 16, .button_icon = 22, .compact_h = 48, .compact_radius = 14,
    .card_radius = 20, .card_pad = 16,
    .choice_h = 72, .choice_radius = 16, .choice_pad = 16, .mark = 26,
    .field_h = 56, .field_radius = 12, .field_pad = 16, .label_gap = 8,
    .cell_h = 60, .cell_gap = 8,
    .row_h = 64, .disc = 40, .disc_icon = 22,
    .chip_h = 40, .tag_h = 26, .tag_radius = 8, .tag_icon = 16,
    .banner_radius = 14, .banner_pad = 14, .banner_icon = 24,
    .bar_h = 6, .bar_gap = 4, .bead = 18,
    .top_bar_h = 64, .bottom_pad = 12, .dock_h = 60, .dock_icon = 22,
    .progress_h = 8, .ring = 132, .stepper_key = 56, .seal = 20, .checkbox = 26,
    .bubble_max = 284, .bubble_radius = 18, .bubble_pad_x = 14, .bubble_pad_y = 10,
    .timeline_bead = 22, .timeline_indent = 36};

constexpr Metrics elder_metrics = {
    .margin = 16, .target = 60, .gap_cards = 14, .gap_sections = 24,
    .button_h = 68, .button_radius = 20, .button_icon = 28, .compact_h = 60, .compact_radius = 18,
    .card_radius = 20, .card_pad = 18,
    .choice_h = 88, .choice_radius = 18, .choice_pad = 18, .mark = 34,
    .field_h = 68, .field_radius = 14, .field_pad = 18, .label_gap = 8,
    .cell_h = 72, .cell_gap = 6,
    .row_h = 80, .disc = 48, .disc_icon = 28,
    .chip_h = 60, .tag_h = 36, .tag_radius = 10, .tag_icon = 22,
    .banner_radius = 16, .banner_pad = 16, .banner_icon = 30,
    .bar_h = 8, .bar_gap = 6, .bead = 24,
    .top_bar_h = 84, .bottom_pad = 14, .dock_h = 88, .dock_icon = 30,
    .progress_h = 12, .ring = 136, .stepper_key = 68, .seal = 28, .checkbox = 34,
    .bubble_max = 310, .bubble_radius = 20, .bubble_pad_x = 16, .bubble_pad_y = 12,
    .timeline_bead = 30, .timeline_indent = 46};

}  // namespace

std::uint32_t Theme::color(Color role) const {
    return (contrast == Contrast::high ? high_contrast : light)[static_cast<std::size_t>(role)];
}

const TextSpec& Theme::text(TextStyle style) const {
    return (elder() ? elder_styles : standard_styles)[static_cast<std::size_t>(style)];
}

const Metrics& Theme::metrics() const {
    return elder() ? elder_metrics : standard_metrics;
}

}  // namespace bz::ui
