// How often a short code may be guessed before whoever guesses has to wait.
#pragma once

#include "server/handlers/context.hpp"

namespace bz::server::handlers {

struct CodeGuard {
    std::string by;     // who types: "help/<staff id>", "care/<account id>" …
    int wrong_max = 5;  // within the window
    std::int64_t window_ms = 10 * ms_per_minute;
    std::string_view refusal = "code_tries";  // the problem's code when that is used up
    bool tells_left = true;                   // says how many tries are left
};

// Refuses, with the seconds to wait, when too many wrong codes were typed; the right one has to wait, too.
[[nodiscard]] Outcome<Nothing> may_try_code(Context&, const CodeGuard&);
// Counts one, and says so.
[[nodiscard]] std::unexpected<Failure> wrong_code(Context&, const CodeGuard&);

}  // namespace bz::server::handlers
