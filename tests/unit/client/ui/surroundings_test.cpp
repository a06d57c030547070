// What a hospital's page around the program changes: colours by role, and nothing of high contrast.
#include "client/ui/surroundings.hpp"

#include <doctest/doctest.h>
#include <string>

#include <string>

#include "client/ui/theme.hpp"

namespace bz::ui {

TEST_CASE("surroundings: a hospital's colours take the place of the built-in ones, role by role") {
    const Theme theme;
    const std::uint32_t ink = theme.color(Color::celadon700);
    std::string digits;
    for (int i = 0; i < 16; ++i) digits += i == 7 ? "0b4f8a" : "112233";
    set_hospital_colors(digits);
    CHECK(theme.color(Color::celadon700) == 0xFF8A4F0B);
    CHECK(theme.color(Color::paper) == 0xFF332211);
    CHECK(theme.color(Color::amber700) == Theme{}.color(Color::amber700));
    CHECK(Theme{.contrast = Contrast::high}.color(Color::celadon700) == 0xFF393F00);
    // Anything but the whole list is no list.
    for (const std::string& wrong : {std::string(), digits.substr(1), digits + "00", std::string(96, 'g')}) {
        set_hospital_colors(digits);
        set_hospital_colors(wrong);
        CHECK(theme.color(Color::celadon700) == ink);
    }
}

}  // namespace bz::ui
