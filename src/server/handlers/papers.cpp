#include "server/handlers/papers.hpp"

#include "server/handlers/views.hpp"

namespace bz::server::handlers {

static constexpr std::int64_t hold_ms = 5 * ms_per_minute;

bool is_held(const Context& ctx, const Hold& hold) { return !hold.staff_id.empty() && ctx.now < hold.since + hold_ms; }

bool is_held_by_another(const Context& ctx, const Hold& hold) {
    return ctx.staff && ctx.staff->role != Role::system && is_held(ctx, hold) && hold.staff_id != ctx.staff->id;
}

std::string holder_name(Context& ctx, const Hold& hold) {
    const auto holder = store::staff(ctx.store, hold.staff_id);
    return holder ? holder->name : std::string();
}

std::string held_until(const Context& ctx, const Hold& hold) { return ctx.at(hold.since + hold_ms); }

std::optional<int> median_seconds(std::vector<std::int64_t> times_ms) {
    const auto middle = median(std::move(times_ms));
    return middle ? std::optional(static_cast<int>(*middle / ms_per_second)) : std::nullopt;
}

Outcome<Nothing> take_in_hand(Context& ctx, store::Paper paper, const std::string& id, bool waits, const Hold& hold) {
    if (!waits) return refuse("illegal_state");
    if (is_held_by_another(ctx, hold)) return refuse("taken");
    store::hold_paper(ctx.store, paper, id, ctx.staff->id, ctx.now);
    return Nothing{};
}

}  // namespace bz::server::handlers
