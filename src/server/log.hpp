// One line of JSON per event on stderr. Callers pass codes, ids and counts only: never a name, number, text or body.
#pragma once

#include <string_view>

namespace bz::server {

void log_line(std::string_view level, std::string_view event, std::string_view detail = {});

}  // namespace bz::server
