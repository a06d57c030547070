#include "base/colour.hpp"

#include <doctest/doctest.h>

using namespace bz;

TEST_CASE("colours are read as #rrggbb and nothing else") {
    CHECK(parse_colour("#14514b") == Colour{0x14, 0x51, 0x4B});
    CHECK(parse_colour("#FFFFFF") == Colour{255, 255, 255});
    for (const char* text : {"", "#fff", "14514b", "#14514g", "#+4514b", "#14514b0", "white"})
        CHECK(parse_colour(text).error() == Error{"colour.format"});
}

TEST_CASE("contrast is WCAG's, the same both ways") {
    const Colour white{255, 255, 255};
    CHECK(contrast_ratio({0, 0, 0}, white) == doctest::Approx(21.0));
    CHECK(contrast_ratio(white, {0, 0, 0}) == doctest::Approx(21.0));
    CHECK(contrast_ratio(white, white) == doctest::Approx(1.0));
    CHECK(contrast_ratio({0x77, 0x77, 0x77}, white) == doctest::Approx(4.478).epsilon(0.001));
    CHECK(contrast_ratio({0x76, 0x76, 0x76}, white) == doctest::Approx(4.542).epsilon(0.001));
}
