#include "client/host/web_glyphs.hpp"

#include <emscripten.h>

// clang-format off
EM_JS(void, bz_js_line, (float size, int semibold, float* out), {
    HEAPF32.set(Module.host.line(size, semibold), out >> 2);
});
EM_JS(float, bz_js_advance, (int code_point, float size, int semibold), {
    return Module.host.advance(code_point, size, semibold);
});
// out: width, height, left, top, colored. The pixels wait in the host until they are fetched.
EM_JS(void, bz_js_draw, (int code_point, int icon, float size, int semibold, float* out), {
    HEAPF32.set(Module.host.draw(code_point, icon, size, semibold), out >> 2);
});
EM_JS(void, bz_js_pixels, (void* into), {
    HEAPU8.set(Module.host.pixels(), into);
});
// clang-format on

namespace bz::host {

namespace {

ui::GlyphBitmap fetch(int code_point, int icon, float size, bool semibold) {
    float out[5] = {};
    bz_js_draw(code_point, icon, size, semibold, out);
    ui::GlyphBitmap bitmap{static_cast<int>(out[0]), static_cast<int>(out[1]), out[2], out[3], out[4] != 0, {}};
    if (bitmap.width > 0 && bitmap.height > 0) {
        bitmap.pixels.resize(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
        bz_js_pixels(bitmap.pixels.data());
    }
    return bitmap;
}

}  // namespace

ui::LineMetrics WebGlyphs::line(float size_px, ui::Weight weight) {
    float out[2] = {};
    bz_js_line(size_px, weight == ui::Weight::semibold, out);
    return {out[0], out[1]};
}

float WebGlyphs::advance(char32_t code_point, float size, ui::Weight weight) {
    return bz_js_advance(static_cast<int>(code_point), size, weight == ui::Weight::semibold);
}

ui::GlyphBitmap WebGlyphs::draw(char32_t code_point, float size_px, ui::Weight weight) {
    return fetch(static_cast<int>(code_point), 0, size_px, weight == ui::Weight::semibold);
}

ui::GlyphBitmap WebGlyphs::draw_icon(Icon icon, float size_px) {
    return fetch(0, static_cast<int>(icon), size_px, false);
}

}  // namespace bz::host
