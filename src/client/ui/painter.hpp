// Turns a paint list into Dear ImGui draw commands. Owns ImGui's font atlas, whose glyphs a GlyphSource draws, and its
// draw list; of ImGui's windows and widgets nothing is linked, because the DOM owns input and the widgets here lay
// themselves out.
#pragma once

#include <memory>

#include "client/ui/glyph_slots.hpp"
#include "client/ui/glyph_source.hpp"
#include "client/ui/paint_list.hpp"

struct ImDrawData;
struct ImDrawList;
struct ImFont;
struct ImFontAtlas;

namespace bz::ui {

class Painter {
public:
    // Texture coordinate of what has no texture: the vertex's colour is all of it (host/web_gl_state.cpp).
    static constexpr float no_texture = -1;

    // The atlas gets three fonts: regular, semibold, icons. `source` must outlive the painter; one painter at a time.
    explicit Painter(GlyphSource& source);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    struct Frame {
        float width = 0, height = 0;  // dp
        float scroll = 0;             // dp the content is scrolled by
        float density = 1;            // px per dp
    };
    // What a renderer backend draws; valid until the next call.
    ImDrawData& paint(const PaintList& list, const Theme& theme, const Frame& frame);
    ImFontAtlas& atlas();

    GlyphSource& source() { return source_; }
    const GlyphSlots& slots() const { return slots_; }
    void no_room() { out_of_room_ = true; }  // for a glyph (glyph_room.hpp)

private:
    ImDrawData& paint_once(const PaintList& list, const Frame& frame);
    void paint_ops(ImDrawList& draw, const PaintOps& ops, float shift, float from, float to);
    void paint_op(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_rect(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_arc(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_text(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_shadow(ImDrawList& draw, const PaintOp& op, float shift);

    struct Canvas;  // ImGui's own objects
    void begin_frame(const Frame& frame);

    GlyphSource& source_;
    GlyphSlots slots_;
    std::unique_ptr<Canvas> canvas_;
    ImFont* fonts_[3] = {};
    const Theme* theme_ = nullptr;
    float density_ = 1;
    bool out_of_room_ = false;
};

}  // namespace bz::ui
