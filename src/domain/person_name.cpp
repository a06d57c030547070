#include "domain/person_name.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace bz::domain {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

bool is_in(std::span<const Range> ranges, char32_t character) {
    return std::ranges::any_of(
        ranges, [character](Range range) { return character >= range.first && character <= range.last; });
}

bool is_letter(char32_t character) {
    static constexpr std::array ranges = {
        Range{U'A', U'Z'},       Range{U'a', U'z'},
        Range{0x00C0, 0x00D6},  // Latin with accents; × and ÷ lie between
        Range{0x00D8, 0x00F6},   Range{0x00F8, 0x024F},
        Range{0x0300, 0x036F},    // combining accents, as some keyboards send them
        Range{0x1E00, 0x1EFF},    // Vietnamese
        Range{0x3005, 0x3007},    // 々 〆 〇
        Range{0x3400, 0x4DBF},    // Han, extension A
        Range{0x4E00, 0x9FFF},    // Han
        Range{0xE000, 0xF8FF},    // private use: older systems keep rare name characters there
        Range{0xF900, 0xFAFF},    // Han, compatibility
        Range{0x20000, 0x3FFFD},  // Han, planes 2 and 3 (extensions B and later)
    };
    return is_in(ranges, character);
}

// A middle dot is typed in many ways; the registry writes U+00B7.
char32_t unify(char32_t character) {
    switch (character) {
    case 0x2022:  // bullet
    case 0x2027:  // hyphenation point
    case 0x22C5:  // dot operator
    case 0x30FB:  // katakana middle dot
    case 0xFF65:  // its half-width form
    case 0x0387:  // Greek ano teleia
        return 0x00B7;
    case 0x2018:  // quotation marks that keyboards put for an apostrophe
    case 0x2019: return U'\'';
    case 0x2010:
    case 0x2011: return U'-';
    default: return is_space(character) ? U' ' : character;
    }
}

constexpr char32_t latin_end = 0x2000;  // what is_letter() has above is Han

// A to Z only: whoever looks for an accented letter types it as it is.
std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_joiner(char32_t character) {
    return character == U' ' || character == U'-' || character == U'\'' || character == U'.' || character == 0x00B7;
}

std::string normalize(std::string_view text) {
    std::string out;
    const std::string plain = to_half_width(trim(text));
    bool after_space = false;
    for (std::size_t position = 0; position < plain.size();) {
        const char32_t character = unify(next_code_point(plain, position));
        if (character == U' ' && after_space) continue;
        after_space = character == U' ';
        append_utf8(out, character);
    }
    return out;
}

}  // namespace

Result<std::string> parse_person_name(std::string_view text) {
    std::string name = normalize(text);
    if (name.empty()) return fail("name.empty");
    int place = 0;
    int first_wrong = 0;
    bool any_letter = false;
    for (std::size_t position = 0; position < name.size();) {
        const char32_t character = next_code_point(name, position);
        ++place;
        const bool letter = is_letter(character);
        any_letter = any_letter || letter;
        const bool allowed = letter || is_joiner(character);
        if (!allowed && first_wrong == 0) first_wrong = place;
    }
    if (place > name_code_points_max) return fail("name.length", place);
    if (first_wrong != 0 || !any_letter) return fail("name.character", first_wrong != 0 ? first_wrong : 1);
    return name;
}

bool has_surname(std::string_view name, std::string_view surname) {
    if (surname.empty()) return false;
    std::size_t first = 0;
    if (next_code_point(surname, first) >= latin_end && name.starts_with(surname)) return true;
    const std::string wanted = lower(surname);
    std::string part;
    for (std::size_t at = 0; at < name.size();) {
        const char32_t character = next_code_point(name, at);
        const bool parts = character == U' ' || character == 0x00B7;
        if (!parts) append_utf8(part, character);
        if ((parts || at == name.size()) && lower(part) == wanted) return true;
        if (parts) part.clear();
    }
    return false;
}

}  // namespace bz::domain
