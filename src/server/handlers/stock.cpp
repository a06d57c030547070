#include "server/handlers/stock.hpp"

#include "base/text.hpp"
#include "domain/bill.hpp"
#include "server/handlers/views.hpp"
#include "server/store/stock.hpp"

#include <algorithm>
#include <unordered_map>

namespace bz::server {

namespace {

// A pack is a week's supply. The name may be written in both languages, so it is looked for inside; of several rows the
// longest name fits best, and one for this very specification before one for any.
const StockRow* row_for(const std::vector<StockRow>& rows, const api::PrescriptionItem& item) {
    const StockRow* best = nullptr;
    for (const StockRow& row : rows) {
        if (!item.name.contains(row.medicine)) continue;
        if (!row.specification.empty() && row.specification != item.specification) continue;
        const auto rank = [](const StockRow& r) { return std::pair(r.medicine.size(), !r.specification.empty()); };
        if (!best || rank(row) > rank(*best)) best = &row;
    }
    return best;
}

Instant ready_by(const Context& ctx, domain::Fulfilment fulfilment) {
    const auto& rules = ctx.env.hospital.rules;
    if (fulfilment == domain::Fulfilment::pickup) return ctx.now + rules.pickup_hours * ms_per_hour;
    return instant_of(
        {.date = add_days(ctx.today(), rules.delivery_days), .hour = 18, .utc_offset_minutes = china_offset_minutes});
}

std::optional<StockOffer> offer_of(Context& ctx, const PharmacyRow& pharmacy,
                                   const std::vector<api::PrescriptionItem>& sold, domain::Fulfilment fulfilment) {
    const auto rows = store::stock_of_pharmacy(ctx.store, ctx.env.hospital.id, pharmacy.id);
    StockOffer made;
    made.pharmacy_id = pharmacy.id;
    made.place = pharmacy.place;
    made.offer.pharmacy = handlers::in(ctx.lang, pharmacy.name);
    made.offer.in_stock = true;
    made.offer.pooled_percent = 100;
    made.offer.ready_by = ready_by(ctx, fulfilment);
    std::unordered_map<std::int64_t, std::int64_t> wanted;
    for (const api::PrescriptionItem& item : sold) {
        const StockRow* row = row_for(rows, item);
        if (!row) return std::nullopt;
        made.offer.prices_fen.push_back(row->week_price_fen * item.weeks);
        // One bill has one share: the least, so that nobody is promised more than insurance pays.
        made.offer.pooled_percent = std::min(made.offer.pooled_percent, row->pooled_percent);
        if ((wanted[row->seq] += item.weeks) > row->free()) made.offer.in_stock = false;
    }
    return made;
}

std::int64_t sum_of(const PharmacyOffer& offer) {
    std::int64_t sum = 0;
    for (const std::int64_t price : offer.prices_fen) sum += price;
    return sum;
}

}  // namespace

std::optional<StockOffer> offer_from_stock(Context& ctx, const std::vector<api::PrescriptionItem>& sold,
                                           domain::Fulfilment fulfilment) {
    if (sold.empty()) return std::nullopt;
    std::optional<StockOffer> best;
    const auto rank = [](const StockOffer& o) { return std::pair(!o.offer.in_stock, sum_of(o.offer)); };
    for (const PharmacyRow& pharmacy : store::pharmacies(ctx.store, ctx.env.hospital.id)) {
        auto made = offer_of(ctx, pharmacy, sold, fulfilment);
        if (made && (!best || rank(*made) < rank(*best))) best = std::move(made);
    }
    return best;
}

Outcome<Nothing> reserve_for_order(Context& ctx, const std::string& order_id, const std::string& pharmacy_id,
                                   const std::vector<api::PrescriptionItem>& sold) {
    const auto rows = store::stock_of_pharmacy(ctx.store, ctx.env.hospital.id, pharmacy_id);
    for (const api::PrescriptionItem& item : sold) {
        const StockRow* row = row_for(rows, item);
        if (!row || !store::reserve_stock(ctx.store, order_id, *row, item.weeks)) return refuse("out_of_stock");
    }
    return Nothing{};
}

namespace handlers {

namespace {

constexpr std::int64_t packs_max = 1'000'000;
constexpr std::size_t name_max = 100;

bool fits(std::string_view text) { return !trim(text).empty() && count_code_points(text) <= name_max; }

void check_item(const api::StockItem& item, const std::string& at, Failure& failure) {
    if (!fits(item.medicine)) failure.errors.push_back({at + "/medicine", "required"});
    if (item.packs < 0 || item.packs > packs_max) failure.errors.push_back({at + "/packs", "stock.range"});
    if (item.week_price_fen < 0 || item.week_price_fen > domain::bill_fen_max / 100)
        failure.errors.push_back({at + "/week_price_fen", "stock.range"});
    if (item.pooled_percent && (*item.pooled_percent < 0 || *item.pooled_percent > 100))
        failure.errors.push_back({at + "/pooled_percent", "stock.range"});
}

Failure check_update(const api::StockUpdate& in) {
    Failure failure("validation");
    if (!fits(in.pharmacy_id)) failure.errors.push_back({"/pharmacy_id", "required"});
    if (!fits(in.name.zh) || !fits(in.name.en)) failure.errors.push_back({"/name", "required"});
    if (!fits(in.place.zh) || !fits(in.place.en)) failure.errors.push_back({"/place", "required"});
    for (std::size_t i = 0; i < in.items.size(); ++i) check_item(in.items[i], "/items/" + std::to_string(i), failure);
    return failure;
}

api::StockList stock_list(Context& ctx, const std::vector<StockRow>& rows) {
    api::StockList list;
    const auto pharmacies = store::pharmacies(ctx.store, ctx.env.hospital.id);
    for (const StockRow& row : rows) {
        const auto pharmacy = std::ranges::find(pharmacies, row.pharmacy_id, &PharmacyRow::id);
        list.items.push_back({row.pharmacy_id, pharmacy->name, pharmacy->place, row.medicine, row.specification,
                              row.packs, row.reserved, row.week_price_fen, row.pooled_percent, ctx.at(row.updated_at)});
    }
    return list;
}

}  // namespace

Outcome<api::StockList> desk_put_stock(Context& ctx, const api::StockUpdate& in) {
    if (Failure wrong = check_update(in); !wrong.errors.empty()) return std::unexpected(std::move(wrong));
    const std::string& hospital = ctx.env.hospital.id;
    const bool foreign = ctx.staff && !ctx.staff->pharmacy_id.empty() && ctx.staff->pharmacy_id != in.pharmacy_id;
    if (foreign) return refuse("forbidden");
    store::put_pharmacy(ctx.store, {hospital, in.pharmacy_id, in.name, in.place});
    const int usual_percent = ctx.env.hospital.cities.empty() ? 0 : ctx.env.hospital.cities.front().pooled_percent;
    Failure failure("validation");
    for (std::size_t i = 0; i < in.items.size(); ++i) {
        const api::StockItem& item = in.items[i];
        StockRow row;
        row.hospital_id = hospital;
        row.pharmacy_id = in.pharmacy_id;
        row.medicine = trim(item.medicine);
        row.specification = item.specification.value_or("");
        row.packs = item.packs;
        row.week_price_fen = item.week_price_fen;
        row.pooled_percent = item.pooled_percent.value_or(usual_percent);
        row.updated_at = ctx.now;
        // Fewer than orders were promised: those orders have to be refunded first.
        if (!store::put_stock(ctx.store, row))
            failure.errors.push_back({"/items/" + std::to_string(i) + "/packs", "stock.reserved"});
    }
    if (!failure.errors.empty()) return std::unexpected(std::move(failure));
    return stock_list(ctx, store::stock_of_pharmacy(ctx.store, hospital, in.pharmacy_id));
}

Outcome<api::StockList> desk_stock(Context& ctx) {
    auto rows = store::stock_of_hospital(ctx.store, ctx.env.hospital.id, ctx.page);
    std::optional<std::string> next;
    if (rows.size() > static_cast<std::size_t>(ctx.page.limit)) {
        rows.resize(static_cast<std::size_t>(ctx.page.limit));
        next = std::to_string(rows.back().seq);
    }
    api::StockList list = stock_list(ctx, rows);
    list.next_cursor = next;
    return list;
}

}  // namespace handlers
}  // namespace bz::server
