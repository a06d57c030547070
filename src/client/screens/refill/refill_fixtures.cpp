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
    add("any_doctor").shared.draft.any_doctor = true;
    {
        RefillFixture& stocked = add("in_stock");
        stocked.shared.earlier_care.value->medicines[0].in_stock = true;
        stocked.shared.earlier_care.value->stock_checked_at = "2026-07-20T14:02:00+08:00";
    }
    {
        RefillFixture& sold_out = add("out_of_stock");
        sold_out.shared.earlier_care.value->medicines[0].in_stock = false;
        sold_out.shared.earlier_care.value->stock_checked_at = "2026-07-20T14:02:00+08:00";
    }
    add("cold_chain").shared.hospital.value->rules.cold_chain = {"替格瑞洛"};
    add("loading").shared.earlier_care = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    add("failed").shared.earlier_care = {.load = state::Load::failed, .value = {}, .etag = {}, .error = "server"};
    add("elder").shared.elder = true;
    all.back().shared.draft.medicine_ids = {"m1", "m2"};
    return all;
}

}  // namespace bz::screens
