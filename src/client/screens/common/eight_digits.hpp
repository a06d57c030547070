// A code of eight digits that someone reads from another screen, in the field it is typed into.
#pragma once

#include <string>

#include "base/text.hpp"

namespace bz::screens {

inline constexpr std::size_t eight_digits = 8;

// As it is shown on the other screen: 4820 7315.
inline std::string grouped_code(std::string_view typed) {
    std::string digits = digits_only(typed);
    if (digits.size() > 4) digits.insert(4, " ");
    return digits;
}

}  // namespace bz::screens
