#include "base/text.hpp"
#include "base/money.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace bz;

TEST_CASE("code points of every length are decoded and encoded again") {
    for (char32_t code_point = 0; code_point <= 0x10FFFF; code_point += code_point < 0x3000 ? 1 : 97) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, code_point);
        std::size_t position = 0;
        const bool same =
            next_code_point(text, position) == code_point && position == text.size() && is_valid_utf8(text);
        if (!same) FAIL_CHECK("code point ", static_cast<unsigned>(code_point));
    }
    std::string text;
    append_utf8(text, 0xD800);
    append_utf8(text, 0x110000);
    CHECK(text == "\uFFFD\uFFFD");
    CHECK(count_code_points("任𬭎a") == 3);
}

TEST_CASE("malformed UTF-8 is refused, and each bad byte counts as one replacement character") {
    struct Row {
        std::string_view text;
        std::size_t count;
    };
    const Row rows[] = {
        {"\x80", 1},
        {"\xC0\x80", 2},
        {"\xC1\xBF", 2},
        {"\xE0\x80\x80", 3},
        {"\xED\xA0\x80", 3},
        {"\xF0\x80\x80\x80", 4},
        {"\xF4\x90\x80\x80", 4},
        {"\xF8\x88\x80\x80\x80", 5},
        {"\xFF", 1},
        {"\xE4\xBB", 2},
        {"a\xE4", 2},
        {"\xE4z", 2},
        {"\xF0\xAC\xAD", 3},
    };
    for (const Row& row : rows) {
        CAPTURE(row.count);
        CHECK_FALSE(is_valid_utf8(row.text));
        CHECK(count_code_points(row.text) == row.count);
    }
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8(std::string_view("a\0b", 3)));
}

TEST_CASE("spaces of all widths are trimmed") {
    CHECK(trim("  任 长河 \t\r\n") == "任 长河");
    CHECK(trim("\u3000任长河\u00A0\u200B\uFEFF") == "任长河");
    CHECK(trim("\u3000 ").empty());
    CHECK(trim("").empty());
    CHECK(trim("a") == "a");
}

TEST_CASE("full-width characters become plain") {
    CHECK(to_half_width("９９０１０１Ｘｘ　－～") == "990101Xx -~");
    CHECK(to_half_width("任！长") == "任!长");
    CHECK(to_half_width("\xFF bad") == "\xFF bad");
    CHECK(digits_only("+86 １39-0000 2468 分机") == "8613900002468");
    CHECK(digits_only("").empty());
}

TEST_CASE("integers are read exactly or not at all") {
    CHECK(parse_integer("0") == 0);
    CHECK(parse_integer("-12") == -12);
    CHECK(parse_integer("007") == 7);
    CHECK(parse_integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
    CHECK(parse_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
    for (const char* text : {"", "-", "+1", " 1", "1 ", "1x", "--1", "9223372036854775808", "-9223372036854775809",
                             "92233720368547758070", "１"}) {
        CAPTURE(text);
        CHECK(parse_integer(text) == std::nullopt);
    }
}

TEST_CASE("join and split") {
    const std::vector<std::string> parts = {"a", "", "c"};
    CHECK(join(parts, ", ") == "a, , c");
    CHECK(join({}, ", ").empty());
    CHECK(split("a,,c", ',') == std::vector<std::string_view>{"a", "", "c"});
    CHECK(split("", ',') == std::vector<std::string_view>{""});
    CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
}

TEST_CASE("fen are shown as yuan") {
    struct Row {
        Fen amount;
        const char* text;
        const char* text_short;
    };
    const Row rows[] = {
        {450, "4.50", "4.50"},
        {1488, "14.88", "14.88"},
        {1500, "15.00", "15"},
        {0, "0.00", "0"},
        {5, "0.05", "0.05"},
        {-1050, "-10.50", "-10.50"},
        {-5, "-0.05", "-0.05"},
        {-1500, "-15.00", "-15"},
        {123'456'789, "1234567.89", "1234567.89"},
        {std::numeric_limits<Fen>::min(), "-92233720368547758.08", "-92233720368547758.08"},
        {std::numeric_limits<Fen>::max(), "92233720368547758.07", "92233720368547758.07"},
    };
    for (const Row& row : rows) {
        CHECK(yuan_text(row.amount) == row.text);
        CHECK(yuan_text_short(row.amount) == row.text_short);
    }
}
