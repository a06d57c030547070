// Turns a paint list into Dear ImGui draw commands. Owns the font atlas's loader, which asks a GlyphSource for pictures.
#pragma once

#include "client/ui/glyph_slots.hpp"
#include "client/ui/glyph_source.hpp"
#include "client/ui/paint_list.hpp"

struct ImDrawList;
struct ImFont;

namespace bz::ui {

class Painter {
public:
    // The current ImGui context's atlas gets three fonts: regular, semibold, icons. `source` must outlive the atlas.
    explicit Painter(GlyphSource& source);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    struct Frame {
        float width = 0, height = 0;  // dp
        float scroll = 0;             // dp the content is scrolled by
        float density = 1;            // px per dp
    };
    // Between ImGui::NewFrame and ImGui::Render.
    void paint(const PaintList& list, const Theme& theme, const Frame& frame);

    GlyphSource& source() { return source_; }
    const GlyphSlots& slots() const { return slots_; }

private:
    void paint_ops(ImDrawList& draw, const PaintOps& ops, float shift, float from, float to);
    void paint_op(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_rect(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_arc(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_text(ImDrawList& draw, const PaintOp& op, float shift);
    void paint_shadow(ImDrawList& draw, const PaintOp& op, float shift);

    GlyphSource& source_;
    GlyphSlots slots_;
    ImFont* fonts_[3] = {};
    const Theme* theme_ = nullptr;
    float density_ = 1;
};

}  // namespace bz::ui
