#include "base/date.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <optional>

namespace bz {

namespace {

constexpr std::int64_t days_min = -719'162;   // 0001-01-01
constexpr std::int64_t days_max = 2'932'896;  // 9999-12-31
constexpr int utc_offset_limit = 24 * 60;     // exclusive

// The unsigned number in text[at, at + count), or nothing when a place is missing or not a digit.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
    if (at > text.size() || text.size() - at < count) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool has_at(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

void append_digits(std::string& text, int value, int width) {
    for (int divisor = width == 4 ? 1000 : width == 3 ? 100 : 10; divisor > 0; divisor /= 10)
        text += static_cast<char>('0' + value / divisor % 10);
}

// Euclidean division: the remainder is never negative, so times before 1970 count from their day's start.
std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
    const std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

}  // namespace

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
    switch (month) {
    case 2: return is_leap_year(year) ? 29 : 28;
    case 4:
    case 6:
    case 9:
    case 11: return 30;
    default: return month >= 1 && month <= 12 ? 31 : 0;
    }
}

bool Date::valid() const { return year >= 1 && year <= 9999 && day >= 1 && day <= days_in_month(year, month); }

Result<Date> parse_date(std::string_view text) {
    const bool dashed = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (!dashed && text.size() != 8) return fail("date.format");
    const auto year = digits_at(text, 0, 4);
    const auto month = digits_at(text, dashed ? 5 : 4, 2);
    const auto day = digits_at(text, dashed ? 8 : 6, 2);
    if (!year || !month || !day) return fail("date.format");
    const Date date{*year, *month, *day};
    if (!date.valid()) return fail("date.invalid");
    return date;
}

std::string date_text(Date date) {
    BZ_ASSERT(date.valid());
    std::string text;
    append_digits(text, date.year, 4);
    text += '-';
    append_digits(text, date.month, 2);
    text += '-';
    append_digits(text, date.day, 2);
    return text;
}

// Years are counted from 1 March, which puts the leap day last: then month lengths follow (153 * m + 2) / 5, where
// m is 0 for March. An era is 400 years, always 146097 days.
std::int64_t days_since_epoch(Date date) {
    BZ_ASSERT(date.valid());
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;  // >= 0
    const std::int64_t era = year / 400;
    const std::int64_t year_of_era = year % 400;
    const std::int64_t month_from_march = (date.month + 9) % 12;
    const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;  // days from 0000-03-01 to 1970-01-01
}

Date date_from_days(std::int64_t days) {
    const std::int64_t shifted = std::clamp(days, days_min, days_max) + 719'468;  // > 0
    const std::int64_t era = shifted / 146'097;
    const std::int64_t day_of_era = shifted % 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    const int year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
    return {year, month, day};
}

Date add_days(Date date, std::int64_t days) {
    // The range of dates is far below the clamp, which only keeps the sum from overflowing.
    constexpr std::int64_t range = days_max - days_min;
    return date_from_days(days_since_epoch(date) + std::clamp(days, -range, range));
}

int age_on(Date birth, Date today) {
    const int years = today.year - birth.year;
    const bool before_birthday = today.month < birth.month || (today.month == birth.month && today.day < birth.day);
    return before_birthday ? years - 1 : years;
}

DateTime civil(Instant instant, int utc_offset_minutes) {
    BZ_ASSERT(utc_offset_minutes > -utc_offset_limit && utc_offset_minutes < utc_offset_limit);
    const std::int64_t local = std::clamp(instant, instant_min, instant_max) + utc_offset_minutes * ms_per_minute;
    const std::int64_t days = floor_divide(local, ms_per_day);
    const std::int64_t of_day = local - days * ms_per_day;
    return {
        .date = date_from_days(days),
        .hour = static_cast<int>(of_day / ms_per_hour),
        .minute = static_cast<int>(of_day / ms_per_minute % 60),
        .second = static_cast<int>(of_day / ms_per_second % 60),
        .millisecond = static_cast<int>(of_day % ms_per_second),
        .utc_offset_minutes = utc_offset_minutes,
    };
}

Instant instant_of(const DateTime& time) {
    const Instant instant = days_since_epoch(time.date) * ms_per_day + time.hour * ms_per_hour +
                            time.minute * ms_per_minute + time.second * ms_per_second + time.millisecond -
                            time.utc_offset_minutes * ms_per_minute;
    return std::clamp(instant, instant_min, instant_max);
}

Date date_of(Instant instant, int utc_offset_minutes) { return civil(instant, utc_offset_minutes).date; }

Result<Instant> parse_rfc3339(std::string_view text) {
    constexpr std::size_t seconds_end = 19;  // "2026-07-20T15:10:00"
    const auto year = digits_at(text, 0, 4);
    const auto month = digits_at(text, 5, 2);
    const auto day = digits_at(text, 8, 2);
    const auto hour = digits_at(text, 11, 2);
    const auto minute = digits_at(text, 14, 2);
    const auto second = digits_at(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return fail("time.format");
    const bool separated = has_at(text, 4, '-') && has_at(text, 7, '-') && has_at(text, 13, ':') &&
                           has_at(text, 16, ':') && (has_at(text, 10, 'T') || has_at(text, 10, 't'));
    if (!separated) return fail("time.format");

    std::size_t at = seconds_end;
    int millisecond = 0;
    if (has_at(text, at, '.')) {
        ++at;
        const std::size_t fraction_begin = at;
        for (int weight = 100; at < text.size() && is_digit(static_cast<unsigned char>(text[at])); ++at, weight /= 10)
            millisecond += (text[at] - '0') * weight;  // weight is 0 from the fourth digit on
        if (at == fraction_begin) return fail("time.format");
    }

    int offset = 0;
    if (has_at(text, at, 'Z') || has_at(text, at, 'z')) {
        ++at;
    } else if (has_at(text, at, '+') || has_at(text, at, '-')) {
        const auto offset_hours = digits_at(text, at + 1, 2);
        const auto offset_minutes = digits_at(text, at + 4, 2);
        if (!offset_hours || !offset_minutes || !has_at(text, at + 3, ':')) return fail("time.format");
        if (*offset_hours > 23 || *offset_minutes > 59) return fail("time.invalid");
        offset = (*offset_hours * 60 + *offset_minutes) * (text[at] == '-' ? -1 : 1);
        at += 6;
    } else {
        return fail("time.format");
    }
    if (at != text.size()) return fail("time.format");

    const DateTime time{.date = {*year, *month, *day},
                        .hour = *hour,
                        .minute = *minute,
                        .second = *second,
                        .millisecond = millisecond,
                        .utc_offset_minutes = offset};
    if (!time.date.valid() || time.hour > 23 || time.minute > 59 || time.second > 59) return fail("time.invalid");
    const Instant instant = instant_of(time);
    if (civil(instant, offset) != time)  // instant_of() clamped it
        return fail("time.invalid");
    return instant;
}

std::string rfc3339_text(Instant instant, int utc_offset_minutes) {
    const DateTime time = civil(instant, utc_offset_minutes);
    std::string text = date_text(time.date);
    text += 'T';
    append_digits(text, time.hour, 2);
    text += ':';
    append_digits(text, time.minute, 2);
    text += ':';
    append_digits(text, time.second, 2);
    if (time.millisecond != 0) {
        text += '.';
        append_digits(text, time.millisecond, 3);
    }
    if (utc_offset_minutes == 0) {
        text += 'Z';
        return text;
    }
    const int offset = utc_offset_minutes < 0 ? -utc_offset_minutes : utc_offset_minutes;
    text += utc_offset_minutes < 0 ? '-' : '+';
    append_digits(text, offset / 60, 2);
    text += ':';
    append_digits(text, offset % 60, 2);
    return text;
}

}  // namespace bz
