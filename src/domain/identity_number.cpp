#include "domain/identity_number.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace bz::domain {

namespace {

// GB/T 2260 province prefixes in mainland use, 71 included.
bool is_province(int prefix) {
    static constexpr std::array<signed char, 10> last_of_decade = {-1, 5, 3, 7, 6, 4, 5, 1, -1, -1};
    const int decade = prefix / 10;
    const int unit = prefix % 10;
    if (prefix == 50) return true;  // Chongqing, the only one that ends in 0
    return unit >= 1 && unit <= last_of_decade[static_cast<std::size_t>(decade)];
}

std::optional<IdentityKind> kind_of(std::string_view digits) {
    const int prefix = (digits[0] - '0') * 10 + (digits[1] - '0');
    if (prefix == 99) return IdentityKind::invented;
    if (prefix >= 90) return IdentityKind::permanent_residence;
    if (prefix >= 81 && prefix <= 83) return IdentityKind::hmt_residence_permit;
    if (is_province(prefix)) return IdentityKind::resident;
    return std::nullopt;
}

std::string without_spaces(std::string_view text) {
    std::string out;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t start = position;
        if (!is_space(next_code_point(text, position))) out += text.substr(start, position - start);
    }
    return out;
}

// The characters as the standard writes them, or the error of the first that does not belong.
Result<std::string> read_characters(std::string_view text) {
    std::string digits = to_half_width(without_spaces(text));
    const int count = static_cast<int>(count_code_points(digits));
    int place = 0;
    for (std::size_t position = 0; position < digits.size();) {
        const std::size_t start = position;
        const char32_t character = next_code_point(digits, position);
        ++place;
        const bool is_x = character == U'x' || character == U'X';
        if (is_x && place == count)
            digits[start] = 'X';
        else if (!is_digit(character))
            return fail("id.character", place);
    }
    return digits;
}

}  // namespace

char identity_check_character(std::string_view first_17_digits) {
    static constexpr std::array weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    BZ_ASSERT(first_17_digits.size() == weights.size());
    int sum = 0;
    for (std::size_t index = 0; index < weights.size(); ++index) sum += weights[index] * (first_17_digits[index] - '0');
    return "10X98765432"[sum % 11];
}

Result<IdentityNumber> parse_identity_number(std::string_view text, Date today) {
    IdentityNumber number;
    number.digits = TRY(read_characters(text));
    const std::string_view digits = number.digits;
    if (digits.empty()) return fail("id.empty");
    if (digits.size() != identity_number_length) return fail("id.length", static_cast<int>(digits.size()));

    const auto kind = kind_of(digits);
    if (!kind) return fail("id.region");
    number.kind = *kind;
    number.region = digits.substr(0, 6);

    const auto birth = parse_date(digits.substr(6, 8));
    if (!birth) return fail("id.birth_date");
    if (*birth > today) return fail("id.birth_future");
    if (age_on(*birth, today) > identity_age_max) return fail("id.age");
    number.birth = *birth;

    if (digits[17] != identity_check_character(digits.substr(0, 17))) return fail("id.checksum");
    number.sex = (digits[16] - '0') % 2 == 1 ? Sex::male : Sex::female;
    return number;
}

std::string mask_identity_number(std::string_view digits) {
    const std::size_t count = count_code_points(digits);
    const std::size_t shown = std::min<std::size_t>(4, count / 3);
    std::string out;
    std::size_t place = 0;
    for (std::size_t position = 0; position < digits.size(); ++place) {
        const std::size_t start = position;
        (void)next_code_point(digits, position);
        if (place + shown < count)
            out += '*';
        else
            out += digits.substr(start, position - start);
    }
    return out;
}

std::string grouped_identity_number(std::string_view digits) {
    std::string out;
    std::size_t place = 0;
    const std::string plain = without_spaces(digits);
    for (std::size_t position = 0; position < plain.size(); ++place) {
        const std::size_t start = position;
        (void)next_code_point(plain, position);
        if (place == 6 || place == 10 || place == 14)  // region, year, month and day, the rest
            out += ' ';
        out.append(plain, start, position - start);
    }
    return out;
}

}  // namespace bz::domain
