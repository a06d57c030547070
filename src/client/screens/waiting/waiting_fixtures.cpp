#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/waiting/waiting.hpp"

namespace bz::screens {

using domain::VisitState;

std::vector<WaitingFixture> Waiting::fixtures() {
    std::vector<WaitingFixture> all;
    all.push_back({"ahead", {}, care_shared(VisitState::queued)});
    all.push_back({"next", {}, care_shared(VisitState::queued)});
    all.back().shared.visit.value->place = 0;
    all.push_back({"late", {}, care_shared(VisitState::queued)});
    all.back().shared.context.now = parse_rfc3339("2026-07-20T15:20:00+08:00").value_or(0);
    all.push_back({"unpaid", {}, care_shared(VisitState::submitted)});
    all.push_back({"consultation", {}, care_shared(VisitState::queued)});
    all.back().shared.visit.value->kind = domain::VisitKind::consultation;
    all.push_back({"cancel_asked", {}, care_shared(VisitState::queued)});
    all.back().model.cancel_asked = true;
    all.push_back({"cancelling", {}, care_shared(VisitState::queued)});
    all.back().model.cancelling = true;
    all.push_back({"cancel_failed", {}, care_shared(VisitState::queued)});
    all.back().model.problem = "server";
    all.push_back({"loading", {}, care_shared(VisitState::queued)});
    all.back().shared.visit = {};
    all.back().shared.visit.load = state::Load::loading;
    all.push_back({"failed", {}, care_shared(VisitState::queued)});
    all.back().shared.visit = {};
    all.back().shared.visit.load = state::Load::failed;
    all.back().shared.visit.error = "offline";
    all.push_back({"elder", {}, care_shared(VisitState::queued)});
    all.back().shared.elder = true;
    return all;
}

}  // namespace bz::screens
