#include "domain/gate.hpp"

namespace bz::domain {

namespace {

GateOutcome judge_refill(const GateAnswers& answers) {
    switch (answers.diagnosed) {
    case Diagnosed::unanswered: return GateOutcome::incomplete;
    case Diagnosed::no: return GateOutcome::not_refill;
    case Diagnosed::unsure: return GateOutcome::ask_staff;
    case Diagnosed::yes: break;
    }
    switch (answers.changed) {
    case Changed::unanswered: return GateOutcome::incomplete;
    case Changed::changed:
    case Changed::unsure: return GateOutcome::consultation;
    case Changed::same: break;
    }
    return GateOutcome::refill;
}

}  // namespace

GateOutcome judge_gate(VisitKind kind, const GateAnswers& answers) {
    if (!answers.red_flag.empty()) return GateOutcome::emergency;
    if (!answers.red_flags_none) return GateOutcome::incomplete;
    return kind == VisitKind::refill ? judge_refill(answers) : GateOutcome::consultation;
}

}  // namespace bz::domain
