// Glyph pictures and text widths from the browser's own fonts, through a 2D canvas of the TypeScript layer.
#pragma once

#include "client/ui/glyph_source.hpp"
#include "client/ui/measure.hpp"

namespace bz::host {

class WebGlyphs final : public ui::GlyphSource, public ui::Measure {
public:
    ui::LineMetrics line(float size_px, ui::Weight weight) override;
    float advance(char32_t code_point, float size, ui::Weight weight) override;
    ui::GlyphBitmap draw(char32_t code_point, float size_px, ui::Weight weight) override;
    ui::GlyphBitmap draw_icon(Icon icon, float size_px) override;
};

}  // namespace bz::host
