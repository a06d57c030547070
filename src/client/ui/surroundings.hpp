// What is around the program: a browser's own page, or a hospital's page that shows it in a frame, with a header and
// colours of its own. A program shows one page, so there is one of it; the page says it before the start.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "client/ui/theme.hpp"

namespace bz::ui {

// In a hospital's page: no header, no sign-out, who answers for it stands above the help.
[[nodiscard]] bool embedded();
void set_embedded(bool embedded);

// The hospital's colour of a role, where it has one. High contrast keeps its own.
[[nodiscard]] std::optional<std::uint32_t> hospital_color(Color role);
// Six hex digits for each of the roles listed in surroundings.cpp, as web/embed/theme.ts works them out; anything else
// is the built-in colours.
void set_hospital_colors(std::string_view digits);

}  // namespace bz::ui
