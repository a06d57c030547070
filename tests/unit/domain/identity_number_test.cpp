#include "domain/identity_number.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace bz;
using namespace bz::domain;

namespace {

constexpr Date today{2026, 7, 20};

std::string with_check(std::string first_17) {
    first_17 += identity_check_character(first_17);
    return first_17;
}

std::string number_for(std::string_view region, Date birth, std::string_view sequence) {
    const std::string date = date_text(birth);
    return with_check(std::string(region) + date.substr(0, 4) + date.substr(5, 2) + date.substr(8, 2) +
                      std::string(sequence));
}

}  // namespace

TEST_CASE("the person of the mock-ups is read") {
    const auto number = parse_identity_number("990101 1953 0315 0115", today);
    REQUIRE(number.has_value());
    CHECK(number->birth == Date{1953, 3, 15});
    CHECK(number->sex == Sex::male);
    CHECK(number->region == "990101");
    CHECK(number->kind == IdentityKind::invented);
    CHECK(parse_identity_number("990101 1953 0315 011", today).error() == Error{"id.length", 17});  // as pictured
    CHECK(parse_identity_number("990101 1953 0315 011X", today).error() == Error{"id.checksum"});
}

TEST_CASE("the example of GB 11643-1999 is read") {
    CHECK(identity_check_character("11010519491231002") == 'X');
    CHECK(identity_check_character("44052418800101001") == '4');
    const auto number = parse_identity_number("11010519491231002X", today);
    REQUIRE(number.has_value());
    CHECK(number->sex == Sex::female);
    CHECK(number->kind == IdentityKind::resident);
}

TEST_CASE("people may type spaces, full-width characters and a small x") {
    for (const char* text : {" 110105 1949 1231 002x ", "11010519491231002Ｘ", "１１０１０５１９４９１２３１００２ｘ",
                             "\u3000110105\u00A019491231\u2009002X\n"}) {
        CAPTURE(text);
        const auto number = parse_identity_number(text, today);
        REQUIRE(number.has_value());
        CHECK(number->digits == "11010519491231002X");
    }
}

TEST_CASE("every error has its code and its detail") {
    struct Row {
        std::string text;
        Error error;
    };
    const Row rows[] = {
        {"", {"id.empty"}},
        {" \u3000", {"id.empty"}},
        {"1", {"id.length", 1}},
        {"99010119530315011", {"id.length", 17}},
        {"990101 1953 0315 011", {"id.length", 17}},
        {"1101051949123100", {"id.length", 16}},
        {"110105194912310021X", {"id.length", 19}},
        {"110105491231002", {"id.length", 15}},  // the form before 1999
        {"1101051949123100２", {"id.length", 17}},
        {"X10105194912310021", {"id.character", 1}},
        {"1101O519491231002X", {"id.character", 5}},
        {"110105 1949 1231 0o2X", {"id.character", 16}},
        {"11010519491231002Y", {"id.character", 18}},
        {"11010519491231002任", {"id.character", 18}},
        {"任1010519491231002X", {"id.character", 1}},
        {"110105-1949", {"id.character", 7}},
        {"X", {"id.length", 1}},
        {"\xFF", {"id.character", 1}},
        {with_check("10010519491231002"), {"id.region"}},
        {with_check("16010519491231002"), {"id.region"}},
        {with_check("00010519491231002"), {"id.region"}},
        {with_check("84010519491231002"), {"id.region"}},
        {with_check("11010519490230002"), {"id.birth_date"}},
        {with_check("11010519000229002"), {"id.birth_date"}},
        {with_check("11010500000101002"), {"id.birth_date"}},
        {with_check("11010519491301002"), {"id.birth_date"}},
        {with_check("11010520260721002"), {"id.birth_future"}},
        {with_check("11010518950720002"), {"id.age"}},
        {"110105194912310021", {"id.checksum"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto number = parse_identity_number(row.text, today);
        REQUIRE_FALSE(number.has_value());
        CHECK(number.error().code == row.error.code);
        CHECK(number.error().detail == row.error.detail);
    }
}

TEST_CASE("limits of birth: today and 130 years are accepted, 29 February in a leap year too") {
    CHECK(parse_identity_number(with_check("11010520260720002"), today).has_value());
    CHECK(parse_identity_number(with_check("11010518950721002"), today).has_value());
    CHECK(parse_identity_number(with_check("11010520000229002"), today).has_value());
}

TEST_CASE("all hundred prefixes are known or refused") {
    const std::string provinces =
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
        "61 62 63 64 65 71 ";
    for (int prefix = 0; prefix < 100; ++prefix) {
        const std::string two = {static_cast<char>('0' + prefix / 10), static_cast<char>('0' + prefix % 10)};
        CAPTURE(two);
        const auto number = parse_identity_number(number_for(two + "0101", {1980, 1, 1}, "002"), today);
        if (prefix == 99)
            CHECK(number->kind == IdentityKind::invented);
        else if (prefix >= 90)
            CHECK(number->kind == IdentityKind::permanent_residence);
        else if (prefix >= 81 && prefix <= 83)
            CHECK(number->kind == IdentityKind::hmt_residence_permit);
        else if (provinces.find(two + " ") != std::string::npos)
            CHECK(number->kind == IdentityKind::resident);
        else
            CHECK(number.error() == Error{"id.region"});
    }
}

TEST_CASE("generated numbers pass; each single wrong character and each swap of neighbours is caught") {
    std::mt19937 random(20260720);  // a fixed seed: the same numbers every time
    for (int round = 0; round < 200; ++round) {
        const Date birth = add_days({1900, 1, 1}, static_cast<std::int64_t>(random() % 46'000));
        const std::string sequence = std::to_string(100 + random() % 900);
        const std::string valid = number_for("110105", birth, sequence);
        const auto number = parse_identity_number(valid, today);
        REQUIRE(number.has_value());
        REQUIRE(number->birth == birth);
        REQUIRE((number->sex == Sex::male) == ((sequence[2] - '0') % 2 == 1));

        int missed = 0;
        for (std::size_t place = 0; place < valid.size(); ++place)
            for (const char other : std::string_view("0123456789X")) {
                std::string wrong = valid;
                wrong[place] = other;
                if (wrong != valid && parse_identity_number(wrong, today).has_value()) ++missed;
            }
        for (std::size_t place = 0; place + 1 < valid.size(); ++place) {
            std::string wrong = valid;
            std::swap(wrong[place], wrong[place + 1]);
            if (wrong != valid && parse_identity_number(wrong, today).has_value()) ++missed;
        }
        REQUIRE(missed == 0);
    }
}

TEST_CASE("hiding shows the last four and never most of a short text") {
    CHECK(mask_identity_number("99010119530315011X") == "**************011X");
    CHECK(mask_identity_number("123456") == "****56");
    CHECK(mask_identity_number("12") == "**");
    CHECK(mask_identity_number("").empty());
    CHECK(mask_identity_number("任长河") == "**河");
}

TEST_CASE("grouping works while a number is still being typed") {
    CHECK(grouped_identity_number("99010119530315011X") == "990101 1953 0315 011X");
    CHECK(grouped_identity_number("990101 1953 0315 011") == "990101 1953 0315 011");
    CHECK(grouped_identity_number("990101") == "990101");
    CHECK(grouped_identity_number("9901011") == "990101 1");
    CHECK(grouped_identity_number("").empty());
    CHECK(grouped(*parse_identity_number("11010519491231002X", today)) == "110105 1949 1231 002X");
}
