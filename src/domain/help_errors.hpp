// Which of the app's own errors may be told to every helper as the reason why someone asks for help.
#pragma once

#include <span>
#include <string_view>

namespace bz::domain {

// Keys of texts. Nothing here tells of health, family or which papers someone has: the queue is seen before any digits
// were said. The browser has the same list (web/help/errors.ts).
[[nodiscard]] std::span<const std::string_view> help_errors();
[[nodiscard]] bool is_help_error(std::string_view key);

}  // namespace bz::domain
