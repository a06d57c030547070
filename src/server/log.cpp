#include "server/log.hpp"

#include <chrono>
#include <cstdio>
#include <string>

namespace bz::server {

void log_line(std::string_view level, std::string_view event, std::string_view detail) {
    const auto now =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    std::string line = "{\"at_ms\":" + std::to_string(now.count()) + ",\"level\":\"";
    line += level;
    line += "\",\"event\":\"";
    line += event;
    line += '"';
    if (!detail.empty()) {
        line += ",\"detail\":\"";
        for (const char c : detail)
            if (static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\') line += c;
        line += '"';
    }
    line += "}\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace bz::server
