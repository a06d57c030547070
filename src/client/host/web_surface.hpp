// The canvas: an SDL2 window reduced to a WebGL2 context, and Dear ImGui painting into it. The DOM keeps all input.
#pragma once

#include <memory>

#include "client/ui/last_picture.hpp"
#include "client/ui/painter.hpp"

namespace bz::host {

class WebSurface {
public:
    explicit WebSurface(ui::GlyphSource& glyphs) : glyphs_(glyphs) {}
    // False when the browser gives no WebGL2: the page then stays in plain paint.
    bool open();
    // Nothing is drawn when it would be what the canvas shows already.
    void paint(const ui::PaintList& list, const ui::Theme& theme, const ui::Painter::Frame& frame);
    void forget() { shown_.forget(); }  // the canvas may have lost its picture
    // Draws its letters into the atlas, and nothing on the canvas.
    void rehearse(const ui::PaintList& list, const ui::Theme& theme, const ui::Painter::Frame& frame);

private:
    ui::GlyphSource& glyphs_;
    std::unique_ptr<ui::Painter> painter_;
    ui::LastPicture shown_;
    void* window_ = nullptr;
};

}  // namespace bz::host
