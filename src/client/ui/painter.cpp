#include "client/ui/painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "client/ui/glyph_room.hpp"
#include "imgui.h"
#include "imgui_internal.h"

namespace bz::ui {

namespace {

constexpr int icon_font = 2;
constexpr int home_px = 512;  // each way: home's letters on most phones
// Icons are numbered from here, in a font of their own: after the characters that ImGui itself asks every font for.
constexpr char32_t icon_slot = 0x80;

// One painter per context; the loader's C callbacks find it here.
Painter* active = nullptr;

bool baked_init(ImFontAtlas*, ImFontConfig* src, ImFontBaked* baked, void*) {
    if (src->FontNo == icon_font) return true;  // icons stand on no line
    const float density = baked->RasterizerDensity;
    const LineMetrics line =
        active->source().line(baked->Size * density, src->FontNo == 1 ? Weight::semibold : Weight::regular);
    baked->Ascent = line.ascent / density;
    baked->Descent = -line.descent / density;
    return true;
}

bool contains_glyph(ImFontAtlas*, ImFontConfig* src, ImWchar slot) {
    if (src->FontNo == icon_font) return slot >= icon_slot && slot < icon_slot + icon_count;
    return active->slots().code_point(slot) != 0;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, void*, ImWchar slot, ImFontGlyph* glyph,
                float* advance) {
    const float density = src->RasterizerDensity * baked->RasterizerDensity;
    const float size = baked->Size * density;
    if (!contains_glyph(atlas, src, slot)) return false;
    const bool icon = src->FontNo == icon_font;
    const Weight weight = src->FontNo == 1 ? Weight::semibold : Weight::regular;
    const char32_t code_point = icon ? slot : active->slots().code_point(slot);
    GlyphSource& source = active->source();
    const float step = icon ? baked->Size : source.advance(code_point, size, weight) / density;
    if (advance) {
        *advance = step;
        return true;
    }
    const GlyphBitmap bitmap =
        icon ? source.draw_icon(static_cast<Icon>(slot - icon_slot), size) : source.draw(code_point, size, weight);
    glyph->Codepoint = slot & 0x3FFFFFF;
    glyph->AdvanceX = step;
    if (bitmap.width <= 0 || bitmap.height <= 0) return true;
    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, bitmap.width, bitmap.height);
    if (id == ImFontAtlasRectId_Invalid) {
        active->no_room();
        return false;
    }
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
    const float base = icon ? 0 : baked->Ascent;
    glyph->X0 = bitmap.left / density;
    glyph->Y0 = bitmap.top / density + base;
    glyph->X1 = glyph->X0 + static_cast<float>(bitmap.width) / density;
    glyph->Y1 = glyph->Y0 + static_cast<float>(bitmap.height) / density;
    glyph->Visible = true;
    glyph->Colored = bitmap.colored;
    glyph->PackId = id;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, src, glyph, rect,
                                       reinterpret_cast<const unsigned char*>(bitmap.pixels.data()),
                                       ImTextureFormat_RGBA32, bitmap.width * 4);
    return true;
}

const ImFontLoader& loader() {
    static const ImFontLoader instance = [] {
        ImFontLoader made;
        made.Name = "browser";
        made.FontSrcContainsGlyph = contains_glyph;
        made.FontBakedInit = baked_init;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return instance;
}

struct ShadowLayer {
    float dy, spread, alpha;
};
constexpr ShadowLayer card_shadow[] = {{1, 0, 0.045f}, {1, 1, 0.028f}, {2, 2, 0.018f}, {3, 3, 0.01f}};
constexpr ShadowLayer raised_shadow[] = {{1, 0, 0.05f}, {2, 1, 0.032f}, {3, 3, 0.022f}, {4, 5, 0.014f}, {6, 7, 0.009f}};
constexpr ShadowLayer dialog_shadow[] = {{2, 0, 0.06f}, {4, 2, 0.04f},    {6, 5, 0.028f},
                                         {8, 8, 0.02f}, {11, 12, 0.013f}, {14, 16, 0.008f}};
constexpr ShadowLayer upward_shadow[] = {{-1, 0, 0.04f}, {-2, 1, 0.022f}, {-3, 2, 0.012f}, {-5, 3, 0.008f}};

std::span<const ShadowLayer> shadow_of(int elevation) {
    switch (elevation) {
    case 1: return card_shadow;
    case 2: return raised_shadow;
    case 3: return dialog_shadow;
    case 4: return upward_shadow;
    default: return {};
    }
}

ImU32 faded(std::uint32_t color, float alpha) {
    const auto a = static_cast<std::uint32_t>(static_cast<float>(color >> 24) * alpha);
    return (color & 0x00FFFFFF) | (a << 24);
}

constexpr int corner_points = 7;
using Outline = std::array<ImVec2, std::size_t{4} * corner_points>;

Outline outline(ImVec2 from, ImVec2 to, float radius) {
    constexpr float quarter = 1.57079632679f;
    Outline points;
    std::size_t at = 0;
    for (int corner = 0; corner < 4; ++corner) {  // bottom right, bottom left, top left, top right
        const ImVec2 center{corner == 0 || corner == 3 ? to.x - radius : from.x + radius,
                            corner < 2 ? to.y - radius : from.y + radius};
        for (int i = 0; i < corner_points; ++i) {
            const float angle = quarter * (static_cast<float>(corner) + static_cast<float>(i) / (corner_points - 1));
            points[at++] = {center.x + std::cos(angle) * radius, center.y + std::sin(angle) * radius};
        }
    }
    return points;
}

// Between two outlines.
void fill_ring(ImDrawList& draw, const Outline& outer, const Outline& inner, ImU32 color) {
    constexpr auto count = static_cast<int>(std::tuple_size_v<Outline>);
    const ImVec2 white = draw._Data->TexUvWhitePixel;
    draw.PrimReserve(count * 6, count * 2);
    const unsigned first = draw._VtxCurrentIdx;
    for (unsigned i = 0; i < count; ++i) {
        const unsigned here = first + 2 * i, next = first + 2 * ((i + 1) % count);
        for (const unsigned corner : {here, here + 1, next, next, here + 1, next + 1})
            draw.PrimWriteIdx(static_cast<ImDrawIdx>(corner));
        draw.PrimWriteVtx(outer[i], white, color);
        draw.PrimWriteVtx(inner[i], white, color);
    }
}

}  // namespace

struct Painter::Canvas {
    ImFontAtlas atlas;
    ImDrawListSharedData shared;
    ImDrawList list{&shared};
    ImDrawData data;
    int frame = 0;
};

Painter::Painter(GlyphSource& source) : source_(source), canvas_(std::make_unique<Canvas>()) {
    BZ_ASSERT(active == nullptr);
    active = this;
    ImFontAtlas& atlas = canvas_->atlas;
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    atlas.TexMinHeight = atlas.TexMinWidth = home_px;
    ImFontAtlasAddDrawListSharedData(&atlas, &canvas_->shared);
    canvas_->shared.FontAtlas = &atlas;
    for (int i = 0; i < 3; ++i) {
        ImFontConfig config;
        config.FontLoader = &loader();
        config.FontNo = static_cast<ImU32>(i);
        config.SizePixels = 16;
        config.PixelSnapH = false;
        config.EllipsisChar = '.';
        fonts_[i] = atlas.AddFont(&config);
    }
}

Painter::~Painter() {
    ImFontAtlasRemoveDrawListSharedData(&canvas_->atlas, &canvas_->shared);
    canvas_.reset();
    active = nullptr;
}

ImFontAtlas& Painter::atlas() { return canvas_->atlas; }

// What ImGui::NewFrame does for an atlas and a draw list, without the windows.
void Painter::begin_frame(const Frame& frame) {
    ImDrawListSharedData& shared = canvas_->shared;
    ImFontAtlasUpdateNewFrame(&canvas_->atlas, ++canvas_->frame, true);
    for (ImFont* font : fonts_) font->CurrentRasterizerDensity = frame.density;  // a glyph has the screen's own pixels
    shared.TexUvWhitePixel = {no_texture, no_texture};
    shared.ClipRectFullscreen = {0, 0, frame.width, frame.height};
    shared.CurveTessellationTol = 1.25f;
    shared.SetCircleTessellationMaxError(0.1f);
    shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
    shared.InitialFringeScale = 1 / frame.density;
    canvas_->list._ResetForNewFrame();
    canvas_->list.PushTexture(canvas_->atlas.TexRef);
    canvas_->list.PushClipRect({0, 0}, {frame.width, frame.height});
}

// A letter that found no room would be missing in what people read: then all letters of screens before are forgotten. A
// picture during which the atlas grew has letters in two textures, and the next one would be drawn for nothing.
ImDrawData& Painter::paint(const PaintList& list, const Theme& theme, const Frame& frame) {
    theme_ = &theme;
    density_ = frame.density;
    out_of_room_ = false;
    const ImTextureData* before = canvas_->atlas.TexData;
    ImDrawData& data = paint_once(list, frame);
    if (!out_of_room_ && canvas_->atlas.TexData == before) return data;
    if (out_of_room_) forget_glyphs(canvas_->atlas);
    return paint_once(list, frame);
}

ImDrawData& Painter::paint_once(const PaintList& list, const Frame& frame) {
    begin_frame(frame);
    ImDrawList& draw = canvas_->list;
    const float bottom_top = frame.height - list.bottom_height;
    paint_ops(draw, list.content, -frame.scroll, 0, frame.height);
    paint_ops(draw, list.bottom, bottom_top, bottom_top - 40, frame.height);
    if (list.has_overlay) paint_ops(draw, list.overlay, 0, 0, frame.height);
    ImDrawData& data = canvas_->data;
    data.Clear();
    data.Valid = true;
    data.DisplayPos = {0, 0};
    data.DisplaySize = {frame.width, frame.height};
    data.FramebufferScale = {frame.density, frame.density};
    data.Textures = &canvas_->atlas.TexList;
    for (ImTextureData* texture : canvas_->atlas.TexList) texture->RefCount = 1;
    data.AddDrawList(&draw);
    return data;
}

void Painter::paint_ops(ImDrawList& draw, const PaintOps& ops, float shift, float from, float to) {
    constexpr float shadow_reach = 32;
    for (const PaintOp& op : ops) {
        const float top = op.rect.y + shift, bottom = op.rect.bottom() + shift;
        if (bottom + shadow_reach < from || top - shadow_reach > to) continue;
        paint_op(draw, op, shift);
    }
}

void Painter::paint_op(ImDrawList& draw, const PaintOp& op, float shift) {
    const Rect& r = op.rect;
    switch (op.kind) {
    case PaintOp::Kind::rect: return paint_rect(draw, op, shift);
    case PaintOp::Kind::arc: return paint_arc(draw, op, shift);
    case PaintOp::Kind::text: return paint_text(draw, op, shift);
    case PaintOp::Kind::line: {
        // On the pixel grid, so that a hairline is one crisp line.
        const float x = std::round(r.x * density_) / density_ + 0.5f / density_;
        const float y = std::round((r.y + shift) * density_) / density_ + 0.5f / density_;
        draw.AddLine({x, y}, {x + r.w, y + r.h}, theme_->color(op.stroke), op.stroke_width);
        return;
    }
    case PaintOp::Kind::circle: {
        const ImVec2 center{r.x + r.w / 2, r.y + r.h / 2 + shift};
        if (op.fill != Color::none) {
            const int first = draw.VtxBuffer.Size;
            draw.AddCircleFilled(center, r.w / 2, theme_->color(op.fill));
            if (op.fill_to != Color::none)
                ImGui::ShadeVertsLinearColorGradientKeepAlpha(&draw, first, draw.VtxBuffer.Size, {r.x, r.y + shift},
                                                              {r.x, r.bottom() + shift}, theme_->color(op.fill),
                                                              theme_->color(op.fill_to));
        }
        if (op.stroke != Color::none)
            draw.AddCircle(center, r.w / 2 - op.stroke_width / 2, theme_->color(op.stroke), 0, op.stroke_width);
        return;
    }
    case PaintOp::Kind::icon: {
        const auto slot = static_cast<char32_t>(icon_slot + static_cast<char32_t>(op.icon));
        std::string text;
        append_utf8(text, slot);
        draw.AddText(fonts_[icon_font], r.h, {std::round(r.x), std::round(r.y + shift)}, theme_->color(op.fill),
                     text.data(), text.data() + text.size());
        return;
    }
    }
}

// What lies under the box is never seen, and to fill it several times over is what GL without a graphics card is
// slowest at: only the ring around it is drawn.
void Painter::paint_shadow(ImDrawList& draw, const PaintOp& op, float shift) {
    constexpr float under = 1;  // dp that it reaches below the box's own soft edge
    const Rect& r = op.rect;
    if (op.elevation == 0) return;
    const float radius = std::min(op.radius, std::min(r.w, r.h) / 2);
    const Outline inner = outline({r.x + under, r.y + shift + under}, {r.right() - under, r.bottom() + shift - under},
                                  std::max(radius - under, 0.0f));
    for (const ShadowLayer& layer : shadow_of(op.elevation)) {
        const ImU32 color = faded(theme_->color(Color::shadow), layer.alpha);
        if ((color >> 24) == 0) continue;
        fill_ring(
            draw,
            outline({r.x - layer.spread, r.y + shift + layer.dy - layer.spread},
                    {r.right() + layer.spread, r.bottom() + shift + layer.dy + layer.spread}, radius + layer.spread),
            inner, color);
    }
}

void Painter::paint_rect(ImDrawList& draw, const PaintOp& op, float shift) {
    const Rect& r = op.rect;
    const ImVec2 from{r.x, r.y + shift}, to{r.right(), r.bottom() + shift};
    paint_shadow(draw, op, shift);
    const float radius = std::min(op.radius, std::min(r.w, r.h) / 2);
    if (op.fill != Color::none) {
        const int first = draw.VtxBuffer.Size;
        draw.AddRectFilled(from, to, theme_->color(op.fill), radius);
        if (op.fill_to != Color::none)
            ImGui::ShadeVertsLinearColorGradientKeepAlpha(&draw, first, draw.VtxBuffer.Size, from, {from.x, to.y},
                                                          theme_->color(op.fill), theme_->color(op.fill_to));
    }
    if (op.stroke != Color::none) {
        const float half = op.stroke_width / 2 - 0.5f;  // ImGui strokes half a unit inside already
        draw.AddRect({from.x + half, from.y + half}, {to.x - half, to.y - half}, theme_->color(op.stroke), radius, 0,
                     op.stroke_width);
    }
}

void Painter::paint_arc(ImDrawList& draw, const PaintOp& op, float shift) {
    constexpr float turn = 6.28318530718f;
    const Rect& r = op.rect;
    const ImVec2 center{r.x + r.w / 2, r.y + r.h / 2 + shift};
    const float radius = r.w / 2;
    const float from = op.from * turn - turn / 4, to = op.to * turn - turn / 4;
    if (op.from == op.to) {  // a bead on the ring
        const ImVec2 at{center.x + std::cos(to) * radius, center.y + std::sin(to) * radius};
        draw.AddCircleFilled(at, op.stroke_width / 2 - 1, theme_->color(op.fill));
        draw.AddCircle(at, op.stroke_width / 2 - 2, theme_->color(op.stroke), 0, 2);
        return;
    }
    draw.PathArcTo(center, radius, from, to);
    draw.PathStroke(theme_->color(op.stroke), 0, op.stroke_width);
}

void Painter::paint_text(ImDrawList& draw, const PaintOp& op, float shift) {
    if (op.text.empty()) return;
    const TextSpec& spec = theme_->text(op.style);
    ImFont* font = fonts_[spec.weight == Weight::semibold ? 1 : 0];
    const ImFontBaked* baked = font->GetFontBaked(spec.size, density_);
    const float content = baked->Ascent - baked->Descent;
    const std::string_view text = slots_.renumber(op.text);
    const float x = op.rect.x, y = op.rect.y + shift + (op.rect.h - content) / 2;
    const ImVec2 whole{std::floor(x), std::floor(y)};
    const int first = draw.VtxBuffer.Size;
    draw.AddText(font, spec.size, whole, faded(theme_->color(op.fill), op.alpha), text.data(),
                 text.data() + text.size());
    // Every glyph on the screen's own pixels: its picture was drawn for them, between them it blurs.
    const auto snapped = [this](float at) { return std::round(at * density_) / density_; };
    for (int i = first; i + 3 < draw.VtxBuffer.Size; i += 4) {
        ImDrawVert* quad = &draw.VtxBuffer[i];
        const float dx = snapped(quad[0].pos.x + x - whole.x) - quad[0].pos.x;
        const float dy = snapped(quad[0].pos.y + y - whole.y) - quad[0].pos.y;
        for (int corner = 0; corner < 4; ++corner) {
            quad[corner].pos.x += dx;
            quad[corner].pos.y += dy;
        }
    }
}

}  // namespace bz::ui
