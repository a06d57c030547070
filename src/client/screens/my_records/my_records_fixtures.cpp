#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/my_records/my_records.hpp"

namespace bz::screens {

std::vector<MyRecordsFixture> MyRecords::fixtures() {
    std::vector<MyRecordsFixture> all;
    const auto add = [&](std::string_view name) -> MyRecordsFixture& {
        return all.emplace_back(MyRecordsFixture{name, {}, sample_journey(domain::VisitKind::refill)});
    };
    add("list").shared.records.value = sample_records();
    add("empty");
    add("nobody").shared.account.value->people.clear();
    add("loading").shared.records = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    add("failed").shared.records = {.load = state::Load::failed, .value = {}, .etag = {}, .error = "server"};
    add("elder").shared.elder = true;
    all.back().shared.records.value = sample_records();
    return all;
}

}  // namespace bz::screens
