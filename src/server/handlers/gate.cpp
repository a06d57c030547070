#include "server/handlers/gate.hpp"

#include "domain/gate.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

std::vector<domain::GateQuestion> questions_for(const Context& ctx, domain::VisitKind kind) {
    const bool first_visits = first_visits_allowed(ctx.env.hospital, ctx.today());
    std::vector<domain::GateQuestion> questions;
    for (const api::GateQuestion& asked : gate_questions(ctx, kind)) {
        domain::GateQuestion question{asked.id, {}};
        for (const api::GateOption& answer : asked.answers) {
            const bool waived = first_visits && asked.id == "diagnosed" && answer.leads_to == domain::GateLead::stop;
            question.answers.push_back({answer.id, waived ? domain::GateLead::continue_ : answer.leads_to});
        }
        questions.push_back(std::move(question));
    }
    return questions;
}

// What was answered by name comes before the two fields that every client sends.
std::vector<domain::GateReply> replies_in(const api::GateAnswers& gate) {
    std::vector<domain::GateReply> replies;
    for (const api::GateReply& reply : gate.answers.value_or(std::vector<api::GateReply>{}))
        replies.push_back({reply.question, reply.answer});
    if (gate.diagnosed != domain::Diagnosed::unanswered)
        replies.push_back({"diagnosed", std::string(to_string(gate.diagnosed))});
    if (gate.changed != domain::Changed::unanswered)
        replies.push_back({"changed", std::string(to_string(gate.changed))});
    return replies;
}

}  // namespace

std::vector<api::GateQuestion> gate_questions(const Context& ctx, domain::VisitKind kind) {
    std::vector<api::GateQuestion> questions = ctx.env.hospital.gate;
    std::erase_if(questions,
                  [&](const api::GateQuestion& one) { return std::ranges::find(one.kinds, kind) == one.kinds.end(); });
    return questions;
}

domain::GateOutcome judge_gate(const Context& ctx, domain::VisitKind kind, const api::GateAnswers& gate) {
    if (!gate.red_flags_none) return domain::GateOutcome::incomplete;
    return domain::judge_questions(kind, questions_for(ctx, kind), replies_in(gate));
}

}  // namespace bz::server::handlers
