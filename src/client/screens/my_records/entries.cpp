#include "client/screens/my_records/entries.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace bz::screens {

namespace {

using Filter = MyRecords::Filter;

Instant instant_or_zero(std::string_view time) { return parse_rfc3339(time).value_or(0); }

// The end of a paper's day where the hospital is: what was made of it on that day comes after it.
Instant when(const state::Shared& shared, const api::Record& record) {
    if (record.issued_on)
        if (const auto date = parse_date(*record.issued_on))
            return days_since_epoch(*date) * ms_per_day -
                   static_cast<Instant>(shared.context.utc_offset_minutes) * ms_per_minute;
    return instant_or_zero(record.created_at);
}

Instant when(const api::Visit& visit) { return instant_or_zero(visit.submitted_at.value_or(visit.created_at)); }

Instant when(const api::Order& order) {
    return order.tracking.empty() ? 0 : instant_or_zero(order.tracking.front().at);
}

// How far back a list is complete.
template <class List, class When>
Instant horizon(const state::Remote<List>& list, When&& time_of) {
    if (!list || !list->next_cursor || list->items.empty()) return std::numeric_limits<Instant>::min();
    return time_of(list->items.back());
}

}  // namespace

std::vector<Entry> entries(const state::Shared& shared, Filter filter) {
    std::vector<Entry> all;
    const bool any = filter == Filter::all;
    Instant complete = std::numeric_limits<Instant>::min();
    if (shared.records && (any || filter == Filter::records)) {
        complete = horizon(shared.records, [](const api::Record& r) { return instant_or_zero(r.created_at); });
        for (const api::Record& record : shared.records->items)
            all.push_back({Entry::Kind::record, when(shared, record), &record, nullptr, nullptr});
    }
    if (shared.visits && filter != Filter::records) {
        complete = std::max(complete, horizon(shared.visits, [](const api::Visit& v) { return when(v); }));
        for (const api::Visit& visit : shared.visits->items) {
            if (visit.prescription_id && filter != Filter::visits)
                all.push_back({Entry::Kind::prescription, when(visit) + 1, nullptr, &visit, nullptr});
            if (filter != Filter::medicine) all.push_back({Entry::Kind::visit, when(visit), nullptr, &visit, nullptr});
        }
    }
    if (shared.orders && (any || filter == Filter::medicine)) {
        complete = std::max(complete, horizon(shared.orders, [](const api::Order& o) { return when(o); }));
        for (const api::Order& order : shared.orders->items)
            all.push_back({Entry::Kind::order, when(order), nullptr, nullptr, &order});
    }
    std::erase_if(all, [&](const Entry& entry) {
        const Instant known = entry.record ? instant_or_zero(entry.record->created_at) : entry.at;
        return known < complete;
    });
    std::ranges::stable_sort(all, std::ranges::greater{}, &Entry::at);
    return all;
}

}  // namespace bz::screens
