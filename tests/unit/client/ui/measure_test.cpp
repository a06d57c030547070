#include "client/ui/measure.hpp"

#include <doctest/doctest.h>

#include <string>

namespace bz::ui {

static std::vector<std::string> lines_of(std::string_view text, float width) {
    FixedMeasure fixed;
    CachedMeasure measure(fixed);
    std::vector<std::string> out;
    for (const TextLine& line : break_lines(measure, text, {10, 16, Weight::regular}, width))
        out.emplace_back(line.text);
    return out;
}

using Lines = std::vector<std::string>;

TEST_CASE("lines: Han breaks anywhere, but never before closing marks or after opening ones") {
    CHECK(lines_of("一二三四五六七八", 50) == Lines{"一二三四五", "六七八"});
    CHECK(lines_of("一二三四，五六七八", 40) == Lines{"一二三", "四，五六", "七八"});
    CHECK(lines_of("一二三（四五六七）", 40) == Lines{"一二三", "（四五六", "七）"});
}

TEST_CASE("lines: numbers stay with their units, words stay whole") {
    CHECK(lines_of("约一二三 18 分钟", 60) == Lines{"约一二三", "18 分钟"});
    CHECK(lines_of("ask the doctor", 50) == Lines{"ask the", "doctor"});
    CHECK(lines_of("打 400-000-6120 吧", 80) == Lines{"打", "400-000-6120", "吧"});
}

TEST_CASE("lines: a word longer than the line is cut, a newline always breaks, nothing is never") {
    CHECK(lines_of("abcdefghij", 30) == Lines{"abcde", "fghij"});
    CHECK(lines_of("一\n二", 100) == Lines{"一", "二"});
    CHECK(lines_of("", 100) == Lines{""});
}

TEST_CASE("lines: no last line of one or two characters when there is room to avoid it") {
    CHECK(lines_of("一二三四五六七八九十一二", 110) == Lines{"一二三四五六七八九", "十一二"});
}

TEST_CASE("lines: widths are the sum of what is in them") {
    FixedMeasure fixed;
    CachedMeasure measure(fixed);
    const auto lines = break_lines(measure, "ab cd 一二三四五六", {10, 16, Weight::regular}, 60);
    for (const TextLine& line : lines)
        CHECK(line.width == doctest::Approx(measure.width(line.text, {10, 16, Weight::regular})));
}

}  // namespace bz::ui
