// The questions that the hospital asks before a visit, as its rules say: which, in what order, and where each answer
// leads. Owns no texts and draws nothing; a hospital that says nothing has the two that the app knows itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/state/shared.hpp"

namespace bz::state {

// Asked before the kind of visit that is wanted now, in order; empty when the hospital's rules name none at all.
[[nodiscard]] std::vector<const api::GateQuestion*> gate_questions(const Shared& shared);
// One of them by id; null when it is not asked.
[[nodiscard]] const api::GateQuestion* gate_question(const Shared& shared, std::string_view id);

// The id of the answer given; empty = open. "diagnosed" and "changed" have fields of their own in the draft.
[[nodiscard]] std::string gate_answer(const Draft& draft, std::string_view question);
void answer_gate(Draft& draft, std::string_view question, std::string_view answer);
// Where the answer given leads; nothing while the question is open. While first visits are allowed, no diagnosis is
// needed.
[[nodiscard]] std::optional<domain::GateLead> gate_lead(const Shared& shared, const api::GateQuestion& question);

// The page of a question.
[[nodiscard]] Route gate_route(std::string_view question);
// The one that Route::question shows: the one chosen to be seen again, else the first that is open. Null when none is.
[[nodiscard]] const api::GateQuestion* shown_question(const Shared& shared);

// The question that is open, or where the answers lead away to; nothing when the way is free. Danger signs come first.
[[nodiscard]] std::optional<Route> gate_step(const Shared& shared);

// "Question 2 of 3", danger signs being the first.
struct GatePlace {
    int index = 1, count = 1;
};
[[nodiscard]] GatePlace gate_place(const Shared& shared, std::string_view question);

}  // namespace bz::state
