// Stands in for FreeType's loader, see imgui_config.hpp: an atlas has no glyphs until the host sets its own loader.
#include "imgui.h"
#include "imgui_internal.h"
#include "misc/freetype/imgui_freetype.h"

namespace ImGuiFreeType {

const ImFontLoader* GetFontLoader() {
    static ImFontLoader loader = [] {
        ImFontLoader empty;
        empty.Name = "none";
        return empty;
    }();
    return &loader;
}

}  // namespace ImGuiFreeType
