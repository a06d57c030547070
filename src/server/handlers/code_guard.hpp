// How often a short code may be guessed before whoever guesses has to wait.
#pragma once

#include "server/handlers/context.hpp"

#include <vector>

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

// For codes that are typed by nobody in particular: against the address that they come from (a trusted one aside), then
// against the net around it, then against the whole hospital. Whoever waits for one of them is not counted by the next
// any more, so that a stranger keeps nobody else waiting. The net is there because who has an IPv6 /48 has 65,536 of
// what counts as an address, twenty of which would fill the hospital's; and no narrower, for it takes several nets
// together to do so now, while a carrier's customers, who share one, hardly mistype fifty times in ten minutes.
using CodeGuards = std::vector<CodeGuard>;
inline constexpr int guest_codes_of_address_max = 10;
inline constexpr int guest_codes_of_network_max = 50;
inline constexpr int guest_codes_of_hospital_max = 200;
[[nodiscard]] CodeGuards guest_guards(const Context&, std::string_view what);  // "hand_over" | "family"
[[nodiscard]] Outcome<Nothing> may_try_code(Context&, const CodeGuards&);
[[nodiscard]] std::unexpected<Failure> wrong_code(Context&, const CodeGuards&);  // counted by each

}  // namespace bz::server::handlers
