#include "matrix.hpp"

#include "domain/gate.hpp"
#include "domain/identity_check.hpp"
#include "domain/identity_number.hpp"
#include "domain/medicine.hpp"
#include "domain/order.hpp"
#include "domain/payment.hpp"
#include "domain/prescription.hpp"
#include "domain/record.hpp"
#include "domain/visit.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace bz;
using namespace bz::domain;
using bz::test::check_matrix;
using bz::test::Matrix;

namespace {

// A state's letters in each drawing stand for the states in the order of the enum.
template <class State>
auto can_move_plain() {
    return [](State from, State to) { return can_move(from, to); };
}

template <class State>
auto move_plain() {
    return [](State from, State to) { return bz::domain::move(from, to); };
}

template <NamedEnum E>
void check_names(E last) {
    CHECK(enum_count<E> == static_cast<std::size_t>(last) + 1);
    for (std::size_t index = 0; index < enum_count<E>; ++index) {
        const auto value = static_cast<E>(index);
        CAPTURE(to_string(value));
        CHECK_FALSE(to_string(value).empty());
        CHECK(from_string<E>(to_string(value)) == value);
    }
    CHECK(from_string<E>("no_such_name") == std::nullopt);
}

}  // namespace

TEST_CASE("visit moves, full matrix") {
    const Matrix<VisitState> legal = {
        // d s q i c p t x e: draft submitted queued in_consultation concluded prescribed terminated cancelled expired
        ".x.....x.",  // draft
        "..x....xx",  // submitted
        "...x...xx",  // queued
        "....xxxx.",  // in_consultation
        ".........",  // concluded
        "...x.....",  // prescribed
        ".........",  // terminated
        ".........",  // cancelled
        ".........",  // expired
    };
    check_matrix<VisitState>(legal, can_move_plain<VisitState>(), move_plain<VisitState>(), "visit.illegal_move");
}

TEST_CASE("prescription moves, full matrix") {
    const Matrix<PrescriptionState> legal = {
        // signed in_review approved returned confirmed ordered expired
        ".x....x",  // signed
        "..xx..x",  // in_review
        "....x.x",  // approved
        "x.....x",  // returned
        ".....xx",  // confirmed
        "....x..",  // ordered
        ".......",  // expired
    };
    check_matrix<PrescriptionState>(legal, can_move_plain<PrescriptionState>(), move_plain<PrescriptionState>(),
                                    "prescription.illegal_move");
}

TEST_CASE("order moves, full matrix for delivery and for pickup") {
    const Matrix<OrderState> delivery = {
        // created paid packed shipped delivered ready picked_up cancelled refunding refunded
        ".x.....x..",  // created
        "..x.....x.",  // paid
        "...x....x.",  // packed
        "....x...x.",  // shipped
        "........x.",  // delivered
        "..........",  // ready
        "..........",  // picked_up
        "..........",  // cancelled
        ".........x",  // refunding
        "..........",  // refunded
    };
    const Matrix<OrderState> pickup = {
        ".x.....x..",  // created
        "..x.....x.",  // paid
        ".....x..x.",  // packed
        "..........",  // shipped
        "..........",  // delivered
        "......x.x.",  // ready
        "........x.",  // picked_up
        "..........",  // cancelled
        ".........x",  // refunding
        "..........",  // refunded
    };
    for (const Fulfilment fulfilment : {Fulfilment::delivery, Fulfilment::pickup})
        check_matrix<OrderState>(
            fulfilment == Fulfilment::delivery ? delivery : pickup,
            [fulfilment](OrderState from, OrderState to) { return can_move(fulfilment, from, to); },
            [fulfilment](OrderState from, OrderState to) { return bz::domain::move(fulfilment, from, to); },
            "order.illegal_move");
}

TEST_CASE("payment moves, full matrix") {
    const Matrix<PaymentState> legal = {
        // pending paid failed refunding partly_refunded refunded
        ".xx...",  // pending
        "...x..",  // paid
        ".x....",  // failed
        ".x..xx",  // refunding
        "...x..",  // partly_refunded
        "......",  // refunded
    };
    check_matrix<PaymentState>(legal, can_move_plain<PaymentState>(), move_plain<PaymentState>(),
                               "payment.illegal_move");
}

TEST_CASE("identity check moves, full matrix") {
    const Matrix<IdentityCheckState> legal = {
        // pending needs_staff verified rejected
        ".xxx",  // pending
        "..xx",  // needs_staff
        "....",  // verified
        "....",  // rejected
    };
    check_matrix<IdentityCheckState>(legal, can_move_plain<IdentityCheckState>(), move_plain<IdentityCheckState>(),
                                     "identity_check.illegal_move");
}

TEST_CASE("final states await nothing") {
    const auto finals = []<NamedEnum State>(State, auto is_final_of) {
        std::string names;
        for (std::size_t index = 0; index < enum_count<State>; ++index)
            if (is_final_of(static_cast<State>(index)))
                names += std::string(to_string(static_cast<State>(index))) + " ";
        return names;
    };
    CHECK(finals(VisitState{}, [](VisitState s) { return is_final(s); }) ==
          "concluded prescribed terminated cancelled expired ");
    CHECK(finals(PrescriptionState{}, [](PrescriptionState s) { return is_final(s); }) == "expired ");
    CHECK(finals(OrderState{}, [](OrderState s) { return is_final(s); }) == "delivered picked_up cancelled refunded ");
    CHECK(finals(IdentityCheckState{}, [](IdentityCheckState s) { return is_final(s); }) == "verified rejected ");
}

TEST_CASE("every enum's wire names go both ways") {
    check_names(Sex::male);
    check_names(IdentityKind::invented);
    check_names(VisitKind::refill);
    check_names(VisitState::expired);
    check_names(TerminationReason::emergency);
    check_names(Diagnosed::unsure);
    check_names(Changed::unsure);
    check_names(GateOutcome::refill);
    check_names(GateLead::staff);
    check_names(PrescriptionState::expired);
    check_names(Fulfilment::pickup);
    check_names(OrderState::refunded);
    check_names(PaymentState::refunded);
    check_names(IdentityCheckState::rejected);
    check_names(IdentityMethod::face);
    check_names(DocumentType::household_register);
    check_names(Dispensing::hospital_only);
    check_names(RecordKind::other);
    check_names(FileType::dicom);
    CHECK(to_string(PrescriptionState::signed_) == "signed");
    CHECK(to_string(VisitState::in_consultation) == "in_consultation");
    CHECK(to_string(OrderState::picked_up) == "picked_up");
    CHECK(to_string(PaymentState::partly_refunded) == "partly_refunded");
}
