#include "client/screens/gate/gate.hpp"
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
        if (shared.draft.diagnosed == Diagnosed::yes && shared.draft.kind == VisitKind::refill)
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
    Effects operator()(const Gate::AskInsteadPressed&) {
        shared.draft.kind = VisitKind::consultation;
        return {Go{state::next_route(shared)}};
    }
    Effects operator()(const Gate::AnswerAgainPressed&) {
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
