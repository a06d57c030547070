// How much room painted letters take. Dear ImGui keeps every glyph that it has painted and doubles its texture when
// that is full; with the largest letters on the sharpest screens the program would come to the end of its memory and
// write over itself.
#pragma once

struct ImFontAtlas;

namespace bz::ui {

constexpr int glyph_room_px = 1024 * 2048;
constexpr int many_glyphs_px = glyph_room_px / 10 * 6;  // above it the letters of screens before are forgotten

// 1024 × 2048 pixels are 8 MB, and as many while they are packed anew: more than all that one screen shows at once.
void limit_glyphs(ImFontAtlas& atlas);

// Whether the texture is as large as it may be, and mostly in use.
bool glyphs_are_many(const ImFontAtlas& atlas);

// Before a frame: forgets all glyphs; those that are shown come again with it.
void forget_glyphs(ImFontAtlas& atlas);

}  // namespace bz::ui
