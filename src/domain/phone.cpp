#include "domain/phone.hpp"

#include "base/text.hpp"

namespace bz::domain {

namespace {

bool is_hyphen(char32_t character) {
    return character == U'-' || (character >= 0x2010 && character <= 0x2015) || character == 0x2212;
}

void drop_country_code(std::string& digits, bool plus) {
    const std::string_view view = digits;
    if (view.starts_with("0086"))
        digits.erase(0, 4);
    else if (view.starts_with("86") && (plus || view.size() == phone_length + 2))
        digits.erase(0, 2);
}

}  // namespace

Result<std::string> parse_phone(std::string_view text) {
    const std::string plain = to_half_width(text);
    std::string digits;
    bool plus = false;
    bool stray = false;  // a character that no phone number has
    for (std::size_t position = 0; position < plain.size();) {
        const char32_t character = next_code_point(plain, position);
        if (is_space(character) || is_hyphen(character)) continue;
        if (is_digit(character))
            digits += static_cast<char>(character);
        else if (character == U'+' && digits.empty() && !plus)
            plus = true;
        else
            stray = true;
    }
    if (stray) return fail("phone.format");
    if (digits.empty()) return fail(plus ? "phone.format" : "phone.empty");
    const bool foreign = plus && !digits.starts_with("86");
    if (foreign) return fail("phone.format");
    drop_country_code(digits, plus);
    if (digits.size() != phone_length) return fail("phone.length", static_cast<int>(digits.size()));
    if (digits[0] != '1' || digits[1] < '3') return fail("phone.format");
    return digits;
}

std::string mask_phone(std::string_view digits) {
    if (digits.size() != phone_length) return std::string(count_code_points(digits), '*');
    std::string out(digits);
    out.replace(3, 4, "****");
    return out;
}

std::string grouped_phone(std::string_view digits) {
    std::string out;
    const std::string plain = digits_only(digits);
    for (std::size_t place = 0; place < plain.size(); ++place) {
        if (place == 3 || place == 7) out += ' ';
        out += plain[place];
    }
    return out;
}

}  // namespace bz::domain
