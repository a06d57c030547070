#include "matrix.hpp"

#include "domain/complaint.hpp"
#include "domain/rating.hpp"

#include <doctest/doctest.h>

using namespace bz;
using namespace bz::domain;
using bz::test::check_matrix;
using bz::test::Matrix;

TEST_CASE("complaint moves, full matrix") {
    const Matrix<ComplaintState> legal = {
        // received in_progress answered closed
        ".x..",  // received
        "..x.",  // in_progress
        ".x.x",  // answered
        ".x..",  // closed
    };
    check_matrix<ComplaintState>(
        legal, [](ComplaintState from, ComplaintState to) { return can_move(from, to); },
        [](ComplaintState from, ComplaintState to) { return bz::domain::move(from, to); }, "complaint.illegal_move");
}

TEST_CASE("complaint numbers name the day and the place in it") {
    CHECK(complaint_number({2026, 11, 21}, 42) == "C-20261121-0042");
    CHECK(complaint_number({2027, 1, 2}, 12345) == "C-20270102-12345");
}

TEST_CASE("complaints are reopened within seven days") { CHECK(reopen_deadline(1000) == 1000 + 7 * ms_per_day); }

TEST_CASE("ratings have one to five stars and follow an ending with a doctor") {
    for (const int stars : {1, 5}) CHECK(check_stars(stars) == stars);
    for (const int stars : {0, 6, -1}) CHECK(check_stars(stars).error() == Error{"stars.range", 5});
    std::string rated;
    for (std::size_t i = 0; i < enum_count<VisitState>; ++i)
        if (can_be_rated(static_cast<VisitState>(i))) rated += std::string(to_string(static_cast<VisitState>(i))) + " ";
    CHECK(rated == "concluded prescribed terminated ");
    CHECK(rating_deadline(5) == 5 + ms_per_day);
}
