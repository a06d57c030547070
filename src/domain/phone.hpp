// Owns the mainland mobile number: reading what people type and showing it. Landlines and other countries are not
// handled.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace bz::domain {

inline constexpr int phone_length = 11;

// The 11 digits. Accepts spaces, hyphens, full-width digits and a leading +86, 0086 or (with 13 digits) 86. Errors:
//   "phone.empty"
//   "phone.length"  detail = digits given, without the country code
//   "phone.format"  another character, or not 1 followed by 3 to 9
[[nodiscard]] Result<std::string> parse_phone(std::string_view text);

[[nodiscard]] std::string mask_phone(std::string_view digits);     // "139****2468"; any other length is hidden wholly
[[nodiscard]] std::string grouped_phone(std::string_view digits);  // "139 0000 2468"; also while being typed

}  // namespace bz::domain
