#include "server/handlers/supply.hpp"

#include "domain/supply.hpp"
#include "server/handlers/stock.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

// A week is the least that is ever ordered; how much it will be, only the quote knows.
std::optional<bool> has_it(Context& ctx, const KnownMedicine& medicine) {
    const std::vector<api::PrescriptionItem> week = {{medicine.name.zh, medicine.specification, {}, 1, false}};
    if (const auto listed = offer_from_stock(ctx, week, domain::Fulfilment::pickup)) return listed->offer.in_stock;
    if (const auto& pharmacy = ctx.env.providers.pharmacy)
        return pharmacy->offer(week, domain::Fulfilment::pickup, ctx.lang, ctx.now).in_stock;
    return std::nullopt;
}

// The share of a visit's draft that the same request would have again.
void take_wishes(const VisitRow& visit, const KnownCare& care, api::Supply& supply) {
    for (const std::string& id : visit.draft.medicine_ids.value_or(std::vector<std::string>{}))
        if (std::ranges::find(care.medicines, id, &KnownMedicine::id) != care.medicines.end())
            supply.medicine_ids.push_back(id);
    if (visit.draft.medicine_text && !visit.draft.medicine_text->empty())
        supply.medicine_text = visit.draft.medicine_text;
}

}  // namespace

void look_for_stock(Context& ctx, const KnownCare& care, api::EarlierCare& view) {
    for (std::size_t i = 0; i < view.medicines.size() && i < care.medicines.size(); ++i) {
        if (view.medicines[i].hospital_only) continue;
        view.medicines[i].in_stock = has_it(ctx, care.medicines[i]);
        if (view.medicines[i].in_stock) view.stock_checked_at = ctx.at(ctx.now / ms_per_minute * ms_per_minute);
    }
}

std::optional<api::Supply> supply_of(Context& ctx, const std::string& person_id, const KnownCare& care) {
    const auto order = store::newest_order_of_person(ctx.store, person_id);
    if (!order || (order->state != domain::OrderState::delivered && order->state != domain::OrderState::picked_up))
        return std::nullopt;
    const auto visit = store::visit(ctx.store, order->visit_id);
    const auto quote = store::quote(ctx.store, order->quote_id);
    if (!visit || !quote || quote->quote.lines.empty()) return std::nullopt;
    api::Supply supply;
    supply.visit_id = visit->id;
    for (const api::QuoteLine& line : quote->quote.lines) {
        supply.medicines.push_back(line.name);
        supply.weeks = supply.weeks == 0 ? line.weeks : std::min(supply.weeks, line.weeks);
    }
    if (supply.weeks < 1) return std::nullopt;
    supply.runs_out_on = date_text(domain::runs_out_on(date_of(order->moved_at, china_offset_minutes), supply.weeks));
    take_wishes(*visit, care, supply);
    if (supply.medicine_ids.empty() && !supply.medicine_text) return std::nullopt;
    return supply;
}

}  // namespace bz::server::handlers
