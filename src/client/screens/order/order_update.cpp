#include "client/screens/common/care.hpp"
#include "client/screens/order/order.hpp"

namespace bz::screens {
namespace {

using namespace state;
using domain::OrderState;

std::string order_id_of(const Shared& shared) {
    if (!shared.draft.order_id.empty()) return shared.draft.order_id;
    if (shared.visit && shared.visit->order_id) return *shared.visit->order_id;
    if (shared.account && shared.account->open_order_id) return *shared.account->open_order_id;
    if (shared.order) return shared.order->id;
    return {};
}

// A code is read out digit by digit; the pauses are what a voice makes of commas, in any language.
std::string spelled(const std::string& digits) {
    std::string text;
    for (const char digit : digits) {
        if (!text.empty()) text += ", ";
        text += digit;
    }
    return text;
}

Effects cancel(Order::Model& model, const Shared& shared) {
    if (model.cancelling || !shared.order || !can_be_cancelled(*shared.order.value)) return {};
    model.cancelling = true;
    model.problem.clear();
    const std::string& id = shared.order->id;
    return {Call{.purpose = "order.cancel",
                 .method = "POST",
                 .path = "/orders/" + id + "/cancel",
                 .body = {},
                 .idempotency_key = "cancel-" + id,
                 .if_match = {}}};
}

Effects find(Order::Model& model, Shared& shared) {
    const std::string id = order_id_of(shared);
    if (!id.empty()) {
        if (model.asked == id) return {};
        model.asked = id;
        shared.draft.order_id = id;
        // Another order's news would be read as this one's.
        if (shared.order && shared.order->id != id) shared.order = {};
        if (!shared.order) shared.order.load = Load::loading;
        return {load_order(id)};
    }
    if (!shared.draft.visit_id.empty() && !shared.visit && shared.visit.load == Load::not_asked) {
        shared.visit.load = Load::loading;
        return {load_visit(shared.draft.visit_id)};
    }
    if (!shared.account && shared.account.load == Load::not_asked) {
        shared.account.load = Load::loading;
        return {load_account()};
    }
    return {};
}

}  // namespace

Effects Order::update(Model& model, Shared& shared, const Msg& msg) {
    if (std::holds_alternative<PayPressed>(msg)) {
        if (shared.order && shared.order->payment.redirect_url) return {OpenUrl{*shared.order->payment.redirect_url}};
        model.asked.clear();
        return find(model, shared);
    }
    if (std::holds_alternative<ReadPickupCode>(msg)) {
        if (!shared.order || !shared.order->pickup_code) return {};
        return {Speak{spelled(*shared.order->pickup_code)}};
    }
    if (std::holds_alternative<ReadHospitalCode>(msg)) {
        if (!shared.order || !shared.order->hospital_pickup_code) return {};
        return {Speak{spelled(*shared.order->hospital_pickup_code)}};
    }
    if (std::holds_alternative<AgainPressed>(msg)) {
        model = {};
        shared.draft.order_id.clear();
        shared.draft.share_consent = false;
        shared.order = {};
        return {Go{Route::fulfilment, true}};
    }
    if (std::holds_alternative<HomePressed>(msg)) {
        // A code for the hospital's window is still needed after the rest has come.
        const bool over = shared.order && domain::is_final(shared.order->state) && !shared.order->hospital_pickup_code;
        if (!over) return {Go{Route::home, true}};
        model = {};
        finish_journey(shared);
        return {Listen{false}, Go{Route::home, true}};
    }
    if (std::holds_alternative<CancelPressed>(msg)) {
        model.cancel_asked = !model.cancelling;
        return {};
    }
    if (std::holds_alternative<CancelKept>(msg)) {
        model.cancel_asked = false;
        return {};
    }
    if (std::holds_alternative<CancelConfirmed>(msg)) {
        model.cancel_asked = false;
        return cancel(model, shared);
    }
    if (std::holds_alternative<RatePressed>(msg)) {
        // What is rated is the visit that the medicine came from.
        if (shared.order && shared.draft.visit_id.empty()) shared.draft.visit_id = shared.order->visit_id;
        return {Go{Route::rating}};
    }
    if (std::holds_alternative<ComplainPressed>(msg)) return {Go{Route::feedback}};
    if (std::holds_alternative<TryAgainPressed>(msg)) {
        model.asked.clear();
        if (shared.account.load == Load::failed) shared.account.load = Load::not_asked;
        if (shared.visit.load == Load::failed) shared.visit.load = Load::not_asked;
        shared.order.load = Load::loading;
        return find(model, shared);
    }
    return {};
}

bool can_be_cancelled(const api::Order& order) {
    return order.state == OrderState::created || order.state == OrderState::paid;
}

Effects Order::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose != "order.cancel") return {};
    model.cancelling = false;
    if (reply.ok()) {
        if (auto order = api::read<api::Order>(reply.body)) {
            shared.order.value = std::move(*order);
            shared.order.etag = reply.etag;
            return {Focus{"h1"}};
        }
    } else {
        // Packed in the meantime, most likely: the page shows what is true now, and says that the pharmacy is to be
        // asked.
        model.problem = reply.status == 409 ? std::string("packed") : problem_code(reply);
    }
    return {load_order(order_id_of(shared))};
}

Effects Order::on_enter(Model& model, Shared& shared, Route) {
    model = {};
    Effects effects = {Listen{true}};
    for (Effect& effect : find(model, shared)) effects += std::move(effect);
    return effects;
}

Effects Order::on_change(Model& model, Shared& shared, Route) { return find(model, shared); }

}  // namespace bz::screens
