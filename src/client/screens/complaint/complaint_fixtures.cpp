#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/complaint/complaint.hpp"

namespace bz::screens {

std::vector<ComplaintFixture> Complaint::fixtures() {
    std::vector<ComplaintFixture> all;
    const auto add = [&](std::string_view name) -> ComplaintFixture& {
        return all.emplace_back(ComplaintFixture{name, {}, sample_journey(domain::VisitKind::consultation)});
    };
    add("empty");
    add("error").model.empty = true;
    add("written").shared.draft.complaint = "这几天爬楼气短，歇一会儿就好。\n多久了：两三天了";
    {
        ComplaintFixture& photos = add("photos");
        photos.shared.draft.complaint = "腿上起了红点，不痒。";
        for (const std::string_view state : {"sending", "recorded", "interrupted"})
            photos.shared.draft.uploads.push_back(sample_upload(state, domain::RecordKind::other));
    }
    add("elder").shared.elder = true;
    return all;
}

}  // namespace bz::screens
