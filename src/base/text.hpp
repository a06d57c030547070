// Owns UTF-8 and the small text helpers every layer needs. It knows nothing of languages, texts for people or lengths
// on screen; characters are counted in Unicode code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bz {

inline constexpr char32_t replacement_character = 0xFFFD;

// Reads the code point at `position` (< text.size()) and moves past it. A malformed byte (overlong, surrogate, cut off,
// above U+10FFFF) yields U+FFFD and moves on by one byte, so a loop always ends.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& position);
[[nodiscard]] std::size_t count_code_points(std::string_view text);
[[nodiscard]] bool is_valid_utf8(std::string_view text);
void append_utf8(std::string& text, char32_t code_point);  // U+FFFD for what is not a Unicode scalar value

// Space, tab, line ends, no-break, typographic, full-width (U+3000) and zero-width spaces, and the byte order mark.
[[nodiscard]] bool is_space(char32_t code_point);
[[nodiscard]] std::string_view trim(std::string_view text);

// Full-width ASCII (U+FF01..U+FF5E) and the full-width space become their plain forms; the rest is kept byte for byte.
[[nodiscard]] std::string to_half_width(std::string_view text);
[[nodiscard]] std::string digits_only(std::string_view text);  // 0-9, also from full-width digits; drops all else

[[nodiscard]] constexpr bool is_digit(char32_t code_point) { return code_point >= U'0' && code_point <= U'9'; }

// Decimal digits with an optional leading '-', whole text, no spaces; nothing on overflow.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text,
                                                  char separator);  // keeps empty parts; never empty

}  // namespace bz
