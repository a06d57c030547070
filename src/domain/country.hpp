// Owns which three-letter country codes there are (ISO 3166-1 alpha-3, as printed in passports by ICAO Doc 9303).
#pragma once

#include <string_view>

namespace bz::domain {

[[nodiscard]] bool is_country(std::string_view alpha_3);  // capitals; "CHN"

}  // namespace bz::domain
