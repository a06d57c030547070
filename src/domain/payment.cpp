#include "domain/payment.hpp"

#include "domain/transitions.hpp"

namespace bz::domain {

namespace {

using enum PaymentState;

constexpr Move<PaymentState> moves[] = {
    {pending, paid},       {pending, failed},
    {failed, paid},  // a late success from the gateway
    {paid, refunding},     {partly_refunded, refunding},
    {refunding, refunded}, {refunding, partly_refunded},  // a part went back, or a further part was refused
    {refunding, paid},                                    // the gateway refused the first refund
};

}  // namespace

bool can_move(PaymentState from, PaymentState to) { return is_listed<PaymentState>(moves, from, to); }

Result<PaymentState> move(PaymentState from, PaymentState to) {
    if (!can_move(from, to)) return fail("payment.illegal_move");
    return to;
}

Result<Fen> check_refund(Fen amount, Fen paid, Fen refunded) {
    if (amount < 1 || amount > paid - refunded) return fail("refund.range");
    return amount;
}

}  // namespace bz::domain
