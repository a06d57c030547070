// Owns colours as a hospital writes them, and how well two of them can be told apart (WCAG 2.2).
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace bz {

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    friend bool operator==(const Colour&, const Colour&) = default;
};

[[nodiscard]] Result<Colour> parse_colour(std::string_view text);  // "#0b5d46"; else "colour.format"

// WCAG's contrast ratio, 1 to 21; the same both ways.
[[nodiscard]] double contrast_ratio(Colour one, Colour other);

}  // namespace bz
