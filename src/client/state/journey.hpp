// Decides which screen comes next on a patient's way from the first question to the door. Owns no data and does no I/O;
// screens ask it instead of knowing each other.
#pragma once

#include "client/state/shared.hpp"

namespace bz::state {

// The first step of the journey that still needs the person; home when no journey is under way. A visit that the server
// knows decides by its state; before that the draft decides. While the account or the visit is still loading the answer
// is the best guess, so ask again when they arrive (on_change).
[[nodiscard]] Route next_route(const Shared& shared);

// The same for a screen whose own step may be left open (records are optional, or already with the hospital): the step
// `done` counts as finished.
[[nodiscard]] Route next_route_after(const Shared& shared, Route done);

// Today's date where the hospital is, for birth dates and the like.
[[nodiscard]] Date today(const Shared& shared);

// What the gate questions, answered so far, lead to.
[[nodiscard]] domain::GateOutcome gate_outcome(const Draft& draft);

}  // namespace bz::state
