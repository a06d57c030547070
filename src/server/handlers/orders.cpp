// Ordering the medicine of a confirmed prescription.
#include "server/handlers/address_fields.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/consents.hpp"
#include "server/handlers/stock.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

using domain::Fulfilment;
using domain::OrderState;
using domain::PrescriptionState;

static Outcome<std::optional<api::Address>> checked_address(const Context& ctx, const api::OrderRequest& in,
                                                            Fulfilment fulfilment) {
    if (fulfilment == Fulfilment::pickup) return std::nullopt;  // not needed, so not kept
    if (!in.address) return invalid("/address", "required");
    Failure failure("validation");
    const api::Address address = check_address(*in.address, "/address", failure);
    if (const api::City* city = city_of(ctx.env.hospital, address.line); city && !city->courier)
        failure.errors.push_back({"/address/line", "address.no_courier"});
    if (!failure.errors.empty()) return std::unexpected(failure);
    return address;
}

static PaymentRow new_payment(const Context& ctx, const OrderRow& order, const api::Quote& quote) {
    PaymentRow payment;
    payment.id = random_id("pay");
    payment.account_id = order.account_id;
    payment.hospital_id = order.hospital_id;
    payment.person_id = order.person_id;
    payment.purpose = "order";
    payment.subject_id = order.id;
    payment.state = domain::PaymentState::pending;
    payment.amount_fen = quote.total_due_fen;
    payment.lang = ctx.lang;
    payment.created_at = ctx.now;
    return payment;
}

static Outcome<QuoteRow> usable_quote(Context& ctx, const api::OrderRequest& in) {
    const QuoteRow quote = TRY(cared_for(ctx, store::quote(ctx.store, in.quote_id)));
    if (!in.share_consent) return invalid("/share_consent", "consent.required");
    if (ctx.now >= quote.expires_at) return refuse("quote_expired");
    if (!quote.quote.in_stock) return refuse("out_of_stock");
    return quote;
}

static std::vector<api::PrescriptionItem> sold_items(const PrescriptionRow& prescription) {
    std::vector<api::PrescriptionItem> sold;
    for (const api::PrescriptionItem& item : prescription.items)
        if (!item.hospital_only) sold.push_back(item);
    return sold;
}

Outcome<api::Order> create_order(Context& ctx, const api::OrderRequest& in) {
    const QuoteRow quote = TRY(usable_quote(ctx, in));
    const auto address = TRY(checked_address(ctx, in, quote.quote.fulfilment));
    PrescriptionRow prescription = TRY(cared_for(ctx, store::prescription(ctx.store, quote.prescription_id)));
    if (prescription.state == PrescriptionState::ordered) return refuse("already_ordered");
    if (ctx.now > prescription.valid_until) return refuse("prescription_expired");
    TRY(care::move_prescription(ctx, prescription, PrescriptionState::ordered));
    OrderRow order;
    order.id = random_id("ord");
    order.account_id = prescription.account_id;
    order.hospital_id = prescription.hospital_id;
    order.person_id = prescription.person_id;
    order.visit_id = prescription.visit_id;
    order.prescription_id = prescription.id;
    order.quote_id = quote.id;
    order.fulfilment = quote.quote.fulfilment;
    order.state = OrderState::created;
    order.address = address;
    order.created_at = order.moved_at = ctx.now;
    const PaymentRow payment = new_payment(ctx, order, quote.quote);
    order.payment_id = payment.id;
    store::insert_payment(ctx.store, payment);
    store::insert_order(ctx.store, order);
    store::insert_tracking(ctx.store, order.id, "created", ctx.now);
    if (quote.quote.pharmacy_id)
        TRY(reserve_for_order(ctx, order.id, *quote.quote.pharmacy_id, sold_items(prescription)));
    keep_consent(ctx, order.account_id, {"share_pharmacy", consent_form(ctx.env, "share_pharmacy")->version, true});
    ctx.changed(order, "order", order.id);
    ctx.changed(order, "visit", order.visit_id);
    ctx.tell_hospital("payment.changed", payment.id);
    if (payment.amount_fen == 0) {  // insurance pays all: there is nothing to ask the patient for
        TRY(care::payment_arrived(ctx, payment.id));
        order = TRY(existing(store::order(ctx.store, order.id)));
    }
    ctx.location = "/api/v1/orders/" + order.id;
    return order_view(ctx, order);
}

Outcome<api::OrderList> list_orders(Context& ctx) {
    api::OrderList list;
    auto rows = store::orders(ctx.store, ctx.account_id, ctx.page);
    list.next_cursor = cut_page(rows, ctx.page);
    for (const OrderRow& row : rows) list.items.push_back(order_view(ctx, row));
    return list;
}

Outcome<api::Order> get_order(Context& ctx, const Id& id) {
    return order_view(ctx, TRY(cared_for(ctx, store::order(ctx.store, id))));
}

Outcome<api::Order> cancel_order(Context& ctx, const Id& id) {
    OrderRow order = TRY(cared_for(ctx, store::order(ctx.store, id)));
    TRY(require_match(ctx, order_view(ctx, order)));
    PaymentRow payment = TRY(existing(store::payment(ctx.store, order.payment_id)));
    if (order.state == OrderState::created) {
        TRY(care::cancel_unpaid(ctx, order));
        return order_view(ctx, order);
    }
    // Once it is packed the pharmacy has to be asked: by phone.
    if (order.state != OrderState::paid) return refuse("illegal_state");
    TRY(care::move_order(ctx, order, OrderState::refunding));
    if (const Fen rest = payment.amount_fen - payment.refund_fen; rest > 0)
        TRY(care::start_refund(ctx, payment, rest));
    else
        TRY(care::move_order(ctx, order, OrderState::refunded));
    return order_view(ctx, order);
}

Outcome<api::Payment> get_payment(Context& ctx, const Id& id) {
    return payment_view(ctx, TRY(cared_for(ctx, store::payment(ctx.store, id))));
}

}  // namespace bz::server::handlers
