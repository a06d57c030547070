#include "domain/batch.hpp"

#include <doctest/doctest.h>

#include "domain/matrix.hpp"

using namespace bz;
using namespace bz::domain;
using namespace bz::test;

TEST_CASE("batch moves, full matrix: what an answer led away from, what was declined and what was sent stays so") {
    const Matrix<BatchState> legal = {
        // prepared confirmed changed not_reached declined sent failed
        "xxxxx..",  // prepared
        "xxxxxxx",  // confirmed
        ".......",  // changed
        "xxxxx..",  // not_reached
        ".......",  // declined
        ".......",  // sent
        "xxxxxxx",  // failed
    };
    check_matrix<BatchState>(
        legal, [](auto from, auto to) { return can_move(from, to); }, [](auto from, auto to) { return move(from, to); },
        "batch.illegal_move");
}

TEST_CASE("batch: what the answers on the phone lead to, over all of them") {
    for (const bool agrees : {false, true}) {
        for (const bool unwell : {false, true}) {
            for (const bool allergy : {false, true}) {
                for (std::size_t i = 0; i < enum_count<GateOutcome>; ++i) {
                    const auto gate = static_cast<GateOutcome>(i);
                    CAPTURE(to_string(gate));
                    const auto verdict = judge_read_back({true, agrees, unwell, allergy, gate});
                    const bool clear = gate == GateOutcome::refill && !unwell && !allergy;
                    // The one way to a confirmation.
                    CHECK((verdict && verdict->state == BatchState::confirmed) == (agrees && clear));
                    if (gate == GateOutcome::emergency)
                        CHECK(*verdict == ReadBackVerdict{BatchState::changed, BatchAdvice::emergency});
                    if (gate == GateOutcome::incomplete && agrees && !unwell && !allergy)
                        CHECK(verdict.error().code == "batch.incomplete");
                    CHECK(judge_read_back({false, agrees, unwell, allergy, gate})->state == BatchState::not_reached);
                }
            }
        }
    }
    CHECK(judge_read_back({true, false, false, false, GateOutcome::incomplete})->state == BatchState::declined);
    CHECK(*judge_read_back({true, true, true, false, GateOutcome::refill}) ==
          ReadBackVerdict{BatchState::changed, BatchAdvice::consultation});
}

TEST_CASE("mandates: signed until today, good for a year at most, and not over") {
    constexpr Date today{2026, 7, 20};
    CHECK(check_mandate_days({2026, 7, 20}, {2027, 7, 20}, today));
    CHECK(check_mandate_days({2026, 1, 1}, today, today));
    CHECK(check_mandate_days({2026, 7, 21}, {2026, 8, 1}, today).error().code == "mandate.signed_later");
    CHECK(check_mandate_days({2026, 1, 1}, {2026, 7, 19}, today).error().code == "mandate.over");
    CHECK(check_mandate_days({2026, 7, 20}, {2027, 7, 22}, today).error() == Error{"mandate.too_long", 366});
}

TEST_CASE("batch: what was said on the phone holds for a day") {
    constexpr Instant said = 1'000'000;
    CHECK(is_fresh(said, said + read_back_hours * ms_per_hour - 1));
    CHECK_FALSE(is_fresh(said, said + read_back_hours * ms_per_hour));
    CHECK(is_held(said, said + changed_hold_hours * ms_per_hour - 1));
    CHECK_FALSE(is_held(said, said + changed_hold_hours * ms_per_hour));
}
