// Owns the 18-character identity number (GB 11643; residence permits 81/82/83; permanent residence card of 2023):
// reading what people type, checking it, hiding it. Whether the number belongs to the person is not decided here.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace bz::domain {

enum class Sex { female, male };

enum class IdentityKind {
    resident,              // a province's prefix: 11-15 21-23 31-37 41-46 50-54 61-65 71
    hmt_residence_permit,  // 81 Hong Kong, 82 Macao, 83 Taiwan
    permanent_residence,   // first digit 9: foreign permanent residence card of 2023
    invented,  // prefix 99: no authority issues it; for the sandbox, tests and pictures. Refuse in production
};

inline constexpr int identity_number_length = 18;
inline constexpr int identity_age_max = 130;

struct IdentityNumber {
    std::string digits;  // 17 digits and a digit or capital X
    Date birth;
    Sex sex = Sex::female;
    std::string region;  // the first six digits
    IdentityKind kind = IdentityKind::resident;

    friend bool operator==(const IdentityNumber&, const IdentityNumber&) = default;
};

// Accepts spaces anywhere, full-width characters and a small x. Errors, in the order they are looked for:
//   "id.empty"
//   "id.character"    not a digit, or X before the last place; detail = its 1-based place, spaces not counted
//   "id.length"       detail = number of characters given, spaces not counted
//   "id.region"       no such province prefix
//   "id.birth_date"   no such day
//   "id.birth_future" born after `today`
//   "id.age"          older than identity_age_max years
//   "id.checksum"     GB 11643 check character does not fit
[[nodiscard]] Result<IdentityNumber> parse_identity_number(std::string_view text, Date today);

// The GB 11643 check character for 17 digits.
[[nodiscard]] char identity_check_character(std::string_view first_17_digits);

// "**************011X": only the last four are shown, and never more than a third of a shorter text.
[[nodiscard]] std::string mask_identity_number(std::string_view digits);

// "990101 1953 0315 011X". Also for a number still being typed; drops the spaces given.
[[nodiscard]] std::string grouped_identity_number(std::string_view digits);
[[nodiscard]] inline std::string grouped(const IdentityNumber& number) {
    return grouped_identity_number(number.digits);
}

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::Sex> {
    static constexpr auto names = std::to_array<std::string_view>({"female", "male"});
};
template <>
struct bz::EnumNames<bz::domain::IdentityKind> {
    static constexpr auto names =
        std::to_array<std::string_view>({"resident", "hmt_residence_permit", "permanent_residence", "invented"});
};
