// Dear ImGui's compile-time configuration for this project; every file that includes imgui.h sees it.
// What is switched off here is not in the download.
#pragma once

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS

// Rare characters of names lie beyond U+FFFF.
#define IMGUI_USE_WCHAR32

// The host rasterises glyphs (ImFontLoader). Naming FreeType is the only way to compile stb_truetype out;
// imgui_config.cpp answers for it with a loader that draws nothing, until the host sets its own with
// ImFontAtlas::SetFontLoader.
#define IMGUI_ENABLE_FREETYPE
