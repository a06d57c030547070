// Owns calendar dates (proleptic Gregorian, years 1 to 9999) and instants, with their text forms. It reads no clock and
// knows no time zones: the offset from UTC is always given.
#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace bz {

struct Date {
    int year = 0;
    int month = 0;  // 1 to 12
    int day = 0;    // 1 to 31

    [[nodiscard]] bool valid() const;  // Date{} is not valid

    friend auto operator<=>(const Date&, const Date&) = default;
};

[[nodiscard]] bool is_leap_year(int year);
[[nodiscard]] int days_in_month(int year, int month);  // 0 for a month outside 1 to 12

// Accepts exactly "YYYYMMDD" or "YYYY-MM-DD". Errors: "date.format", "date.invalid" (no such day).
[[nodiscard]] Result<Date> parse_date(std::string_view text);
[[nodiscard]] std::string date_text(Date date);  // "2026-07-20"; the date must be valid

[[nodiscard]] std::int64_t days_since_epoch(Date date);  // 1970-01-01 is 0; the date must be valid
[[nodiscard]] Date date_from_days(std::int64_t days);    // clamped to 0001-01-01 .. 9999-12-31
[[nodiscard]] Date add_days(Date date, std::int64_t days);

// Whole years; a birthday counts from its own day, 29 February from 1 March in other years. Negative before birth.
[[nodiscard]] int age_on(Date birth, Date today);

using Instant = std::int64_t;  // milliseconds since 1970-01-01T00:00:00Z

inline constexpr std::int64_t ms_per_second = 1'000;
inline constexpr std::int64_t ms_per_minute = 60 * ms_per_second;
inline constexpr std::int64_t ms_per_hour = 60 * ms_per_minute;
inline constexpr std::int64_t ms_per_day = 24 * ms_per_hour;

// Instants that print at any offset within years 1 to 9999. Functions below clamp to this range.
inline constexpr Instant instant_min = -719'161 * ms_per_day;
inline constexpr Instant instant_max = 2'932'896 * ms_per_day - 1;

inline constexpr int china_offset_minutes = 8 * 60;  // no daylight saving since 1991

struct DateTime {
    Date date;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    int utc_offset_minutes = 0;  // -1439 to 1439

    friend bool operator==(const DateTime&, const DateTime&) = default;
};

[[nodiscard]] DateTime civil(Instant instant, int utc_offset_minutes);
[[nodiscard]] Instant instant_of(const DateTime& time);  // the date must be valid
[[nodiscard]] Date date_of(Instant instant, int utc_offset_minutes);

// RFC 3339 with a required offset. Fractions are cut to milliseconds; second 60 is refused.
// Errors: "time.format", "time.invalid" (no such day or hour, or outside instant_min .. instant_max).
[[nodiscard]] Result<Instant> parse_rfc3339(std::string_view text);

// "2026-07-20T15:10:00+08:00"; offset 0 prints "Z"; a fraction is printed, with three digits, only when it is not zero.
[[nodiscard]] std::string rfc3339_text(Instant instant, int utc_offset_minutes);

}  // namespace bz
