#include "domain/order.hpp"
#include "domain/payment.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace bz;
using namespace bz::domain;

TEST_CASE("no more is paid back than was paid") {
    CHECK(check_refund(1, 100, 0) == 1);
    CHECK(check_refund(100, 100, 0) == 100);
    CHECK(check_refund(40, 100, 60) == 40);
    for (const Fen amount : {Fen{0}, Fen{-1}, Fen{41}, Fen{1'000'000}})
        CHECK(check_refund(amount, 100, 60).error() == Error{"refund.range"});
}

TEST_CASE("medicine is out of the pharmacy's hands once it left or was collected") {
    std::string names;
    for (std::size_t i = 0; i < enum_count<OrderState>; ++i)
        if (is_handed_over(static_cast<OrderState>(i)))
            names += std::string(to_string(static_cast<OrderState>(i))) + " ";
    CHECK(names == "shipped delivered picked_up ");
}
