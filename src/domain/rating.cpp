#include "domain/rating.hpp"

namespace bz::domain {

Result<int> check_stars(int stars) {
    if (stars < 1 || stars > stars_max) return fail("stars.range", stars_max);
    return stars;
}

bool can_be_rated(VisitState state) {
    return state == VisitState::concluded || state == VisitState::prescribed || state == VisitState::terminated;
}

}  // namespace bz::domain
