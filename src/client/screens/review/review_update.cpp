#include "client/screens/review/review.hpp"

#include "client/screens/common/care.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"
#include "client/state/visit_sync.hpp"
#include "client/state/who.hpp"

namespace bz::screens {

using namespace state;
using domain::PaymentState;
using domain::VisitState;

namespace {

using Model = Review::Model;
using Stage = Review::Stage;

constexpr int tries_max = 3;
constexpr int poll_ms = 3000;
constexpr int polls_max = 100;  // five minutes; afterwards events and "try again" are enough

bool about_order(const Shared& shared) { return !shared.draft.order_id.empty(); }

// -- sending

Effects save(Model& model, Shared& shared) {
    model.stage = Stage::saving;
    return {patch_visit_call(shared, "review.save")};
}

Effects submit(Model& model, Shared& shared) {
    Draft& draft = shared.draft;
    model.stage = Stage::submitting;
    if (draft.submit_key.empty()) draft.submit_key = shared.context.fresh_id;
    // Only what was just saved may be sent: an older save that arrives late changes the tag.
    return {Call{.purpose = "review.submit",
                 .method = "POST",
                 .path = "/visits/" + draft.visit_id + "/submit",
                 .body = {},
                 .idempotency_key = draft.submit_key,
                 .if_match = draft.visit_etag}};
}

Effects begin(Model& model, Shared& shared) {
    Effects effects;
    if (visit_kind_differs(shared)) effects = drop_visit(shared);
    if (shared.draft.visit_id.empty()) {
        model.stage = Stage::creating;
        effects += create_visit_call(shared, "review.create");
        return effects;
    }
    for (Effect& effect : save(model, shared)) effects += std::move(effect);
    return effects;
}

// Goes on when nothing travels any more; a file that stopped needs the person first.
Effects send_when_ready(Model& model, Shared& shared) {
    if (shared.person() == nullptr) {
        model.stage = Stage::idle;
        if (shared.account) return {Go{next_route(shared)}};
        model.problem = "server";
        return {load_account()};
    }
    const UploadCount count = count_uploads(shared.draft);
    if (count.stuck > 0) {
        model.stage = Stage::idle;
        model.uploads_stuck = true;
        return {Focus{"errors.title"}};
    }
    if (count.under_way > 0) {
        model.stage = Stage::waiting_for_uploads;
        return {};
    }
    return begin(model, shared);
}

Effects press_send(Model& model, Shared& shared) {
    if (model.stage != Stage::idle) return {};
    if (visit_sent(shared)) return {Go{next_route(shared), true}};
    model.unchecked = !shared.draft.reviewed;
    model.uploads_stuck = false;
    model.problem.clear();
    model.problem_field.clear();
    model.tries = 0;
    model.guardian_missing = needs_guardian(shared) && !shared.draft.guardian_present;
    if (model.unchecked || model.guardian_missing) return {Focus{"errors.title"}};
    return send_when_ready(model, shared);
}

Effects sent(Model& model, Shared& shared) {
    model = {};
    shared.draft.submit_key.clear();
    shared.draft.order_id.clear();  // an order that is still on its way belongs to an earlier visit
    shared.draft.order_key.clear();
    const auto& payment = shared.visit->payment;
    if (shared.visit->state != VisitState::submitted || !payment || !payment->redirect_url)
        return {Go{next_route(shared), true}};
    // Whoever comes back without having paid finds this page.
    return {Go{Route::pay_return, true}, OpenUrl{*payment->redirect_url}};
}

Effects refused(Model& model, Shared& shared, const Reply& reply) {
    const bool submitting = model.stage == Stage::submitting;
    const bool creating = model.stage == Stage::creating;
    model.stage = Stage::idle;
    if (reply.status == 0 || reply.status >= 500) {
        model.problem = problem_code(reply);
        return {};  // the key is kept: the server may have done it
    }
    shared.draft.submit_key.clear();
    if (reply.status == 412 && submitting && ++model.tries < tries_max) return save(model, shared);
    if (reply.status == 404 && !creating && ++model.tries < tries_max) {
        shared.draft.visit_id.clear();
        shared.visit = {};
        return begin(model, shared);
    }
    const api::Problem problem = problem_of(reply);
    model.problem = problem.code;
    if (problem.errors && !problem.errors->empty()) model.problem_field = problem.errors->front().pointer;
    if (problem.code == "illegal_state")
        return {load_visit(shared.draft.visit_id)};  // sent elsewhere? on_change goes there
    if (problem.code == "identity_pending") return {load_account()};
    if (model.problem_field.find("record_ids") != std::string::npos) {
        // A record of the list is gone: ask the hospital which ones it has.
        std::erase_if(shared.draft.uploads, [](const UploadDraft& upload) { return upload.state == "recorded"; });
        shared.draft.reviewed = false;
        shared.records.load = Load::loading;
        return {load_records()};
    }
    return {};
}

// -- coming back from paying

Effects load_paid(Shared& shared) {
    if (about_order(shared)) {
        if (shared.order.load == Load::loading) return {};
        shared.order.load = Load::loading;
        return {load_order(shared.draft.order_id)};
    }
    const std::string id = visit_id_of(shared);
    if (id.empty() || shared.visit.load == Load::loading) return {};
    shared.visit.load = Load::loading;
    return {load_visit(id)};
}

// Where it went on to; nothing while the money is not there.
Effects follow_payment(const Shared& shared) {
    if (about_order(shared)) {
        if (!shared.order || shared.order->id != shared.draft.order_id) return {};
        if (shared.order->state == domain::OrderState::cancelled) return {Go{Route::fulfilment, true}};
        return shared.order->state == domain::OrderState::created ? Effects{} : Effects{Go{Route::order, true}};
    }
    if (!shared.visit || shared.visit->id != visit_id_of(shared)) return {};
    switch (shared.visit->state) {
    case VisitState::submitted: return {};
    case VisitState::draft: return {Go{Route::review, true}};
    default: return {Go{next_route(shared), true}};
    }
}

std::string redirect_url(const Shared& shared) {
    if (about_order(shared)) return shared.order ? shared.order->payment.redirect_url.value_or("") : std::string{};
    return shared.visit && shared.visit->payment ? shared.visit->payment->redirect_url.value_or("") : std::string{};
}

Effects cancel(Model& model, Shared& shared) {
    model.cancelling = true;
    model.problem.clear();
    const std::string id = about_order(shared) ? shared.draft.order_id : visit_id_of(shared);
    return {Call{.purpose = "review.cancel",
                 .method = "POST",
                 .path = (about_order(shared) ? "/orders/" : "/visits/") + id + "/cancel",
                 .body = {},
                 .idempotency_key = "cancel-" + id,
                 .if_match = {}}};
}

Effects cancelled(Model& model, Shared& shared, const Reply& reply) {
    model.cancelling = false;
    if (!reply.ok()) {
        model.problem = problem_code(reply);
        // Paid in the meantime: the page shows what the server says.
        return reply.status >= 400 && reply.status < 500 ? load_paid(shared) : Effects{};
    }
    model = {};
    if (about_order(shared)) {
        shared.draft.order_id.clear();
        shared.draft.order_key.clear();
        shared.order = {};
        return {Go{Route::fulfilment, true}};
    }
    finish_journey(shared);
    return {Go{Route::home, true}};
}

struct Update {
    Model& model;
    Shared& shared;

    Effects operator()(const Review::ChangePressed& msg) const {
        if (model.stage != Stage::idle && model.stage != Stage::waiting_for_uploads) return {};
        model.stage = Stage::idle;
        shared.draft.reviewed = false;
        return {Go{msg.to}};
    }
    Effects operator()(const Review::ReadAloudPressed& msg) const { return {Speak{msg.text}}; }
    Effects operator()(const Review::ReviewedToggled& msg) const {
        shared.draft.reviewed = msg.on;
        return {};
    }
    Effects operator()(const Review::GuardianToggled& msg) const {
        shared.draft.guardian_present = msg.on;
        return {};
    }
    Effects operator()(const Review::SendPressed&) const { return press_send(model, shared); }
    Effects operator()(const Review::PayPressed&) const {
        const std::string url = redirect_url(shared);
        if (url.empty()) return load_paid(shared);
        return {OpenUrl{url}};
    }
    Effects operator()(const Review::ReloadPressed&) const {
        if (shared.draft.route == Route::pay_return) return load_paid(shared);
        return Review::on_enter(model, shared, Route::review);
    }
    Effects operator()(const Review::CancelPressed&) const {
        model.cancel_asked = !model.cancelling;
        return {};
    }
    Effects operator()(const Review::CancelConfirmed&) const {
        if (!model.cancel_asked || model.cancelling) return {};
        model.cancel_asked = false;
        return cancel(model, shared);
    }
    Effects operator()(const Review::CancelKept&) const {
        model.cancel_asked = false;
        return {};
    }
};

}  // namespace

bool needs_guardian(const Shared& shared) {
    const api::Person* person = shared.person();
    return person != nullptr && state::needs_guardian(shared, *person);
}

VisitFee visit_fee_of(const Shared& shared) {
    if (shared.visit && shared.visit->id == shared.draft.visit_id && shared.visit->kind == shared.draft.kind)
        return {shared.visit->fee_fen, shared.visit->fee_insured_fen};
    if (!shared.hospital) return {};
    const api::Rules& rules = shared.hospital->rules;
    if (shared.draft.kind == domain::VisitKind::refill) return {rules.refill_fee_fen, rules.refill_insured_fen};
    return {rules.consultation_fee_fen, rules.consultation_insured_fen};
}

Route step_of_field(std::string_view pointer, domain::VisitKind kind) {
    const auto about = [&](std::string_view what) { return pointer.find(what) != std::string_view::npos; };
    if (about("gate")) return Route::red_flags;
    if (about("record_ids")) return Route::records;
    if (about("any_doctor")) return Route::refill;
    if (about("complaint")) return Route::complaint;
    if (kind == domain::VisitKind::refill && (about("medicine") || about("weeks") || about("long_supply")))
        return Route::refill;
    return Route::review;
}

Effects Review::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Review::on_enter(Model& model, Shared& shared, Route route) {
    if (route == Route::pay_return) {
        model = {};
        Effects effects = load_paid(shared);
        effects += Listen{true};
        effects += After{"review.poll", poll_ms};
        return effects;
    }
    // Also forgets a sending that an ended session cut off; its answer, should it still come, finds its way by itself.
    model = {};
    if (visit_sent(shared)) return {Go{next_route(shared), true}};
    Effects effects;
    const Draft& draft = shared.draft;
    const api::Person* person = shared.person();
    if (person != nullptr && draft.kind == domain::VisitKind::refill && !shared.earlier_care &&
        shared.earlier_care.load != Load::loading) {
        shared.earlier_care.load = Load::loading;
        effects += load_earlier_care(person->id);
    }
    if (!draft.visit_id.empty() && !shared.visit && shared.visit.load != Load::loading) {
        shared.visit.load = Load::loading;
        effects += load_visit(draft.visit_id);
    }
    // "The same again" skips the records' page: those that the hospital has go along.
    if (draft.repeat && !shared.records && shared.records.load != Load::loading) {
        shared.records.load = Load::loading;
        effects += load_records();
    }
    // Staff are looking at the document: this page says so itself when they are done.
    if (person != nullptr && !person->verified) effects += Listen{true};
    for (Effect& effect : record_finished_uploads(shared)) effects += std::move(effect);
    return effects;
}

Effects Review::on_change(Model& model, Shared& shared, Route route) {
    if (route == Route::pay_return) return follow_payment(shared);
    adopt_records(shared);
    if (visit_sent(shared) && model.stage == Stage::idle) return {Go{next_route(shared), true}};
    if (model.stage == Stage::waiting_for_uploads) return send_when_ready(model, shared);
    const api::Person* person = shared.person();
    if (model.problem == "identity_pending" && person != nullptr && person->verified) model.problem.clear();
    if (person != nullptr && shared.draft.kind == domain::VisitKind::refill &&
        shared.earlier_care.load == Load::not_asked) {
        shared.earlier_care.load = Load::loading;
        return {load_earlier_care(person->id)};
    }
    return {};
}

Effects Review::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "review.poll") {
        if (shared.draft.route != Route::pay_return || ++model.polls > polls_max) return {};
        Effects effects = load_paid(shared);
        effects += After{"review.poll", poll_ms};
        return effects;
    }
    if (reply.purpose == "review.cancel") return cancelled(model, shared, reply);
    const Stage asked = reply.purpose == "review.create"   ? Stage::creating
                        : reply.purpose == "review.save"   ? Stage::saving
                        : reply.purpose == "review.submit" ? Stage::submitting
                                                           : Stage::idle;
    if (asked == Stage::idle || asked != model.stage) {
        // The answer to a submit that a reload cut off still counts.
        if (reply.purpose != "review.submit" || !reply.ok() || !keep_visit(shared, reply)) return {};
        return sent(model, shared);
    }
    if (!reply.ok()) return refused(model, shared, reply);
    if (!keep_visit(shared, reply)) {
        model.stage = Stage::idle;
        model.problem = "server";
        return {};
    }
    if (asked == Stage::creating) return save(model, shared);
    if (asked == Stage::saving) return submit(model, shared);
    return sent(model, shared);
}

}  // namespace bz::screens
