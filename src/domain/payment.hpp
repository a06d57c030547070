// Owns the states of one payment, for a visit fee or an order. Talking to a gateway is the server's business.
#pragma once

#include "base/enum_names.hpp"
#include "base/money.hpp"
#include "base/result.hpp"

namespace bz::domain {

enum class PaymentState { pending, paid, failed, refunding, partly_refunded, refunded };

// pending > paid | failed; failed > paid, because a gateway may report success late and that money must not be lost;
// paid | partly_refunded > refunding > refunded | partly_refunded, or > paid when the gateway refused the refund.
[[nodiscard]] bool can_move(PaymentState from, PaymentState to);
[[nodiscard]] Result<PaymentState> move(PaymentState from, PaymentState to);  // "payment.illegal_move"

// `amount` when 1 .. paid - refunded, else "refund.range". `refunded` counts what is still on its way back.
[[nodiscard]] Result<Fen> check_refund(Fen amount, Fen paid, Fen refunded);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::PaymentState> {
    static constexpr auto names =
        std::to_array<std::string_view>({"pending", "paid", "failed", "refunding", "partly_refunded", "refunded"});
};
