#include "domain/guardianship.hpp"

#include <doctest/doctest.h>

#include "domain/matrix.hpp"

using namespace bz;
using namespace bz::domain;
using namespace bz::test;

TEST_CASE("guardianship moves, full matrix") {
    const Matrix<GuardianshipState> legal = {
        // pending verified rejected ended
        ".xxx",  // pending
        "...x",  // verified
        "....",  // rejected
        "....",  // ended
    };
    check_matrix<GuardianshipState>(
        legal, [](auto from, auto to) { return can_move(from, to); }, [](auto from, auto to) { return move(from, to); },
        "guardianship.illegal_move");
}

TEST_CASE("guardianships: the ages that the law draws") {
    constexpr Date today{2026, 7, 20};
    CHECK(is_adult({2008, 7, 20}, today));
    CHECK_FALSE(is_adult({2008, 7, 21}, today));
    CHECK(guardian_consents({2012, 7, 21}, today));
    CHECK_FALSE(guardian_consents({2012, 7, 20}, today));
}
