#include "base/date.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace bz;

namespace {

std::int64_t days_in_year_counted(int year) {
    return days_since_epoch({year, 12, 31}) - days_since_epoch({year, 1, 1}) + 1;
}

}  // namespace

TEST_CASE("dates are valid or not") {
    struct Row {
        Date date;
        bool valid;
    };
    const Row rows[] = {
        {{2024, 2, 29}, true},  {{2023, 2, 29}, false}, {{1900, 2, 29}, false},
        {{2000, 2, 29}, true},  {{2024, 2, 30}, false}, {{2026, 4, 31}, false},
        {{2026, 12, 31}, true}, {{2026, 13, 1}, false}, {{2026, 0, 1}, false},
        {{2026, 1, 0}, false},  {{2026, 1, 32}, false}, {{0, 1, 1}, false},
        {{1, 1, 1}, true},      {{9999, 12, 31}, true}, {{10000, 1, 1}, false},
        {{2026, -1, 1}, false}, {{2026, 1, -1}, false}, {{}, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.date.year);
        CAPTURE(row.date.month);
        CAPTURE(row.date.day);
        CHECK(row.date.valid() == row.valid);
    }
}

TEST_CASE("dates are read in two forms only") {
    CHECK(parse_date("20260720") == Date{2026, 7, 20});
    CHECK(parse_date("2026-07-20") == Date{2026, 7, 20});
    for (const char* text : {"", "2026", "2026072", "202607200", "2026/07/20", "2026-7-20", "20-26-0720", "2026-07-2x",
                             "x0260720", " 20260720", "-0260720", "+2260720", "2026-0720-", "２０２６"}) {
        CAPTURE(text);
        CHECK(parse_date(text).error() == Error{"date.format"});
    }
    for (const char* text : {"20260230", "2026-02-29", "20261301", "20260100", "00000101"}) {
        CAPTURE(text);
        CHECK(parse_date(text).error() == Error{"date.invalid"});
    }
    CHECK(date_text({2026, 7, 2}) == "2026-07-02");
    CHECK(date_text({33, 1, 12}) == "0033-01-12");
}

TEST_CASE("every day from year 1 to 9999 has one number, and they follow one another") {
    Date date{1, 1, 1};
    std::int64_t mismatches = 0;
    for (std::int64_t days = -719'162; days <= 2'932'896; ++days) {
        if (days_since_epoch(date) != days || date_from_days(days) != date) ++mismatches;
        if (++date.day > days_in_month(date.year, date.month)) {
            date.day = 1;
            if (++date.month > 12) {
                date.month = 1;
                ++date.year;
            }
        }
    }
    CHECK(mismatches == 0);
    CHECK(date == Date{10000, 1, 1});
    CHECK(days_since_epoch({1970, 1, 1}) == 0);
    CHECK(days_since_epoch({2026, 7, 20}) == 20'654);
}

TEST_CASE("leap years have 366 days") {
    CHECK(days_in_year_counted(2024) == 366);
    CHECK(days_in_year_counted(2023) == 365);
    CHECK(days_in_year_counted(1900) == 365);
    CHECK(days_in_year_counted(2000) == 366);
}

TEST_CASE("days are added across months and years, and clamped at the ends of the calendar") {
    CHECK(add_days({2024, 2, 28}, 1) == Date{2024, 2, 29});
    CHECK(add_days({2023, 2, 28}, 1) == Date{2023, 3, 1});
    CHECK(add_days({2026, 12, 31}, 1) == Date{2027, 1, 1});
    CHECK(add_days({2026, 1, 1}, -1) == Date{2025, 12, 31});
    CHECK(add_days({2026, 7, 20}, 28) == Date{2026, 8, 17});
    CHECK(add_days({9999, 12, 31}, 1) == Date{9999, 12, 31});
    CHECK(add_days({1, 1, 1}, -1) == Date{1, 1, 1});
    CHECK(add_days({2026, 1, 1}, std::numeric_limits<std::int64_t>::max()) == Date{9999, 12, 31});
    CHECK(add_days({2026, 1, 1}, std::numeric_limits<std::int64_t>::min()) == Date{1, 1, 1});
}

TEST_CASE("age changes on the birthday") {
    struct Row {
        Date birth;
        Date today;
        int age;
    };
    const Row rows[] = {
        {{1953, 3, 15}, {2026, 3, 14}, 72}, {{1953, 3, 15}, {2026, 3, 15}, 73}, {{1953, 3, 15}, {2026, 7, 20}, 73},
        {{2020, 2, 29}, {2026, 2, 28}, 5},  {{2020, 2, 29}, {2026, 3, 1}, 6},   {{2020, 2, 29}, {2024, 2, 29}, 4},
        {{2026, 7, 20}, {2026, 7, 20}, 0},  {{2026, 7, 21}, {2026, 7, 20}, -1},
    };
    for (const Row& row : rows) {
        CAPTURE(date_text(row.birth));
        CAPTURE(date_text(row.today));
        CHECK(age_on(row.birth, row.today) == row.age);
    }
}

TEST_CASE("dates order by year, month, day") {
    CHECK(Date{2025, 12, 31} < Date{2026, 1, 1});
    CHECK(Date{2026, 1, 31} < Date{2026, 2, 1});
    CHECK(Date{2026, 2, 1} < Date{2026, 2, 2});
}

TEST_CASE("instants show as civil time at an offset, before 1970 too") {
    CHECK(civil(0, 0) == DateTime{.date = {1970, 1, 1}});
    CHECK(civil(0, china_offset_minutes) == DateTime{.date = {1970, 1, 1}, .hour = 8, .utc_offset_minutes = 480});
    CHECK(civil(-1, 0) == DateTime{.date = {1969, 12, 31}, .hour = 23, .minute = 59, .second = 59, .millisecond = 999});
    CHECK(date_of(*parse_rfc3339("2026-07-20T23:30:00Z"), china_offset_minutes) == Date{2026, 7, 21});
    CHECK(date_of(*parse_rfc3339("2026-07-20T23:30:00Z"), 0) == Date{2026, 7, 20});
    const DateTime time{
        .date = {1953, 3, 15}, .hour = 5, .minute = 6, .second = 7, .millisecond = 8, .utc_offset_minutes = -330};
    CHECK(civil(instant_of(time), -330) == time);
}

TEST_CASE("RFC 3339 is read") {
    struct Row {
        const char* text;
        Instant instant;
    };
    const Row rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-07-20T15:10:00+08:00", 1'784'531'400'000},
        {"2026-07-20T07:10:00Z", 1'784'531'400'000},
        {"2026-07-20t07:10:00z", 1'784'531'400'000},
        {"2026-07-20T02:10:00-05:00", 1'784'531'400'000},
        {"2026-07-20T07:10:00-00:00", 1'784'531'400'000},
        {"2026-07-20T07:10:00.5Z", 1'784'531'400'500},
        {"2026-07-20T07:10:00.0429999Z", 1'784'531'400'042},
        {"1969-12-31T23:59:59.999Z", -1},
        {"0001-01-02T00:00:00Z", instant_min},
        {"9999-12-30T23:59:59.999Z", instant_max},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(parse_rfc3339(row.text) == row.instant);
    }
}

TEST_CASE("what is not RFC 3339 is refused") {
    for (const char* text :
         {"", "2026-07-20", "2026-07-20T15:10:00", "2026-07-20 15:10:00Z", "2026-07-20T15:10Z", "2026-07-20T15:10:00.Z",
          "2026-07-20T15:10:00+0800", "2026-07-20T15:10:00+08", "2026-07-20T15:10:00+08:", "2026-07-20T15:10:00+08:0",
          "2026-07-20T15:10:00Zx", "2026-07-20T15:10:00+08:00 ", "2026/07/20T15:10:00Z", "2026-07-20T15.10.00Z",
          "20260720T151000Z", "+026-07-20T15:10:00Z", "2026-07-20T15:10:0xZ"}) {
        CAPTURE(text);
        CHECK(parse_rfc3339(text).error() == Error{"time.format"});
    }
    for (const char* text :
         {"2026-02-29T00:00:00Z", "2026-07-20T24:00:00Z", "2026-07-20T23:60:00Z", "2026-06-30T23:59:60Z",
          "2026-07-20T00:00:00+24:00", "2026-07-20T00:00:00+08:60", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
          "9999-12-31T00:00:00Z", "2026-13-01T00:00:00Z"}) {
        CAPTURE(text);
        CHECK(parse_rfc3339(text).error() == Error{"time.invalid"});
    }
}

TEST_CASE("RFC 3339 is printed, and reads back as the same instant") {
    const Instant instant = *parse_rfc3339("2026-07-20T15:10:00+08:00");
    CHECK(rfc3339_text(instant, 480) == "2026-07-20T15:10:00+08:00");
    CHECK(rfc3339_text(instant, 0) == "2026-07-20T07:10:00Z");
    CHECK(rfc3339_text(instant, -570) == "2026-07-19T21:40:00-09:30");
    CHECK(rfc3339_text(instant + 7, 480) == "2026-07-20T15:10:00.007+08:00");
    CHECK(rfc3339_text(std::numeric_limits<Instant>::max(), 1439) == "9999-12-31T23:58:59.999+23:59");
    CHECK(rfc3339_text(std::numeric_limits<Instant>::min(), -1439) == "0001-01-01T00:01:00-23:59");
    for (Instant sample = instant_min; sample < instant_max - 9'999'999'999'937; sample += 9'999'999'999'937)
        for (const int offset : {-720, -1, 0, 330, 480}) CHECK(parse_rfc3339(rfc3339_text(sample, offset)) == sample);
}
