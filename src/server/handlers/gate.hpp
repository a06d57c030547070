// The hospital's questions before a visit, and what answers to them lead to; asked in the app and, for a community's
// people, on the phone.
#pragma once

#include "api/visit.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

[[nodiscard]] std::vector<api::GateQuestion> gate_questions(const Context&, domain::VisitKind);
// While first visits are allowed, no diagnosis is needed.
[[nodiscard]] domain::GateOutcome judge_gate(const Context&, domain::VisitKind, const api::GateAnswers&);

}  // namespace bz::server::handlers
