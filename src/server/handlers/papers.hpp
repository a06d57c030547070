// Photographed papers at the desk: who looks at one now, that no two do the same work, and how long it takes.
#pragma once

#include "server/handlers/context.hpp"
#include "server/store/staff_papers.hpp"

namespace bz::server::handlers {

// Who looks at a paper since when; it ends by itself, so that whoever goes away keeps no patient waiting.
struct Hold {
    std::string staff_id;
    Instant since = 0;
};
template <class Row>
Hold hold_of(const Row& row) {
    return {row.held_by, row.held_at};
}

[[nodiscard]] bool is_held(const Context&, const Hold&);
// A colleague looks at it: two must not do the same work, nor decide against each other.
[[nodiscard]] bool is_held_by_another(const Context&, const Hold&);
[[nodiscard]] std::string holder_name(Context&, const Hold&);
[[nodiscard]] std::string held_until(const Context&, const Hold&);
[[nodiscard]] std::optional<int> median_seconds(std::vector<std::int64_t> times_ms);

// The caller looks at it from now on, for five minutes.
Outcome<Nothing> take_in_hand(Context&, store::Paper, const std::string& id, bool waits, const Hold&);

// What a view tells of it: how many came before, when it was first looked at, who does now.
template <class View, class Row>
void tell_looking(Context& ctx, store::Paper paper, const Row& row, bool waits, View& view) {
    if (waits) view.ahead = store::papers_before(ctx.store, paper, row.hospital_id, row.created_at);
    if (row.opened_at) view.opened_at = ctx.at(row.opened_at);
    const Hold hold = hold_of(row);
    if (!is_held(ctx, hold)) return;
    view.held_by = holder_name(ctx, hold);
    view.held_until = held_until(ctx, hold);
    view.mine = ctx.staff && hold.staff_id == ctx.staff->id;
}

template <class List>
void tell_pace(Context& ctx, store::Paper paper, List& list) {
    constexpr int counted = 20;
    const std::string& hospital = ctx.env.hospital.id;
    list.median_seconds_last_20 = median_seconds(store::paper_times(ctx.store, paper, hospital, counted));
    list.median_look_seconds_last_20 = median_seconds(store::look_times(ctx.store, paper, hospital, counted));
}

}  // namespace bz::server::handlers
