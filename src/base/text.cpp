#include "base/text.hpp"

#include "base/assert.hpp"

#include <limits>

namespace bz {

namespace {

struct Decoded {
    char32_t value = replacement_character;
    std::size_t bytes = 0;  // 0: malformed
};

Decoded decode_at(std::string_view text, std::size_t position) {
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[position + offset]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};

    std::size_t length = 0;
    char32_t value = 0;
    char32_t smallest = 0;  // below it the form is overlong
    if ((lead & 0xE0) == 0xC0) {
        length = 2;
        value = lead & 0x1FU;
        smallest = 0x80;
    } else if ((lead & 0xF0) == 0xE0) {
        length = 3;
        value = lead & 0x0FU;
        smallest = 0x800;
    } else if ((lead & 0xF8) == 0xF0) {
        length = 4;
        value = lead & 0x07U;
        smallest = 0x10000;
    } else {
        return {};
    }
    if (text.size() - position < length) return {};
    for (std::size_t offset = 1; offset < length; ++offset) {
        if ((byte(offset) & 0xC0) != 0x80) return {};
        value = (value << 6) | (byte(offset) & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest || value > 0x10FFFF || surrogate) return {};
    return {value, length};
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& position) {
    BZ_ASSERT(position < text.size());
    const Decoded decoded = decode_at(text, position);
    position += decoded.bytes == 0 ? 1 : decoded.bytes;
    return decoded.value;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t position = 0; position < text.size(); ++count) (void)next_code_point(text, position);
    return count;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t position = 0; position < text.size();) {
        const Decoded decoded = decode_at(text, position);
        if (decoded.bytes == 0) return false;
        position += decoded.bytes;
    }
    return true;
}

void append_utf8(std::string& text, char32_t code_point) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = replacement_character;
    const auto append = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code_point < 0x80) {
        append(code_point);
        return;
    }
    if (code_point < 0x800) {
        append(0xC0 | (code_point >> 6));
    } else {
        if (code_point < 0x10000) {
            append(0xE0 | (code_point >> 12));
        } else {
            append(0xF0 | (code_point >> 18));
            append(0x80 | ((code_point >> 12) & 0x3F));
        }
        append(0x80 | ((code_point >> 6) & 0x3F));
    }
    append(0x80 | (code_point & 0x3F));
}

bool is_space(char32_t code_point) {
    switch (code_point) {
    case U' ':
    case U'\t':
    case U'\n':
    case U'\v':
    case U'\f':
    case U'\r':
    case 0x00A0:  // no-break
    case 0x202F:  // narrow no-break
    case 0x205F:  // mathematical
    case 0x2060:  // word joiner
    case 0x3000:  // full-width
    case 0xFEFF:  // byte order mark
        return true;
    default: return code_point >= 0x2000 && code_point <= 0x200B;  // typographic, zero-width
    }
}

std::string_view trim(std::string_view text) {
    std::size_t begin = text.size();
    std::size_t end = text.size();
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t start = position;
        if (is_space(next_code_point(text, position))) continue;
        if (begin == text.size()) begin = start;
        end = position;
    }
    return text.substr(begin, end - begin);
}

std::string to_half_width(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t start = position;
        const char32_t code_point = next_code_point(text, position);
        if (code_point >= 0xFF01 && code_point <= 0xFF5E)
            out += static_cast<char>(code_point - 0xFF01 + U'!');
        else if (code_point == 0x3000)
            out += ' ';
        else
            out += text.substr(start, position - start);
    }
    return out;
}

std::string digits_only(std::string_view text) {
    std::string out;
    for (const char c : to_half_width(text))
        if (c >= '0' && c <= '9') out += c;
    return out;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    std::int64_t value = 0;  // counted downwards, because the lowest number has no positive twin
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        const int digit = c - '0';
        if (value < (lowest + digit) / 10) return std::nullopt;
        value = value * 10 - digit;
    }
    if (negative) return value;
    if (value == lowest) return std::nullopt;
    return -value;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    std::string out;
    for (std::size_t index = 0; index < parts.size(); ++index) {
        if (index > 0) out += separator;
        out += parts[index];
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

}  // namespace bz
