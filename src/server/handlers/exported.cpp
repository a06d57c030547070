#include "server/handlers/exported.hpp"

#include "server/handlers/batch.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/mandates.hpp"
#include "server/handlers/sessions.hpp"
#include "server/store/connect.hpp"
#include "server/store/exported.hpp"

namespace bz::server::handlers {

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}
std::optional<std::string> when(const Context& ctx, Instant at) {
    return at ? std::optional(ctx.at(at)) : std::nullopt;
}

api::ExportedRefill exported_refill(Context& ctx, const BatchEntry& row) {
    api::ExportedRefill out;
    out.state = row.state;
    for (const BatchItem& item : row.sheet.items) out.medicines.push_back(medicine_view(ctx, item));
    out.weeks = row.sheet.weeks;
    out.prepared_at = ctx.at(row.created_at);
    out.updated_at = ctx.at(row.updated_at);
    out.calls = row.calls;
    out.called_at = when(ctx, row.called_at);
    if (row.read) {
        out.answers = row.read->gate;
        if (const auto worker = store::staff(ctx.store, row.read->by)) out.asked_by = worker->name;
    }
    if (row.advice != domain::BatchAdvice::none) out.advice = row.advice;
    out.failure = unless_empty(row.failure);
    out.visit_id = unless_empty(row.visit_id);
    return out;
}

}  // namespace

std::vector<api::LinkedAccount> exported_links(Context& ctx) {
    std::vector<api::LinkedAccount> list;
    for (const LinkedAccountRow& row : store::linked_accounts(ctx.store, ctx.account_id))
        list.push_back({row.issuer, ctx.at(row.created_at)});
    return list;
}

std::vector<api::PastSession> exported_sessions(Context& ctx) {
    std::vector<api::PastSession> list;
    for (const PastSessionRow& row : store::past_sessions(ctx.store, ctx.account_id, ctx.now, idle_since(ctx)))
        list.push_back({api::read<api::Device>(row.device).value_or(api::Device{"unknown", "", ""}),
                        ctx.at(row.created_at), ctx.at(row.seen_at), when(ctx, row.ended_at)});
    return list;
}

std::vector<api::ExportedPaper> exported_papers(Context& ctx) {
    std::vector<api::ExportedPaper> list;
    for (const PaperRow& row : store::papers(ctx.store, ctx.account_id))
        list.push_back({row.kind, row.subject_id, unless_empty(row.media_type), row.bytes, ctx.at(row.sent_at)});
    return list;
}

Outcome<std::vector<api::PastCarer>> exported_carers(Context& ctx) {
    std::vector<api::PastCarer> list;
    for (const PastCarerRow& row : store::past_carers(ctx.store, ctx.account_id))
        list.push_back({TRY(get_carer(ctx, row.id)), ctx.at(row.ended_at)});
    return list;
}

Outcome<std::vector<api::ExportedMandate>> exported_mandates(Context& ctx) {
    std::vector<api::ExportedMandate> list;
    api::MandateList mandates = TRY(list_mandates(ctx));
    for (api::Mandate& mandate : mandates.items) {
        api::ExportedMandate out;
        out.phone = unless_empty(TRY(existing(store::mandate(ctx.store, mandate.id))).phone);
        for (const BatchEntry& row : store::batch_rows(ctx.store, mandate.id))
            out.refills.push_back(exported_refill(ctx, row));
        out.mandate = std::move(mandate);
        list.push_back(std::move(out));
    }
    return list;
}

Outcome<api::ExportedOrder> exported_order(Context& ctx, api::Order order) {
    api::ExportedOrder out;
    const OrderRow row = TRY(existing(store::order(ctx.store, order.id)));
    out.created_at = ctx.at(row.created_at);
    out.address = row.address;
    if (const auto picked_up = store::pickup(ctx.store, row.id))
        out.picked_up = api::ExportedPickUp{ctx.at(picked_up->at), unless_empty(picked_up->proxy_name),
                                            unless_empty(picked_up->mandate_id)};
    out.order = std::move(order);
    return out;
}

Outcome<api::ExportedPayment> exported_payment(Context& ctx, const std::string& id) {
    const PaymentRow row = TRY(existing(store::payment(ctx.store, id)));
    api::ExportedPayment out;
    out.payment = TRY(get_payment(ctx, id));
    out.purpose = row.purpose;
    out.subject_id = row.subject_id;
    out.created_at = ctx.at(row.created_at);
    out.paid_at = when(ctx, store::paid_at(ctx.store, id));
    for (const RefundRow& refund : store::refunds_of(ctx.store, id))
        out.refunds.push_back(
            {refund.amount_fen, ctx.at(refund.created_at), when(ctx, refund.settled_at), unless_empty(refund.reason)});
    return out;
}

}  // namespace bz::server::handlers
