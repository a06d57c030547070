#include "client/screens/gate/gate.hpp"
#include "client/state/gate_questions.hpp"
#include "client/state/journey.hpp"

namespace bz::screens {

namespace {

using domain::Changed;
using domain::Diagnosed;
using domain::VisitKind;
using state::Effects;
using state::Focus;
using state::Go;
using state::Load;
using state::Route;
using state::Shared;

Effects load_hospital(Shared& shared) {
    if (shared.hospital || shared.hospital.load == Load::loading) return {};
    shared.hospital.load = Load::loading;
    return {state::load_hospital()};
}

struct Update {
    Gate::Model& model;
    Shared& shared;

    Effects operator()(const Gate::FlagPressed& pressed) {
        shared.draft.red_flag = pressed.id;
        shared.draft.red_flags_none = false;
        return {Go{Route::emergency}};
    }
    Effects operator()(const Gate::YesPressed&) {
        shared.draft.red_flag.clear();
        shared.draft.red_flags_none = false;
        return {Go{Route::emergency}};
    }
    Effects operator()(const Gate::NonePressed&) {
        shared.draft.red_flag.clear();
        shared.draft.red_flags_none = true;
        shared.draft.started = true;
        return {Go{state::next_route(shared)}};
    }
    Effects operator()(const Gate::RetryPressed&) { return load_hospital(shared); }
    Effects operator()(const Gate::DiagnosedChosen& chosen) {
        shared.draft.diagnosed = chosen.answer;
        return {};
    }
    Effects operator()(const Gate::DiagnosedContinued&) {
        model.diagnosed_missing = shared.draft.diagnosed == Diagnosed::unanswered;
        if (model.diagnosed_missing) return {Focus{"errors.title"}};
        if (shared.draft.diagnosed == Diagnosed::unsure) return {Go{Route::help}};
        // The question about changes follows even when it was answered before: it is about now.
        const bool built_in = state::gate_questions(shared).empty();
        if (built_in && shared.draft.diagnosed == Diagnosed::yes && shared.draft.kind == VisitKind::refill)
            return {Go{Route::changed}};
        return {Go{state::next_route(shared)}};
    }
    Effects operator()(const Gate::ChangedChosen& chosen) {
        shared.draft.changed = chosen.answer;
        return {};
    }
    Effects operator()(const Gate::ChangeTyped& typed) {
        shared.draft.complaint = typed.text;
        return {};
    }
    Effects operator()(const Gate::ChangedContinued&) {
        model.changed_missing = shared.draft.changed == Changed::unanswered;
        if (model.changed_missing) return {Focus{"errors.title"}};
        // Anything new is looked at by a doctor first; whatever was filled in stays for either way.
        shared.draft.kind = shared.draft.changed == Changed::same ? VisitKind::refill : VisitKind::consultation;
        return {Go{state::next_route(shared)}};
    }
    Effects operator()(const Gate::ChangedAnswered& answered) {
        shared.draft.changed = answered.answer;
        // Anything but "the same" is written down on the page as usual.
        if (answered.answer != Changed::same) {
            shared.draft.repeat = false;
            return {};
        }
        return (*this)(Gate::ChangedContinued{});
    }
    Effects operator()(const Gate::QuestionAnswered& answered) {
        shared.draft.gate_question = answered.question;
        state::answer_gate(shared.draft, answered.question, answered.answer);
        return {};
    }
    Effects operator()(const Gate::QuestionContinued&) {
        const api::GateQuestion* question = state::shown_question(shared);
        if (question == nullptr) return {Go{state::next_route(shared)}};
        const auto lead = state::gate_lead(shared, *question);
        model.question_missing = !lead.has_value();
        if (!lead) return {Focus{"errors.title"}};
        shared.draft.gate_question.clear();
        switch (*lead) {
        case domain::GateLead::emergency: return {Go{Route::emergency}};
        case domain::GateLead::staff: return {Go{Route::help}};
        case domain::GateLead::stop: return {Go{Route::not_refill}};
        case domain::GateLead::consultation: shared.draft.kind = VisitKind::consultation; break;
        case domain::GateLead::continue_: break;
        }
        const Route next = state::next_route(shared);
        // The same page with the next question: no route changes, so the eye and the reader are led to its top.
        if (next == Route::question) return {Focus{"h1"}, state::ScrollTo{0}};
        return {Go{next}};
    }
    Effects operator()(const Gate::AskInsteadPressed&) {
        shared.draft.kind = VisitKind::consultation;
        return {Go{state::next_route(shared)}};
    }
    Effects operator()(const Gate::AnswerAgainPressed&) {
        // The question that led here, whichever it was.
        for (const api::GateQuestion* question : state::gate_questions(shared)) {
            if (state::gate_lead(shared, *question) != domain::GateLead::stop) continue;
            state::answer_gate(shared.draft, question->id, {});
            return {Go{state::gate_route(question->id)}};
        }
        shared.draft.diagnosed = Diagnosed::unanswered;
        return {Go{Route::diagnosed}};
    }
    Effects operator()(const Gate::ReadAloudPressed& pressed) { return {state::Speak{pressed.text}}; }
};

}  // namespace

Effects Gate::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Gate::on_enter(Model& model, Shared& shared, Route) {
    model = {};
    return load_hospital(shared);
}

}  // namespace bz::screens
