#include "domain/phone.hpp"

#include <doctest/doctest.h>

using namespace bz;
using namespace bz::domain;

TEST_CASE("mobile numbers are read as people write them") {
    for (const char* text :
         {"13900002468", "139 0000 2468", "139-0000-2468", " 139 00002468\n", "+86 139 0000 2468", "+8613900002468",
          "8613900002468", "008613900002468", "１３９００００２４６８", "＋８６ 139\u30000000\u20112468"}) {
        CAPTURE(text);
        CHECK(parse_phone(text) == "13900002468");
    }
    for (const char* text :
         {"13000000000", "14000000000", "15000000000", "16000000000", "17000000000", "18000000000", "19999999999"})
        CHECK(parse_phone(text) == text);
}

TEST_CASE("every phone error has its code and its detail") {
    struct Row {
        const char* text;
        Error error;
    };
    const Row rows[] = {
        {"", {"phone.empty"}},
        {" \u3000-", {"phone.empty"}},
        {"1390000246", {"phone.length", 10}},
        {"139000024688", {"phone.length", 12}},
        {"1", {"phone.length", 1}},
        {"+86 1390000246", {"phone.length", 10}},
        {"86139", {"phone.length", 5}},
        {"12900002468", {"phone.format"}},
        {"10000000000", {"phone.format"}},
        {"23900002468", {"phone.format"}},
        {"01088886666", {"phone.format"}},
        {"+1 212 555 0100", {"phone.format"}},
        {"+", {"phone.format"}},
        {"139+00002468", {"phone.format"}},
        {"++8613900002468", {"phone.format"}},
        {"1390000246x", {"phone.format"}},
        {"任长河", {"phone.format"}},
        {"\xFF", {"phone.format"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto phone = parse_phone(row.text);
        REQUIRE_FALSE(phone.has_value());
        CHECK(phone.error() == row.error);
    }
}

TEST_CASE("phones are hidden and grouped") {
    CHECK(mask_phone("13900002468") == "139****2468");
    CHECK(mask_phone("139") == "***");
    CHECK(mask_phone("").empty());
    CHECK(grouped_phone("13900002468") == "139 0000 2468");
    CHECK(grouped_phone("1390") == "139 0");
    CHECK(grouped_phone("139 0000") == "139 0000");
    CHECK(grouped_phone("").empty());
}
