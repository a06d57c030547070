#include "domain/order.hpp"

#include "domain/transitions.hpp"

namespace bz::domain {

namespace {

using enum OrderState;

constexpr Move<OrderState> shared_moves[] = {
    {created, paid},   {created, cancelled}, {paid, packed},
    {paid, refunding}, {packed, refunding},  {refunding, refunded},
};

constexpr Move<OrderState> delivery_moves[] = {
    {packed, shipped},
    {shipped, delivered},
    {shipped, refunding},
    {delivered, refunding},
};

constexpr Move<OrderState> pickup_moves[] = {
    {packed, ready},
    {ready, picked_up},
    {ready, refunding},
    {picked_up, refunding},
};

}  // namespace

bool can_move(Fulfilment fulfilment, OrderState from, OrderState to) {
    if (is_listed<OrderState>(shared_moves, from, to)) return true;
    if (fulfilment == Fulfilment::delivery) return is_listed<OrderState>(delivery_moves, from, to);
    return is_listed<OrderState>(pickup_moves, from, to);
}

Result<OrderState> move(Fulfilment fulfilment, OrderState from, OrderState to) {
    if (!can_move(fulfilment, from, to)) return fail("order.illegal_move");
    return to;
}

bool is_handed_over(OrderState state) { return state == shipped || state == delivered || state == picked_up; }

bool is_final(OrderState state) {
    return state == delivered || state == picked_up || state == cancelled || state == refunded;
}

}  // namespace bz::domain
