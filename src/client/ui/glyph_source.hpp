// Where glyph pictures come from: the browser's own fonts, or nothing under test. No font file is ever shipped.
#pragma once

#include <cstdint>
#include <vector>

#include "client/ui/theme.hpp"
#include "icons.gen.hpp"

namespace bz::ui {

// Pixels, row by row, RGBA; coverage in alpha for plain glyphs, colours for emoji.
struct GlyphBitmap {
    int width = 0, height = 0;  // px
    float left = 0, top = 0;    // px from the pen and from the baseline, y downwards
    bool colored = false;
    std::vector<std::uint32_t> pixels;
};

struct LineMetrics {
    float ascent = 0, descent = 0;  // px, both positive
};

class GlyphSource {
public:
    virtual ~GlyphSource() = default;
    virtual LineMetrics line(float size_px, Weight weight) = 0;
    virtual float advance(char32_t code_point, float size_px, Weight weight) = 0;  // px
    virtual GlyphBitmap draw(char32_t code_point, float size_px, Weight weight) = 0;
    virtual GlyphBitmap draw_icon(Icon icon, float size_px) = 0;  // left and top are 0: the icon's own box
};

}  // namespace bz::ui
