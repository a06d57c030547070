#include "client/screens/common/care.hpp"
#include "client/screens/waiting/waiting.hpp"

namespace bz::screens {
namespace {

using namespace state;
using domain::VisitState;

constexpr int minute_ms = 60'000;
constexpr int cancel_tries_max = 3;

// Where the visit has gone on to; nothing while it still waits.
Effects follow(const Shared& shared) {
    if (!shared.visit) return {};
    switch (shared.visit->state) {
    case VisitState::draft: return {Go{Route::home, true}};
    case VisitState::submitted:
    case VisitState::queued: return {};
    case VisitState::in_consultation:
    case VisitState::prescribed:
    case VisitState::concluded: return {Go{Route::chat, true}};
    case VisitState::terminated:
    case VisitState::cancelled:
    case VisitState::expired: return {Go{Route::terminated, true}};
    }
    return {};
}

Effects begin(Waiting::Model& model, Shared& shared) {
    if (!shared.visit) shared.visit.load = Load::loading;
    Effects effects = {Listen{true}, load_visit(visit_id_of(shared))};
    if (!model.ticking) {
        model.ticking = true;
        effects += After{"waiting.minute", minute_ms};
    }
    return effects;
}

Effects cancel(Waiting::Model& model, Shared& shared) {
    if (!shared.visit) return {};
    if (model.cancel_key.empty()) model.cancel_key = shared.context.fresh_id;
    model.cancelling = true;
    model.problem.clear();
    // Only while it is as shown: once a doctor has begun, cancelling would no longer give the money back.
    return {Call{.purpose = "waiting.cancel",
                 .method = "POST",
                 .path = "/visits/" + shared.visit->id + "/cancel",
                 .body = {},
                 .idempotency_key = model.cancel_key,
                 .if_match = shared.visit.etag}};
}

}  // namespace

Effects Waiting::update(Model& model, Shared& shared, const Msg& msg) {
    if (std::holds_alternative<HomePressed>(msg)) return {Go{Route::home, false}};
    if (std::holds_alternative<PayPressed>(msg)) {
        if (shared.visit && shared.visit->payment && shared.visit->payment->redirect_url)
            return {OpenUrl{*shared.visit->payment->redirect_url}};
        return {load_visit(visit_id_of(shared))};
    }
    if (std::holds_alternative<CancelPressed>(msg)) {
        if (!model.cancelling) model.cancel_asked = true;
        return {};
    }
    if (std::holds_alternative<CancelKept>(msg)) {
        model.cancel_asked = false;
        return {};
    }
    if (std::holds_alternative<CancelConfirmed>(msg)) {
        if (model.cancelling) return {};
        model.cancel_asked = false;
        model.cancel_tries = 0;
        return cancel(model, shared);
    }
    if (std::holds_alternative<TryAgainPressed>(msg)) {
        shared.visit.load = Load::loading;
        return {load_visit(visit_id_of(shared))};
    }
    return {};
}

Effects Waiting::on_enter(Model& model, Shared& shared, Route) {
    model.cancel_asked = false;
    if (visit_id_of(shared).empty()) {
        // Begun on another device, perhaps: the account tells.
        if (shared.account) return {Go{Route::home, true}};
        if (shared.account.load != Load::not_asked) return {};
        shared.account.load = Load::loading;
        return {load_account()};
    }
    if (Effects moved = follow(shared); !moved.empty()) return moved;
    return begin(model, shared);
}

Effects Waiting::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "waiting.minute") {
        // The new time came with this very message; one frame a minute is all this page needs.
        model.ticking = shared.draft.route == Route::waiting;
        return model.ticking ? Effects{After{"waiting.minute", minute_ms}} : Effects{};
    }
    if (reply.purpose != "waiting.cancel") return {};
    model.cancelling = false;
    if (reply.ok()) {
        model.cancel_key.clear();
        if (auto visit = api::read<api::Visit>(reply.body)) {
            shared.visit.value = std::move(*visit);
            shared.visit.etag = reply.etag;
            shared.visit.load = Load::loaded;
            return follow(shared);
        }
        return {load_visit(visit_id_of(shared))};
    }
    if (reply.status == 412 && model.cancel_tries < cancel_tries_max) {
        // The queue moved between reading and cancelling; the new tag needs a new key.
        ++model.cancel_tries;
        model.cancel_key.clear();
        model.cancelling = true;
        model.cancel_again = true;
        return {load_visit(visit_id_of(shared))};
    }
    model.problem = problem_code(reply);
    if (reply.status != 0 && reply.status < 500) {
        // Refused: the visit is not what we thought; reading it again says what it is.
        model.cancel_key.clear();
        return {load_visit(visit_id_of(shared))};
    }
    return {};
}

Effects Waiting::on_change(Model& model, Shared& shared, Route) {
    if (visit_id_of(shared).empty()) return shared.account ? Effects{Go{Route::home, true}} : Effects{};
    if (!shared.visit && shared.visit.load == Load::not_asked) return begin(model, shared);
    if (Effects moved = follow(shared); !moved.empty()) {
        const bool ticking = model.ticking;
        model = {};
        model.ticking = ticking;
        return moved;
    }
    if (model.cancel_again && shared.visit.load == Load::loaded) {
        model.cancel_again = false;
        return cancel(model, shared);
    }
    if (model.cancel_again && shared.visit.load == Load::failed) {
        model.cancel_again = false;
        model.cancelling = false;
        model.problem = shared.visit.error;
    }
    return {};
}

}  // namespace bz::screens
