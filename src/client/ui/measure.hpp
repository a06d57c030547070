// How wide text is. The web host asks the browser, tests use fixed widths; layout sees only this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/ui/theme.hpp"

namespace bz::ui {

class Measure {
public:
    virtual ~Measure() = default;
    // Advance of one code point in dp at `size` dp; cached by the caller below.
    virtual float advance(char32_t code_point, float size, Weight weight) = 0;
};

// Monospaced stand-in: CJK one em, others about half; deterministic everywhere.
class FixedMeasure final : public Measure {
public:
    float advance(char32_t code_point, float size, Weight weight) override;
};

class CachedMeasure {
public:
    explicit CachedMeasure(Measure& source) : source_(source) {}
    float advance(char32_t code_point, const TextSpec& spec);
    float width(std::string_view text, const TextSpec& spec);
    void forget() { cache_.clear(); }

private:
    Measure& source_;
    std::unordered_map<std::uint64_t, float> cache_;
};

struct TextLine {
    std::string_view text;
    float width;
};

// Breaks text to `max_width` dp. Han breaks anywhere except before closing and after opening punctuation; numbers with
// their units, dates and Latin words stay whole; \n always breaks. Never returns an empty list.
std::vector<TextLine> break_lines(CachedMeasure& measure, std::string_view text, const TextSpec& spec, float max_width);

}  // namespace bz::ui
