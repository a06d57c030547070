#include "domain/gate.hpp"

#include <algorithm>

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

static const GateChoice* choice_of(const GateQuestion& question, std::span<const GateReply> replies) {
    const auto reply = std::ranges::find(replies, question.id, &GateReply::question);
    if (reply == replies.end()) return nullptr;
    const auto choice = std::ranges::find(question.answers, reply->answer, &GateChoice::id);
    return choice == question.answers.end() ? nullptr : &*choice;
}

GateOutcome judge_questions(VisitKind kind, std::span<const GateQuestion> questions,
                            std::span<const GateReply> replies) {
    const GateOutcome through = kind == VisitKind::refill ? GateOutcome::refill : GateOutcome::consultation;
    GateOutcome outcome = through;
    for (const GateQuestion& question : questions) {
        const GateChoice* choice = choice_of(question, replies);
        if (choice && choice->leads_to == GateLead::emergency) return GateOutcome::emergency;
        if (outcome != through) continue;  // decided, but for an emergency
        if (!choice) {
            outcome = GateOutcome::incomplete;
            continue;
        }
        switch (choice->leads_to) {
        case GateLead::stop: outcome = GateOutcome::not_refill; break;
        case GateLead::staff: outcome = GateOutcome::ask_staff; break;
        case GateLead::consultation: outcome = GateOutcome::consultation; break;
        case GateLead::continue_:
        case GateLead::emergency: break;
        }
    }
    return outcome;
}

}  // namespace bz::domain
