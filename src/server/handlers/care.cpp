#include "server/handlers/care.hpp"

#include "server/store/stock.hpp"

namespace bz::server::care {

using domain::OrderState;
using domain::PaymentState;
using domain::PrescriptionState;
using domain::VisitState;

static Outcome<Nothing> settle_visit_money(Context& ctx, const VisitRow& visit, VisitState from) {
    if (visit.payment_id.empty()) return Nothing{};
    PaymentRow payment = TRY(existing(store::payment(ctx.store, visit.payment_id)));
    if (payment.state == PaymentState::pending && domain::is_final(visit.state)) {
        payment.state = TRY(domain::move(payment.state, PaymentState::failed));
        store::update_payment(ctx.store, payment);
        ctx.tell_hospital("payment.changed", payment.id);
        return Nothing{};
    }
    const bool paid = payment.state == PaymentState::paid;
    const auto decision = domain::refund_for(from, visit.state, paid ? payment.amount_fen : 0);
    return decision.due ? start_refund(ctx, payment, decision.amount) : Nothing{};
}

Outcome<Nothing> move_visit(Context& ctx, VisitRow& visit, VisitState to) {
    const VisitState from = visit.state;
    visit.state = TRY(domain::move(from, to));
    if (domain::is_final(to)) visit.ended_at = ctx.now;
    store::update_visit(ctx.store, visit);
    ctx.changed(visit, "visit", visit.id);
    return settle_visit_money(ctx, visit, from);
}

Outcome<Nothing> move_prescription(Context& ctx, PrescriptionRow& prescription, PrescriptionState to) {
    prescription.state = TRY(domain::move(prescription.state, to));
    store::update_prescription(ctx.store, prescription);
    ctx.changed(prescription, "prescription", prescription.id);
    return Nothing{};
}

// What was kept on the shelf for the order leaves with it, or is free for others again.
static void move_stock(Context& ctx, const OrderRow& order) {
    if (domain::is_handed_over(order.state)) store::hand_over_stock(ctx.store, order.id);
    if (order.state == OrderState::cancelled || order.state == OrderState::refunding)
        store::give_back_stock(ctx.store, order.id);
}

// Medicine that the patient has, or had, is not dispensed a second time on the same prescription.
static bool was_handed_over(Context& ctx, const OrderRow& order) {
    for (const api::TrackingEvent& event : store::tracking(ctx.store, order.id))
        if (const auto state = from_string<OrderState>(event.code); state && domain::is_handed_over(*state))
            return true;
    return false;
}

static bool needs_hospital_code(const QuoteRow& quote) { return !quote.quote.hospital_only.empty(); }

static void set_courier_phone(Context& ctx, OrderRow& order) {
    if (order.courier_phone.empty() && ctx.env.providers.courier)
        order.courier_phone = ctx.env.providers.courier->collect(order.id);
}

Outcome<Nothing> move_order(Context& ctx, OrderRow& order, OrderState to) {
    order.state = TRY(domain::move(order.fulfilment, order.state, to));
    order.moved_at = ctx.now;
    if (to == OrderState::paid && needs_hospital_code(TRY(existing(store::quote(ctx.store, order.quote_id)))))
        order.hospital_code = random_digits(6);
    if (to == OrderState::ready) order.pickup_code = random_digits(6);
    if (to == OrderState::shipped) set_courier_phone(ctx, order);
    store::update_order(ctx.store, order);
    move_stock(ctx, order);
    if (to != OrderState::cancelled && to != OrderState::refunding && to != OrderState::refunded)
        store::insert_tracking(ctx.store, order.id, to_string(to), ctx.now);
    ctx.changed(order, "order", order.id);
    if (to == OrderState::cancelled || to == OrderState::refunded) {
        // Unused, the prescription can be ordered again while it is valid.
        PrescriptionRow prescription = TRY(existing(store::prescription(ctx.store, order.prescription_id)));
        if (prescription.state == PrescriptionState::ordered && !was_handed_over(ctx, order))
            return move_prescription(ctx, prescription, PrescriptionState::confirmed);
    }
    return Nothing{};
}

static Outcome<Nothing> visit_paid(Context& ctx, PaymentRow& payment) {
    VisitRow visit = TRY(existing(store::visit(ctx.store, payment.subject_id)));
    if (visit.state != VisitState::submitted) return start_refund(ctx, payment, payment.amount_fen);
    visit.queued_at = ctx.now;
    return move_visit(ctx, visit, VisitState::queued);
}

static Outcome<Nothing> order_paid(Context& ctx, PaymentRow& payment) {
    OrderRow order = TRY(existing(store::order(ctx.store, payment.subject_id)));
    if (order.state != OrderState::created) return start_refund(ctx, payment, payment.amount_fen);
    return move_order(ctx, order, OrderState::paid);
}

Outcome<Nothing> payment_arrived(Context& ctx, const std::string& payment_id) {
    PaymentRow payment = TRY(existing(store::payment(ctx.store, payment_id)));
    // A gateway reports the same payment more than once; only the first report changes anything.
    if (payment.state != PaymentState::pending && payment.state != PaymentState::failed) return Nothing{};
    payment.state = TRY(domain::move(payment.state, PaymentState::paid));
    store::update_payment(ctx.store, payment);
    store::mark_paid_at(ctx.store, payment.id, ctx.now);
    ctx.changed(payment, "payment", payment.id);
    return payment.purpose == "visit" ? visit_paid(ctx, payment) : order_paid(ctx, payment);
}

Outcome<Nothing> cancel_unpaid(Context& ctx, OrderRow& order) {
    PaymentRow payment = TRY(existing(store::payment(ctx.store, order.payment_id)));
    TRY(move_order(ctx, order, OrderState::cancelled));
    payment.state = TRY(domain::move(payment.state, PaymentState::failed));
    store::update_payment(ctx.store, payment);
    ctx.tell_hospital("payment.changed", payment.id);
    return Nothing{};
}

Outcome<Nothing> start_refund(Context& ctx, PaymentRow& payment, std::int64_t amount_fen, std::string_view reason) {
    payment.state = TRY(domain::move(payment.state, PaymentState::refunding));
    store::insert_refund(ctx.store, payment,
                         TRY(domain::check_refund(amount_fen, payment.amount_fen, payment.refund_fen)), reason,
                         ctx.now);
    payment.refund_fen += amount_fen;
    payment.refund_at = ctx.now;
    store::update_payment(ctx.store, payment);
    ctx.changed(payment, "payment", payment.id);
    ctx.tell_hospital("refund.requested", payment.id);
    if (PaymentGateway* gateway = ctx.env.providers.payment.get())
        ctx.after_commit.push_back([gateway, id = payment.id, amount_fen] { gateway->refund(id, amount_fen); });
    return Nothing{};
}

Outcome<Nothing> refund_arrived(Context& ctx, PaymentRow& payment) {
    const bool whole = payment.refund_fen == payment.amount_fen;
    store::settle_refund(ctx.store, payment.id, ctx.now);
    payment.state = TRY(domain::move(payment.state, whole ? PaymentState::refunded : PaymentState::partly_refunded));
    store::update_payment(ctx.store, payment);
    ctx.changed(payment, "payment", payment.id);
    if (payment.purpose == "visit") {
        ctx.changed(payment, "visit", payment.subject_id);
        return Nothing{};
    }
    OrderRow order = TRY(existing(store::order(ctx.store, payment.subject_id)));
    return order.state == OrderState::refunding ? move_order(ctx, order, OrderState::refunded) : Nothing{};
}

MessageRow say(Context& ctx, const VisitRow& visit, std::string_view sender, std::string_view text, std::string_view by,
               std::string_view upload_id) {
    MessageRow row{random_id("msg"), visit.id, std::string(sender),   std::string(text),
                   std::string(by),  ctx.now,  std::string(upload_id)};
    store::insert_message(ctx.store, row);
    ctx.changed(visit, "messages", visit.id);
    return row;
}

}  // namespace bz::server::care
