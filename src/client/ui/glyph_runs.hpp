// Which glyphs a picture is made of: what a host can draw ahead, before it has the picture.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "client/ui/paint_list.hpp"

namespace bz::ui {

struct GlyphRuns {
    std::map<std::pair<float, Weight>, std::set<char32_t>> texts;  // size in dp and weight → code points
    std::map<float, std::set<int>> icons;                          // size in dp → Icon
};

GlyphRuns glyph_runs(const PaintList& list, const Theme& theme);
// [size, 0 regular | 1 semibold | 2 icon, [code point | icon, …]], …
std::string to_json(const GlyphRuns& runs);

}  // namespace bz::ui
