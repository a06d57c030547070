#include "client/ui/glyph_room.hpp"

#include "imgui.h"
#include "imgui_internal.h"

namespace bz::ui {

namespace {
constexpr int width_max = 1024, height_max = 2048;  // (it grows in height first)
static_assert(width_max * height_max == glyph_room_px);
}  // namespace

void limit_glyphs(ImFontAtlas& atlas) {
    atlas.TexMaxWidth = width_max;
    atlas.TexMaxHeight = height_max;
}

bool glyphs_are_many(const ImFontAtlas& atlas) {
    const ImFontAtlasBuilder* builder = atlas.Builder;
    return builder && atlas.TexData && atlas.TexData->Width == width_max && atlas.TexData->Height == height_max &&
           builder->RectsPackedSurface - builder->RectsDiscardedSurface > many_glyphs_px;
}

void forget_glyphs(ImFontAtlas& atlas) { ImFontAtlasBuildDiscardBakes(&atlas, 0); }

}  // namespace bz::ui
