#include "client/screens/home/home.hpp"

#include "client/screens/common/care.hpp"
#include "client/state/journey.hpp"

namespace bz::screens {

namespace {

using state::Effects;
using state::Go;
using state::Load;
using state::Route;
using state::Shared;

// Something that was sent is waiting for the hospital or for this person; a second one beside it would only confuse.
bool is_under_way(const Shared& shared) {
    switch (state::next_route(shared)) {
    case Route::pay_return:
    case Route::chat:
    case Route::fulfilment:
    case Route::bill: return true;
    case Route::waiting: return !shared.visit || shared.visit->state != domain::VisitState::expired;
    default: return false;
    }
}

bool is_finished(const Shared& shared) {
    return shared.visit && shared.visit->id == shared.draft.visit_id && domain::is_final(shared.visit->state);
}

Route resume_route(const Shared& shared) {
    const Route next = state::next_route(shared);
    // An emergency is asked about afresh: it may have passed, and the page must not trap anyone.
    return next == Route::emergency ? Route::red_flags : next;
}

struct Update {
    Home::Model& model;
    Shared& shared;

    Effects operator()(const Home::CardPressed& pressed) {
        if (is_under_way(shared)) return {Go{resume_route(shared)}};
        if (is_finished(shared)) finish_journey(shared);
        state::Draft& draft = shared.draft;
        draft.kind = pressed.kind;
        draft.started = true;
        // Danger signs and changes are asked every time: they are about now. Answers that led away are asked again too;
        // all that was typed and sent stays.
        draft.red_flags_none = false;
        draft.red_flag.clear();
        draft.changed = domain::Changed::unanswered;
        if (draft.diagnosed != domain::Diagnosed::yes) draft.diagnosed = domain::Diagnosed::unanswered;
        draft.order_id.clear();
        return {Go{Route::red_flags}};
    }
    Effects operator()(const Home::ResumePressed&) { return {Go{resume_route(shared)}}; }
    Effects operator()(const Home::OrdersPressed&) {
        if (!shared.account || !shared.account->open_order_id) {
            model.orders_empty = true;
            return {};
        }
        shared.draft.order_id = *shared.account->open_order_id;
        return {state::load_order(shared.draft.order_id), Go{Route::order}};
    }
    Effects operator()(const Home::RecordsPressed&) { return {Go{Route::my_records}}; }
    Effects operator()(const Home::PeoplePressed&) { return {Go{Route::people}}; }
    Effects operator()(const Home::SignInPressed&) { return {Go{Route::sign_in}}; }
    Effects operator()(const Home::SignOutPressed&) {
        model.sign_out_asked = true;
        return {};
    }
    Effects operator()(const Home::SignOutConfirmed&) {
        if (model.signing_out) return {};
        model.signing_out = true;
        // The server ends the session first; forgetting the token comes with its answer, or without one.
        return {
            state::Call{.purpose = "home.sign_out", .method = "DELETE", .path = "/sessions/current", .durable = false}};
    }
    Effects operator()(const Home::SignOutDropped&) {
        model.sign_out_asked = false;
        return {};
    }
};

}  // namespace

Effects Home::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Home::on_enter(Model& model, Shared& shared, Route route) {
    model = {};
    Effects effects;
    if (!shared.hospital && shared.hospital.load != Load::loading) {
        shared.hospital.load = Load::loading;
        effects += state::load_hospital();
    }
    if (shared.signed_in && shared.account.load != Load::loading) {
        shared.account.load = Load::loading;
        effects += state::load_account();
    }
    for (state::Effect& effect : on_change(model, shared, route)) effects += std::move(effect);
    return effects;
}

Effects Home::on_reply(Model& model, Shared& shared, const state::Reply& reply) {
    if (reply.purpose != "home.sign_out") return {};
    model = {};
    // Whatever the server said: on this device nothing personal is left.
    state::forget_person(shared);
    return {state::KeepSession{}};
}

// The card that says where things stand needs the visit itself. The app loads the draft's own; here it is one that
// another device began beside a draft on this one.
Effects Home::on_change(Model&, Shared& shared, Route) {
    if (!shared.account || !shared.account->open_visit_id || !shared.draft.started) return {};
    if (shared.visit.load == Load::loading || shared.visit.load == Load::failed) return {};
    const std::string& id = *shared.account->open_visit_id;
    if (id == shared.draft.visit_id || (shared.visit && shared.visit->id == id)) return {};
    shared.visit.load = Load::loading;
    return {state::load_visit(id)};
}

}  // namespace bz::screens
