// Owns the states of a medicine order, by the way it is fulfilled. Prices are in bill.hpp, money's own states in
// payment.hpp.
#pragma once

#include "base/enum_names.hpp"
#include "base/result.hpp"

namespace bz::domain {

enum class Fulfilment { delivery, pickup };  // S36

enum class OrderState {
    created,  // waiting for payment
    paid,
    packed,
    shipped,    // delivery only
    delivered,  // delivery only
    ready,      // pickup only: the pickup code is valid
    picked_up,  // pickup only
    cancelled,  // before payment
    refunding,  // money is going back in full; from any state after payment
    refunded,
};

inline constexpr int pickup_tries_max = 5;  // wrong codes at the counter; then a clerk has to look into it

// Whether the medicine is out of the pharmacy's hands: it is never sold a second time, whatever becomes of the money.
[[nodiscard]] bool is_handed_over(OrderState state);  // shipped, delivered, picked_up

// created > paid | cancelled; paid > packed; delivery: packed > shipped > delivered; pickup: packed > ready >
// picked_up; paid and everything after it > refunding > refunded. A partial refund moves the payment, not the order.
[[nodiscard]] bool can_move(Fulfilment fulfilment, OrderState from, OrderState to);
[[nodiscard]] Result<OrderState> move(Fulfilment fulfilment, OrderState from, OrderState to);  // "order.illegal_move"
[[nodiscard]] bool is_final(OrderState state);  // delivered, picked_up, cancelled, refunded: nothing is awaited

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::Fulfilment> {
    static constexpr auto names = std::to_array<std::string_view>({"delivery", "pickup"});
};
template <>
struct bz::EnumNames<bz::domain::OrderState> {
    static constexpr auto names =
        std::to_array<std::string_view>({"created", "paid", "packed", "shipped", "delivered", "ready", "picked_up",
                                         "cancelled", "refunding", "refunded"});
};
