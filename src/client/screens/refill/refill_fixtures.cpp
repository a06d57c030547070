#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/refill/refill.hpp"

namespace bz::screens {

std::vector<RefillFixture> Refill::fixtures() {
    std::vector<RefillFixture> all;
    const auto add = [&](std::string_view name) -> RefillFixture& {
        return all.emplace_back(RefillFixture{name, {}, sample_journey(domain::VisitKind::refill)});
    };
    add("listed");
    add("chosen").shared.draft.medicine_ids = {"m1", "m2"};
    add("none_chosen").model.none_chosen = true;
    {
        RefillFixture& many = add("long_supply");
        many.shared.draft.medicine_ids = {"m1"};
        many.shared.draft.weeks = 6;
        many.model.unconfirmed = true;
    }
    {
        RefillFixture& unlisted = add("nothing_earlier");
        unlisted.shared.earlier_care.value = api::EarlierCare{};
        unlisted.model.none_chosen = true;
    }
    {
        RefillFixture& other = add("other_medicine");
        other.shared.draft.medicine_text = "美托洛尔缓释片";
    }
    add("loading").shared.earlier_care = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    add("failed").shared.earlier_care = {.load = state::Load::failed, .value = {}, .etag = {}, .error = "server"};
    add("elder").shared.elder = true;
    all.back().shared.draft.medicine_ids = {"m1", "m2"};
    return all;
}

}  // namespace bz::screens
