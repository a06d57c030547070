#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/rating/rating.hpp"

namespace bz::screens {

std::vector<RatingFixture> Rating::fixtures() {
    std::vector<RatingFixture> all;
    const auto add = [&](std::string_view name) -> RatingFixture& {
        all.push_back({name, {}, care_shared(domain::VisitState::concluded)});
        all.back().shared.draft.rating_visit = "visit-1";
        all.back().shared.rating = {.load = state::Load::failed, .value = {}, .etag = {}, .error = "not_found"};
        return all.back();
    };
    const auto give = [&](std::string_view name) -> RatingFixture& {
        RatingFixture& fixture = add(name);
        loaded(fixture.shared.rating,
               api::Rating{
                   "visit-1", 5, "很耐心，都说清楚了。", "2026-07-20T14:40:00+08:00", "2026-07-21T14:40:00+08:00", {}});
        return fixture;
    };
    add("ask");
    add("missing").model.missing = true;
    {
        RatingFixture& chosen = add("chosen");
        chosen.shared.draft.rating_stars = 3;
        chosen.shared.draft.rating_text = "等得有点久，医生人很好。";
    }
    {
        RatingFixture& refused = add("refused");
        refused.shared.draft.rating_stars = 1;
        refused.model.problem = "illegal_state";
    }
    {
        RatingFixture& offline = add("offline");
        offline.shared.online = false;
        offline.shared.draft.rating_stars = 5;
        offline.model.sending = true;
    }
    add("loading").shared.rating = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    add("failed").shared.rating = {.load = state::Load::failed, .value = {}, .etag = {}, .error = "server"};
    give("given");
    give("given_long_ago").shared.rating.value->changeable_until = "2026-07-19T14:40:00+08:00";
    {
        RatingFixture& change = give("change");
        change.model.changing = true;
        change.shared.draft.rating_stars = 5;
    }
    return all;
}

}  // namespace bz::screens
