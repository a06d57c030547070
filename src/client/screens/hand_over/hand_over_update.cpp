#include <algorithm>

#include "api/hand_over.hpp"
#include "base/date.hpp"
#include "client/screens/common/eight_digits.hpp"
#include "client/screens/hand_over/hand_over.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"

namespace bz::screens {

using namespace state;

namespace {

constexpr int unreadable_wait_ms = 5 * 60 * 1000;  // as long as a code lasts, should its end be unreadable

// What the other device can use: a text message's code belongs to this one.
std::string portable(Draft draft) {
    draft.sms_code_id.clear();
    draft.code.clear();
    draft.sandbox_code.clear();
    draft.resend_at.clear();
    draft.leave_code_id.clear();
    draft.leave_code.clear();
    draft.leave_sandbox_code.clear();
    return save(draft);
}

Effects make(HandOver::Model& model, Shared& shared) {
    if (model.busy) return {};
    model = {};
    model.busy = true;
    return {Call{.purpose = "hand_over.make",
                 .method = "POST",
                 .path = "/hand-overs",
                 .body = api::write(api::HandOverRequest{portable(shared.draft)}),
                 .idempotency_key = "hand-over-" + shared.context.fresh_id,
                 .if_match = {},
                 .durable = false}};
}

Effects made(HandOver::Model& model, Shared& shared, const Reply& reply) {
    model.busy = false;
    const auto answer = reply.ok() ? api::read<api::HandOver>(reply.body) : std::nullopt;
    if (!answer) {
        model.problem = reply.ok() ? "server" : problem_code(reply);
        return {};
    }
    model.code = answer->code;
    model.expires_at = answer->expires_at;
    const auto until = parse_rfc3339(answer->expires_at);
    const auto left = until ? std::max<std::int64_t>(*until - shared.context.now, 0) : unreadable_wait_ms;
    return {After{"hand_over.expired", static_cast<int>(left)}, Focus{"h1"}};
}

Effects take(HandOver::Model& model, Shared& shared) {
    if (model.busy) return {};
    model.problem.clear();
    model.typed_error.clear();
    const std::string code = digits_only(model.typed);
    if (code.size() != eight_digits) {
        model.typed_error = code.empty() ? "empty" : "length";
        return {Focus{"errors.title"}};
    }
    model.busy = true;
    // The code works once, and a wrong one counts: what may have arrived is asked again as the same request.
    if (model.asked_code != code) {
        model.asked_code = code;
        model.asked_key = "take-over-" + shared.context.fresh_id;
    }
    api::HandOverAcceptance acceptance{code, {}};
    if (shared.shared_device) acceptance.shared = true;
    return {Call{.purpose = "hand_over.take",
                 .method = "POST",
                 .path = "/hand-overs/accept",
                 .body = api::write(acceptance),
                 .idempotency_key = model.asked_key,
                 .if_match = {},
                 .durable = false}};
}

// No answer, none of the server's own, or one that the first is still being worked on.
bool may_have_worked(const Reply& reply) {
    return reply.status == 0 || reply.status >= 500 || problem_code(reply) == "idempotency_in_flight";
}

Effects taken(HandOver::Model& model, Shared& shared, const Reply& reply) {
    model.busy = false;
    const auto answer = reply.ok() ? api::read<api::TakenOver>(reply.body) : std::nullopt;
    if (!answer) {
        const std::string code = reply.ok() ? "server" : problem_code(reply);
        if (!may_have_worked(reply)) model.asked_code.clear();
        if (code == "code_wrong" || code == "code_expired") {
            model.typed_error = code;
            return {Focus{"errors.title"}};
        }
        model.problem = code;
        return {};
    }
    // Whoever used this device before leaves nothing in what begins now.
    forget_person(shared);
    if (auto draft = restore(answer->draft)) shared.draft = std::move(*draft);
    interrupt_uploads(shared.draft);
    shared.signed_in = true;
    shared.account.load = Load::loading;
    model = {};
    model.taken = true;
    Effects effects = {KeepSession{answer->token}, load_account()};
    if (!shared.draft.visit_id.empty()) {
        shared.visit.load = Load::loading;
        effects += load_visit(shared.draft.visit_id);
    }
    if (!shared.draft.order_id.empty()) effects += load_order(shared.draft.order_id);
    for (Effect& effect : record_finished_uploads(shared)) effects += std::move(effect);
    return effects;
}

struct Update {
    HandOver::Model& model;
    Shared& shared;

    Effects operator()(const HandOver::MakePressed&) const { return make(model, shared); }
    Effects operator()(const HandOver::CodeTyped& msg) const {
        model.typed = msg.text;
        return {};
    }
    Effects operator()(const HandOver::TakePressed&) const { return take(model, shared); }
    Effects operator()(const HandOver::DonePressed&) const {
        model = {};
        return {Back{}};
    }
    Effects operator()(const HandOver::HaveCodePressed&) const { return {Go{Route::carry_on}}; }
};

}  // namespace

Effects HandOver::update(Model& model, Shared& shared, const Msg& msg) {
    return std::visit(Update{model, shared}, msg);
}

Effects HandOver::on_enter(Model& model, Shared& shared, Route route) {
    model = {};
    return route == Route::hand_over ? make(model, shared) : Effects{};
}

// To where the other device was, as soon as it is known where that is.
Effects HandOver::on_change(Model& model, Shared& shared, Route route) {
    if (route != Route::carry_on || !model.taken) return {};
    if (shared.account.load == Load::loading || shared.visit.load == Load::loading) return {};
    model = {};
    return {Go{next_route(shared), true}};
}

Effects HandOver::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "hand_over.make" && model.busy) return made(model, shared, reply);
    if (reply.purpose == "hand_over.take" && model.busy) return taken(model, shared, reply);
    if (reply.purpose == "hand_over.expired" && !model.code.empty()) {
        const auto until = parse_rfc3339(model.expires_at);
        model.expired = !until || *until <= shared.context.now;  // an earlier code's time says nothing of this one
    }
    return {};
}

}  // namespace bz::screens
