// Prescriptions as the patient sees them, and the quotes for filling them.
#include "domain/bill.hpp"
#include "domain/prescription.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/stock.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

using domain::Fulfilment;
using domain::PrescriptionState;

static constexpr std::int64_t quote_valid_ms = 30 * ms_per_minute;
// A quote about to run out is not offered again: the patient needs time to read it.
static constexpr std::int64_t quote_reuse_ms = 10 * ms_per_minute;

Outcome<api::Prescription> get_prescription(Context& ctx, const Id& id) {
    return prescription_view(ctx, TRY(cared_for(ctx, store::prescription(ctx.store, id))), false);
}

static std::vector<api::PrescriptionItem> sold_items(const PrescriptionRow& prescription) {
    std::vector<api::PrescriptionItem> sold;
    for (const api::PrescriptionItem& item : prescription.items)
        if (!item.hospital_only) sold.push_back(item);
    return sold;
}

// What a pharmacy's own list says comes first. For what is on no list the pharmacy provider is asked; without one
// nobody has it.
static StockOffer ask_pharmacies(Context& ctx, const std::vector<api::PrescriptionItem>& sold, Fulfilment fulfilment) {
    if (auto listed = offer_from_stock(ctx, sold, fulfilment)) return *std::move(listed);
    StockOffer made;
    if (ctx.env.providers.pharmacy) {
        made.offer = ctx.env.providers.pharmacy->offer(sold, fulfilment, ctx.lang, ctx.now);
    } else {
        made.offer.pharmacy = in(ctx.lang, ctx.env.hospital.short_name);
        made.offer.in_stock = sold.empty();
        made.offer.prices_fen.assign(sold.size(), 0);
        made.offer.ready_by = ctx.now;
    }
    return made;
}

static Outcome<QuoteRow> make_quote(Context& ctx, const PrescriptionRow& prescription, Fulfilment fulfilment) {
    const auto sold = sold_items(prescription);
    api::Quote quote;
    for (const api::PrescriptionItem& item : prescription.items)
        if (item.hospital_only) quote.hospital_only.push_back(item.name);
    const auto& env = ctx.env;
    const StockOffer answer = ask_pharmacies(ctx, sold, fulfilment);
    const PharmacyOffer& offer = answer.offer;
    if (!answer.pharmacy_id.empty()) {
        quote.pharmacy_id = answer.pharmacy_id;
        quote.pharmacy_place = answer.place;
    }
    std::vector<domain::BillLine> lines;
    for (std::size_t i = 0; i < sold.size(); ++i) {
        quote.lines.push_back({sold[i].name, sold[i].weeks, offer.prices_fen[i]});
        lines.push_back({sold[i].name, 1, offer.prices_fen[i]});
    }
    const Fen courier = fulfilment == Fulfilment::delivery ? env.hospital.rules.courier_fee : 0;
    const domain::Bill bill = domain::split_bill(TRY(domain::medicine_total(lines)), offer.pooled_percent,
                                                 offer.personal_account_fen, courier);
    quote.id = random_id("quo");
    quote.prescription_id = prescription.id;
    quote.fulfilment = fulfilment;
    quote.pharmacy = offer.pharmacy;
    quote.ready_by = ctx.at(offer.ready_by);
    quote.in_stock = offer.in_stock;
    quote.medicine_fen = bill.medicine;
    quote.insurance_pooled_fen = bill.insurance_pooled;
    quote.personal_account_fen = bill.personal_account;
    quote.self_pay_fen = bill.self_pay;
    quote.courier_fen = bill.courier;
    quote.total_due_fen = bill.total_due;
    quote.expires_at = ctx.at(ctx.now + quote_valid_ms);
    return QuoteRow{quote.id, prescription.id,         prescription.account_id, prescription.person_id,
                    quote,    ctx.now + quote_valid_ms};
}

// A pharmacy may have sold out, or got more, since the quote was made.
static bool still_true(Context& ctx, const QuoteRow& known, const PrescriptionRow& prescription) {
    if (!known.quote.in_stock) return false;
    if (!known.quote.pharmacy_id) return true;
    const auto now = offer_from_stock(ctx, sold_items(prescription), known.quote.fulfilment);
    return now && now->offer.in_stock && now->pharmacy_id == *known.quote.pharmacy_id;
}

static bool deliverable(const PrescriptionRow& prescription) {
    for (const api::PrescriptionItem& item : prescription.items)
        if (!item.hospital_only) return true;
    return false;
}

Outcome<api::QuoteList> list_quotes(Context& ctx, const Id& id) {
    const PrescriptionRow prescription = TRY(cared_for(ctx, store::prescription(ctx.store, id)));
    if (prescription.state != PrescriptionState::approved && prescription.state != PrescriptionState::confirmed)
        return refuse("illegal_state");
    const auto live = store::live_quotes(ctx.store, prescription.id, ctx.now + quote_reuse_ms);
    api::QuoteList list;
    for (const Fulfilment fulfilment : {Fulfilment::delivery, Fulfilment::pickup}) {
        if (fulfilment == Fulfilment::delivery && !deliverable(prescription)) continue;
        const QuoteRow* known = nullptr;
        for (const QuoteRow& row : live)
            if (row.quote.fulfilment == fulfilment) known = &row;
        if (known && still_true(ctx, *known, prescription)) {
            list.items.push_back(known->quote);
            continue;
        }
        const QuoteRow made = TRY(make_quote(ctx, prescription, fulfilment));
        store::insert_quote(ctx.store, made);
        list.items.push_back(made.quote);
    }
    return list;
}

Outcome<api::Prescription> confirm_prescription(Context& ctx, const Id& id) {
    PrescriptionRow prescription = TRY(cared_for(ctx, store::prescription(ctx.store, id)));
    TRY(require_match(ctx, prescription_view(ctx, prescription, false)));
    if (ctx.now > prescription.valid_until) return refuse("prescription_expired");
    TRY(care::move_prescription(ctx, prescription, PrescriptionState::confirmed));
    return prescription_view(ctx, prescription, false);
}

}  // namespace bz::server::handlers
