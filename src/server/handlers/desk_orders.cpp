// The desk's moves of an order: packed, on its way, collected with a code, paid back in part or whole.
#include "base/text.hpp"
#include "domain/person_name.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/desk_work.hpp"
#include "server/handlers/mandates.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

using domain::OrderState;

// The codes are the patient's to show: whoever hands the medicine out must not read them here.
static api::Order without_codes(Context& ctx, const OrderRow& order) {
    api::Order view = order_view(ctx, order);
    view.pickup_code.reset();
    view.hospital_pickup_code.reset();
    return view;
}

static bool is_role(const Context& ctx, Role role) { return ctx.staff && ctx.staff->role == role; }

static Outcome<Nothing> take_courier(OrderRow& order, const api::DeskOrderMove& in) {
    if (!in.tracking_number && !in.courier_phone) return Nothing{};
    Failure failure("validation");
    if (in.tracking_number && count_code_points(*in.tracking_number) > 64)
        failure.errors.push_back({"/tracking_number", "too_long"});
    if (in.courier_phone && count_code_points(*in.courier_phone) > 32)
        failure.errors.push_back({"/courier_phone", "too_long"});
    // Only what goes on a courier's way has these.
    if (in.state != OrderState::shipped)
        failure.errors.push_back({in.tracking_number ? "/tracking_number" : "/courier_phone", "unknown"});
    if (!failure.errors.empty()) return std::unexpected(failure);
    order.tracking_number = in.tracking_number.value_or("");
    order.courier_phone = in.courier_phone.value_or("");
    return Nothing{};
}

static Outcome<Nothing> refund_rest(Context& ctx, OrderRow& order, std::string_view reason) {
    PaymentRow payment = TRY(existing(store::payment(ctx.store, order.payment_id)));
    if (payment.amount_fen == payment.refund_fen) return care::move_order(ctx, order, OrderState::refunded);
    return care::start_refund(ctx, payment, payment.amount_fen - payment.refund_fen, reason);
}

Outcome<api::Order> desk_move_order(Context& ctx, const Id& id, const api::DeskOrderMove& in) {
    OrderRow order = TRY(order_for_staff(ctx, id));
    // A courier brings what the pharmacy gave out; at the counter the code must be shown.
    if (is_role(ctx, Role::courier) && in.state != OrderState::delivered) return refuse("forbidden");
    if (is_role(ctx, Role::pharmacy) && in.state == OrderState::picked_up) return refuse("forbidden");
    // Money moves an order in and out of these, not a pharmacy.
    if (in.state == OrderState::paid || in.state == OrderState::cancelled || in.state == OrderState::refunded)
        return refuse("illegal_state");
    TRY(take_courier(order, in));
    TRY(care::move_order(ctx, order, in.state));
    if (in.state == OrderState::refunding) TRY(refund_rest(ctx, order, ""));
    return without_codes(ctx, order);
}

// Kept although it fails: each wrong code counts.
static std::unexpected<Failure> wrong_code(Context& ctx, OrderRow& order) {
    ++order.pickup_tries;
    store::update_order(ctx.store, order);
    Failure failure("code_wrong");
    failure.keep_changes = true;
    failure.attempts_left = domain::pickup_tries_max - order.pickup_tries;
    failure.errors.push_back({"/code", "code_wrong"});
    return std::unexpected(failure);
}

static Outcome<std::string> checked_proxy(const api::DeskPickUp& in) {
    if (!in.proxy) return std::string();
    Failure failure("validation");
    const auto name = domain::parse_person_name(in.proxy->name);
    if (!name) failure.errors.push_back({"/proxy/name", std::string(name.error().code)});
    if (!in.proxy->patient_document_seen) failure.errors.push_back({"/proxy/patient_document_seen", "required"});
    if (!in.proxy->proxy_document_seen) failure.errors.push_back({"/proxy/proxy_document_seen", "required"});
    if (!failure.errors.empty()) return std::unexpected(failure);
    return *name;
}

// Whose document it was is compared with the mandate by the name that the pharmacy read there.
static Outcome<std::string> checked_mandate(Context& ctx, const OrderRow& order, const api::DeskPickUp& in,
                                            const std::string& proxy) {
    if (!in.proxy || !in.proxy->mandate_id) return std::string();
    const auto mandate = store::mandate(ctx.store, *in.proxy->mandate_id);
    const bool of_order = mandate && mandate->hospital_id == order.hospital_id && mandate->person_id == order.person_id;
    if (!of_order) return invalid("/proxy/mandate_id", "not_found");
    if (!is_live(ctx, *mandate)) return refuse("mandate_ended");
    const StaffRow worker = TRY(existing(store::staff(ctx.store, mandate->worker_id)));
    const auto name = domain::parse_person_name(worker.name);
    if (proxy != (name ? *name : worker.name)) return invalid("/proxy/name", "mandate.name");
    return mandate->id;
}

Outcome<api::Order> desk_pick_up(Context& ctx, const Id& id, const api::DeskPickUp& in) {
    OrderRow order = TRY(order_for_staff(ctx, id));
    const std::string proxy = TRY(checked_proxy(in));
    const std::string mandate = TRY(checked_mandate(ctx, order, in, proxy));
    if (order.state != OrderState::ready) return refuse("illegal_state");
    if (order.pickup_tries >= domain::pickup_tries_max) return refuse("code_used_up");
    if (!same_secret(order.pickup_code, in.code)) return wrong_code(ctx, order);
    store::insert_pickup(ctx.store, order.id, ctx.staff ? ctx.staff->id : "", proxy, ctx.now);
    TRY(care::move_order(ctx, order, OrderState::picked_up));
    ctx.audited = {{"POST /desk/orders/{id}/pick-up", order.id, order.account_id}};
    if (!proxy.empty()) ctx.audited->push_back({"pickup.both_documents_seen", order.id, order.account_id});
    if (!mandate.empty()) {
        store::note_pickup_mandate(ctx.store, order.id, mandate);
        ctx.audited->push_back({"mandate.picked_up", mandate, order.account_id});
    }
    return without_codes(ctx, order);
}

Outcome<api::Order> desk_unblock_pickup(Context& ctx, const Id& id) {
    OrderRow order = TRY(order_for_staff(ctx, id));
    if (order.state != OrderState::ready) return refuse("illegal_state");
    order.pickup_tries = 0;
    order.pickup_code = random_digits(6);  // whoever guessed at the old one has gained nothing
    store::update_order(ctx.store, order);
    ctx.changed(order, "order", order.id);
    return without_codes(ctx, order);
}

Outcome<api::Order> desk_refund_order(Context& ctx, const Id& id, const api::DeskRefund& in) {
    OrderRow order = TRY(order_for_staff(ctx, id));
    const std::string reason(trim(in.reason));
    if (reason.empty()) return invalid("/reason", "required");
    if (count_code_points(reason) > 500) return invalid("/reason", "too_long");
    PaymentRow payment = TRY(existing(store::payment(ctx.store, order.payment_id)));
    if (!domain::can_move(payment.state, domain::PaymentState::refunding)) return refuse("illegal_state");
    const auto amount = domain::check_refund(in.amount_fen, payment.amount_fen, payment.refund_fen);
    if (!amount) return invalid("/amount_fen", amount.error().code);
    // All of it is no partial refund: the order ends.
    if (*amount == payment.amount_fen - payment.refund_fen) TRY(care::move_order(ctx, order, OrderState::refunding));
    TRY(care::start_refund(ctx, payment, *amount, reason));
    ctx.changed(order, "order", order.id);
    return without_codes(ctx, order);
}

}  // namespace bz::server::handlers
