#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/ending/ending.hpp"

namespace bz::screens {

using domain::TerminationReason;
using domain::VisitState;
using state::Route;

std::vector<EndingFixture> Ending::fixtures() {
    std::vector<EndingFixture> all;
    all.push_back({"terminated", {}, care_shared(VisitState::terminated)});
    all.push_back({"emergency", {}, care_shared(VisitState::terminated)});
    all.back().shared.visit.value->termination_reason = TerminationReason::emergency;
    all.push_back({"refunded", {}, care_shared(VisitState::terminated)});
    all.back().shared.visit.value->refund->state = "refunded";
    all.push_back({"cancelled", {}, care_shared(VisitState::cancelled)});
    all.push_back({"expired", {}, care_shared(VisitState::expired)});
    all.push_back({"expired_unpaid", {}, care_shared(VisitState::expired)});
    all.back().shared.visit.value->refund.reset();
    all.push_back({"summary", {}, care_shared(VisitState::concluded), Route::summary});
    all.push_back({"failed", {}, care_shared(VisitState::terminated)});
    all.back().shared.visit = {};
    all.back().shared.visit.load = state::Load::failed;
    all.back().shared.visit.error = "server";
    all.push_back({"elder", {}, care_shared(VisitState::terminated)});
    all.back().shared.elder = true;
    return all;
}

}  // namespace bz::screens
