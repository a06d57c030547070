#include "server/log.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>

namespace bz::server {

namespace {

std::atomic<int> lowest = 1;

int rank(std::string_view level) {
    if (level == "debug") return 0;
    if (level == "info") return 1;
    return level == "warn" ? 2 : 3;
}

void append_text(std::string& line, std::string_view text) {
    line += '"';
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\') line += c;
    line += '"';
}

}  // namespace

void set_log_level(std::string_view level) { lowest = rank(level); }

void log_fields(std::string_view level, std::string_view event, std::initializer_list<LogField> fields) {
    if (rank(level) < lowest) return;
    const auto now =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    std::string line = "{\"at_ms\":" + std::to_string(now.count()) + ",\"level\":";
    append_text(line, level);
    line += ",\"event\":";
    append_text(line, event);
    for (const LogField& field : fields) {
        line += ',';
        append_text(line, field.name);
        line += ':';
        if (field.is_number)
            line += std::to_string(field.number);
        else
            append_text(line, field.text);
    }
    line += "}\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void log_line(std::string_view level, std::string_view event, std::string_view detail) {
    if (detail.empty())
        log_fields(level, event, {});
    else
        log_fields(level, event, {{"detail", detail}});
}

}  // namespace bz::server
