// One line of JSON per event on stderr. Callers pass codes, ids and counts only: never a name, number, text or body.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace bz::server {

// One member of a line. Numbers are written as numbers.
struct LogField {
    std::string_view name;
    std::string_view text;
    std::int64_t number = 0;
    bool is_number = false;

    LogField(std::string_view field, std::string_view value) : name(field), text(value) {}
    LogField(std::string_view field, const char* value) : name(field), text(value) {}
    LogField(std::string_view field, std::int64_t value) : name(field), number(value), is_number(true) {}
};

// "debug", "info", "warn" or "error": lines of a lower level are not written. Once, at start.
void set_log_level(std::string_view level);

void log_line(std::string_view level, std::string_view event, std::string_view detail = {});
void log_fields(std::string_view level, std::string_view event, std::initializer_list<LogField> fields);

}  // namespace bz::server
