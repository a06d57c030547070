#include "client/ui/measure.hpp"

#include "base/text.hpp"

namespace bz::ui {

namespace {

bool is_wide(char32_t c) { return c >= 0x2E80 && !(c >= 0xD7FF && c <= 0xDFFF); }

bool closes(char32_t c) {  // never at the start of a line
    static constexpr std::u32string_view marks = U"，。、；：？！）》」』】〕”’…—～％·,.;:?!)]}%℃";
    return marks.find(c) != std::u32string_view::npos;
}

bool opens(char32_t c) {  // never at the end of a line
    static constexpr std::u32string_view marks = U"（《「『【〔“‘([{";
    return marks.find(c) != std::u32string_view::npos;
}

// May a line end between `before` and `after`? `number_before` tells that `before` is a space that follows a digit.
bool may_break(char32_t before, char32_t after, bool number_before) {
    if (closes(after) || opens(before)) return false;
    if (after == ' ') return false;  // a space hangs at the end of its line
    if (before == ' ') return !(number_before && is_wide(after));
    if (is_digit(before) || is_digit(after)) return (is_wide(before) || is_wide(after)) && !is_digit(before);
    return is_wide(before) || is_wide(after);
}

std::vector<TextLine> break_once(CachedMeasure& measure, std::string_view text, const TextSpec& spec, float max_width) {
    std::vector<TextLine> lines;
    std::size_t start = 0, at = 0, break_at = 0;
    float width = 0, width_at_break = 0, width_since_break = 0;
    char32_t before = 0;
    bool digit_before_space = false, can_break = false;
    while (at < text.size()) {
        const std::size_t here = at;
        const char32_t c = next_code_point(text, at);
        if (c == '\n') {
            lines.push_back({text.substr(start, here - start), width});
            start = at;
            width = 0;
            before = 0;
            can_break = false;
            continue;
        }
        if (here > start && may_break(before, c, digit_before_space)) {
            break_at = here;
            width_at_break = width;
            can_break = true;
        }
        const float advance = measure.advance(c, spec);
        if (width + advance > max_width && here > start && c != ' ') {
            const bool whole_word = can_break && break_at > start;
            const std::size_t cut = whole_word ? break_at : here;
            std::string_view line = text.substr(start, cut - start);
            float line_width = whole_word ? width_at_break : width;
            while (!line.empty() && line.back() == ' ') {
                line.remove_suffix(1);
                line_width -= measure.advance(' ', spec);
            }
            lines.push_back({line, line_width});
            start = cut;
            width_since_break = whole_word ? width - width_at_break : 0;
            width = width_since_break;
            can_break = false;
        }
        width += advance;
        digit_before_space = c == ' ' && is_digit(before);
        before = c;
    }
    lines.push_back({text.substr(start), width});
    return lines;
}

}  // namespace

float FixedMeasure::advance(char32_t code_point, float size, Weight) {
    if (code_point == 0x200B || code_point == 0xFE0F) return 0;
    return is_wide(code_point) ? size : size * 0.55f;
}

float CachedMeasure::advance(char32_t code_point, const TextSpec& spec) {
    // Sizes are whole or half dp below 128, so eight bits of half-dp hold them.
    const auto key = (std::uint64_t{code_point} << 16) | (static_cast<std::uint64_t>(spec.size * 2) << 1) |
                     static_cast<std::uint64_t>(spec.weight);
    const auto [found, fresh] = cache_.try_emplace(key, 0.0f);
    if (fresh) found->second = source_.advance(code_point, spec.size, spec.weight);
    return found->second;
}

float CachedMeasure::width(std::string_view text, const TextSpec& spec) {
    float width = 0;
    for (std::size_t at = 0; at < text.size();) width += advance(next_code_point(text, at), spec);
    return width;
}

std::vector<TextLine> break_lines(CachedMeasure& measure, std::string_view text, const TextSpec& spec,
                                  float max_width) {
    auto lines = break_once(measure, text, spec, max_width);
    // A last line of one or two characters looks like a slip: give it company from the line above.
    if (lines.size() > 1 && count_code_points(lines.back().text) < 3 && max_width > spec.size * 8) {
        auto again = break_once(measure, text, spec, max_width - spec.size * 2);
        if (again.size() == lines.size()) return again;
    }
    return lines;
}

}  // namespace bz::ui
