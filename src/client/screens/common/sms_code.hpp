// The code of a text message, in the field it is typed or pasted into.
#pragma once

#include <string>

#include "base/text.hpp"

namespace bz::screens {

inline constexpr std::size_t sms_code_length = 6;
// Characters that the field takes: whoever pastes the whole message gets its digits.
inline constexpr int sms_code_field_max = 40;

inline std::string typed_sms_code(std::string_view typed) { return digits_only(typed).substr(0, sms_code_length); }

}  // namespace bz::screens
