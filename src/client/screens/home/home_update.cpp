#include "client/screens/home/home.hpp"

#include <algorithm>

#include "client/screens/common/care.hpp"
#include "client/state/journey.hpp"
#include "domain/supply.hpp"

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

// What is asked every time, because it is about now; all that was typed and sent stays.
void ask_afresh(state::Draft& draft) {
    draft.started = true;
    draft.red_flags_none = false;
    draft.red_flag.clear();
    draft.changed = domain::Changed::unanswered;
    draft.gate_answers.clear();
    draft.gate_question.clear();
    draft.order_id.clear();
}

// How long the last medicine lasts is known only of people whom the hospital knows.
Effects load_supply(Shared& shared) {
    const api::Person* person = shared.signed_in ? shared.person() : nullptr;
    if (person == nullptr || !person->verified || shared.earlier_care.load != Load::not_asked) return {};
    shared.earlier_care.load = Load::loading;
    return {state::load_earlier_care(person->id)};
}

struct Update {
    Home::Model& model;
    Shared& shared;

    Effects operator()(const Home::CardPressed& pressed) {
        if (is_under_way(shared)) return {Go{resume_route(shared)}};
        if (is_finished(shared)) finish_journey(shared);
        state::Draft& draft = shared.draft;
        draft.kind = pressed.kind;
        draft.repeat = false;
        ask_afresh(draft);
        // Answers that led away are asked again, too.
        if (draft.diagnosed != domain::Diagnosed::yes) draft.diagnosed = domain::Diagnosed::unanswered;
        return {Go{Route::red_flags}};
    }
    Effects operator()(const Home::RepeatPressed&) {
        const api::Supply* supply = supply_to_repeat(shared);
        if (supply == nullptr) return {};
        const api::Supply same = *supply;  // finishing the journey before forgets it
        const std::string person = shared.person() ? shared.person()->id : std::string{};
        if (is_finished(shared) || !shared.draft.order_id.empty()) finish_journey(shared);
        state::Draft& draft = shared.draft;
        ask_afresh(draft);
        draft.person_id = person;  // whose medicine it is: nobody is asked again
        draft.kind = domain::VisitKind::refill;
        draft.repeat = true;
        draft.diagnosed = domain::Diagnosed::yes;  // it was, or the medicine had not been prescribed
        draft.medicine_ids = same.medicine_ids;
        draft.medicine_text = same.medicine_text.value_or("");
        draft.any_doctor = false;
        draft.reviewed = false;
        draft.long_supply_confirmed = false;  // more weeks than are simple need a fresh word
        const int simple = shared.hospital ? shared.hospital->rules.weeks_simple_max : 0;
        draft.weeks = simple > 0 ? std::min(same.weeks, simple) : same.weeks;
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

const api::Supply* supply_to_repeat(const Shared& shared) {
    if (!shared.signed_in || !shared.earlier_care || !shared.earlier_care->supply) return nullptr;
    // Beside something begun or sent a second beginning would only confuse.
    const Route next = state::next_route(shared);
    if (next != Route::home && next != Route::order && next != Route::summary && next != Route::terminated)
        return nullptr;
    const auto runs_out = parse_date(shared.earlier_care->supply->runs_out_on);
    if (!runs_out || !domain::is_worth_reminding(domain::days_left(*runs_out, state::today(shared)))) return nullptr;
    return &*shared.earlier_care->supply;
}

Effects Home::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Home::on_enter(Model& model, Shared& shared, Route route) {
    model = {};
    Effects effects;
    // Medicine may have come since: how long it lasts is asked anew.
    if (shared.earlier_care.load == Load::loaded) shared.earlier_care.load = Load::not_asked;
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
    Effects effects = load_supply(shared);
    if (shared.signed_in && shared.account && (shared.account->open_order_id || shared.account->open_visit_id))
        effects += state::Listen{true};
    if (!shared.account || !shared.account->open_visit_id || !shared.draft.started) return effects;
    if (shared.visit.load == Load::loading || shared.visit.load == Load::failed) return effects;
    const std::string& id = *shared.account->open_visit_id;
    if (id == shared.draft.visit_id || (shared.visit && shared.visit->id == id)) return effects;
    shared.visit.load = Load::loading;
    effects += state::load_visit(id);
    return effects;
}

}  // namespace bz::screens
