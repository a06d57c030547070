// Owns what counts as a person's name in a form. It checks characters, not truth: rare Han characters, minority and
// foreign names must all pass (S17).
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace bz::domain {

inline constexpr int name_code_points_max = 50;

// The name, trimmed, inner runs of spaces made one. Allowed: Han of all planes, Latin letters with accents, and between
// letters a space, hyphen, apostrophe, full stop or middle dot (· and its look-alikes become U+00B7). Errors:
//   "name.empty"
//   "name.length"     detail = code points given, over name_code_points_max
//   "name.character"  detail = 1-based place in the name as returned; also when no letter is there at all (detail 1)
[[nodiscard]] Result<std::string> parse_person_name(std::string_view text);

// Whether a name may be called so: it begins with it when that is Han (a surname of one or two characters, or all of
// the name), otherwise one of its parts is just that, whatever the case of Latin letters. Both as parse_person_name
// gives them.
[[nodiscard]] bool has_surname(std::string_view name, std::string_view surname);

}  // namespace bz::domain
