#include "client/ui/glyph_runs.hpp"

#include <format>

#include "base/text.hpp"

namespace bz::ui {

namespace {

template <class Glyphs>
void add(std::string& json, float size, int kind, const Glyphs& glyphs) {
    json += std::format("{}[{},{},[", json.empty() ? "" : ",", size, kind);
    for (const char* comma = ""; const auto glyph : glyphs) {
        json += std::format("{}{}", comma, static_cast<int>(glyph));
        comma = ",";
    }
    json += "]]";
}

}  // namespace

GlyphRuns glyph_runs(const PaintList& list, const Theme& theme) {
    GlyphRuns runs;
    for (const PaintOps* ops : {&list.content, &list.bottom, &list.overlay})
        for (const PaintOp& op : *ops) {
            if (op.kind == PaintOp::Kind::icon) runs.icons[op.rect.h].insert(static_cast<int>(op.icon));
            if (op.kind != PaintOp::Kind::text) continue;
            const TextSpec& spec = theme.text(op.style);
            auto& glyphs = runs.texts[{spec.size, spec.weight}];
            for (std::size_t at = 0; at < op.text.size();) glyphs.insert(next_code_point(op.text, at));
        }
    return runs;
}

std::string to_json(const GlyphRuns& runs) {
    std::string json;
    for (const auto& [style, glyphs] : runs.texts) add(json, style.first, style.second == Weight::semibold, glyphs);
    for (const auto& [size, icons] : runs.icons) add(json, size, 2, icons);
    return "[" + json + "]";
}

}  // namespace bz::ui
