#include "client/state/gate_questions.hpp"

#include <algorithm>

#include "client/state/journey.hpp"

namespace bz::state {
namespace {

using domain::GateLead;
using domain::VisitKind;

constexpr std::string_view diagnosed = "diagnosed", changed = "changed";

bool is_own(std::string_view question) { return question != diagnosed && question != changed; }

// Without a word from the hospital: as the law has it (domain/gate.hpp).
std::optional<Route> built_in_step(const Draft& draft) {
    switch (gate_outcome(draft)) {
    case domain::GateOutcome::emergency: return Route::emergency;
    case domain::GateOutcome::not_refill: return Route::not_refill;
    case domain::GateOutcome::ask_staff: return Route::diagnosed;  // the person answers again with staff's help
    case domain::GateOutcome::incomplete:
        if (!draft.red_flags_none) return Route::red_flags;
        return draft.diagnosed == domain::Diagnosed::unanswered ? Route::diagnosed : Route::changed;
    case domain::GateOutcome::consultation:
        // A refill whose answers ask for a doctor's look first: that page explains and switches.
        if (draft.kind == VisitKind::refill) return Route::changed;
        return std::nullopt;
    case domain::GateOutcome::refill: return std::nullopt;
    }
    return std::nullopt;
}

// Where one question leaves the person; nothing when it lets them pass.
std::optional<Route> step_at(const Shared& shared, const api::GateQuestion& question) {
    const auto lead = gate_lead(shared, question);
    if (!lead) return gate_route(question.id);
    switch (*lead) {
    case GateLead::continue_: return std::nullopt;
    case GateLead::emergency: return Route::emergency;
    case GateLead::stop: return Route::not_refill;
    case GateLead::staff: return gate_route(question.id);  // the person answers again with staff's help
    case GateLead::consultation:
        // That page explains and switches; before a consultation it leads nowhere else.
        return shared.draft.kind == VisitKind::refill ? std::optional(gate_route(question.id)) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::vector<const api::GateQuestion*> gate_questions(const Shared& shared) {
    std::vector<const api::GateQuestion*> asked;
    if (!shared.hospital || !shared.hospital->gate) return asked;
    for (const api::GateQuestion& question : *shared.hospital->gate)
        if (std::ranges::find(question.kinds, shared.draft.kind) != question.kinds.end()) asked.push_back(&question);
    return asked;
}

const api::GateQuestion* gate_question(const Shared& shared, std::string_view id) {
    for (const api::GateQuestion* question : gate_questions(shared))
        if (question->id == id) return question;
    return nullptr;
}

std::string gate_answer(const Draft& draft, std::string_view question) {
    if (question == diagnosed)
        return draft.diagnosed == domain::Diagnosed::unanswered ? std::string{}
                                                                : std::string(to_string(draft.diagnosed));
    if (question == changed)
        return draft.changed == domain::Changed::unanswered ? std::string{} : std::string(to_string(draft.changed));
    for (const api::GateReply& reply : draft.gate_answers)
        if (reply.question == question) return reply.answer;
    return {};
}

void answer_gate(Draft& draft, std::string_view question, std::string_view answer) {
    if (question == diagnosed) {
        draft.diagnosed = from_string<domain::Diagnosed>(answer).value_or(domain::Diagnosed::unanswered);
    } else if (question == changed) {
        draft.changed = from_string<domain::Changed>(answer).value_or(domain::Changed::unanswered);
    } else {
        std::erase_if(draft.gate_answers, [&](const api::GateReply& reply) { return reply.question == question; });
        if (!answer.empty()) draft.gate_answers.push_back({std::string(question), std::string(answer)});
    }
}

std::optional<GateLead> gate_lead(const Shared& shared, const api::GateQuestion& question) {
    const std::string answer = gate_answer(shared.draft, question.id);
    const auto option = std::ranges::find(question.answers, answer, &api::GateOption::id);
    if (answer.empty() || option == question.answers.end()) return std::nullopt;
    const bool waived = question.id == diagnosed && option->leads_to == GateLead::stop &&
                        shared.hospital->first_visits_today.value_or(false);
    return waived ? GateLead::continue_ : option->leads_to;
}

Route gate_route(std::string_view question) {
    if (question == diagnosed) return Route::diagnosed;
    return question == changed ? Route::changed : Route::question;
}

const api::GateQuestion* shown_question(const Shared& shared) {
    const std::vector<const api::GateQuestion*> asked = gate_questions(shared);
    for (const api::GateQuestion* question : asked)
        if (question->id == shared.draft.gate_question && is_own(question->id)) return question;
    for (const api::GateQuestion* question : asked)
        if (is_own(question->id) && step_at(shared, *question)) return question;
    return nullptr;
}

std::optional<Route> gate_step(const Shared& shared) {
    const Draft& draft = shared.draft;
    if (!draft.red_flag.empty()) return Route::emergency;
    if (!draft.red_flags_none) return Route::red_flags;
    if (!shared.hospital || !shared.hospital->gate) return built_in_step(draft);
    const std::vector<const api::GateQuestion*> asked = gate_questions(shared);
    for (const api::GateQuestion* question : asked)
        if (gate_lead(shared, *question) == GateLead::emergency) return Route::emergency;
    for (const api::GateQuestion* question : asked)
        if (const auto step = step_at(shared, *question)) return step;
    return std::nullopt;
}

GatePlace gate_place(const Shared& shared, std::string_view question) {
    const std::vector<const api::GateQuestion*> asked = gate_questions(shared);
    const bool refill = shared.draft.kind == VisitKind::refill;
    if (asked.empty()) return {question == diagnosed ? 2 : question == changed ? 3 : 1, refill ? 3 : 1};
    GatePlace place{1, static_cast<int>(asked.size()) + 1};
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (asked[i]->id == question) place.index = static_cast<int>(i) + 2;
    return place;
}

}  // namespace bz::state
