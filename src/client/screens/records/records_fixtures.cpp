#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/records/records.hpp"

namespace bz::screens {

using domain::RecordKind;
using domain::VisitKind;

std::vector<RecordsFixture> Records::fixtures() {
    std::vector<RecordsFixture> all;
    const auto add = [&](std::string_view name) -> RecordsFixture& {
        return all.emplace_back(RecordsFixture{name, {}, sample_journey(VisitKind::refill)});
    };
    add("empty");
    add("missing").model.missing = true;
    {
        auto& uploads = add("under_way").shared.draft.uploads;
        uploads = {sample_upload("recorded", RecordKind::discharge_summary),
                   sample_upload("sending", RecordKind::imaging), sample_upload("recording", RecordKind::outpatient),
                   sample_upload("picked", RecordKind::examination_report)};
    }
    {
        auto& uploads = add("stopped").shared.draft.uploads;
        uploads = {sample_upload("paused", RecordKind::imaging), sample_upload("interrupted", RecordKind::outpatient),
                   sample_upload("failed", RecordKind::other)};
        auto& again = uploads.emplace_back(sample_upload("failed", RecordKind::inpatient));
        again.file = "f-again";
        again.error = "server";
        auto& large = uploads.emplace_back(sample_upload("failed", RecordKind::imaging));
        large.file = "f-large";
        large.bytes = 60 * 1024 * 1024;
        large.error = "upload_too_large";
    }
    {
        RecordsFixture& offline = add("offline");
        offline.shared.online = false;
        offline.shared.draft.uploads = {sample_upload("sending", RecordKind::outpatient)};
    }
    {
        RecordsFixture& removing = add("removing");
        removing.shared.draft.uploads = {sample_upload("recorded", RecordKind::discharge_summary)};
        removing.model.removing = "r1";
    }
    {
        RecordsFixture& again = add("already_here");
        again.shared.draft.uploads = {sample_upload("recorded", RecordKind::discharge_summary)};
        again.model.already_here = true;
    }
    all.push_back({"consultation", {}, sample_journey(VisitKind::consultation)});
    all.back().shared.draft.complaint = "爬楼气短";
    {
        RecordsFixture& alone = add("from_my_records");
        alone.shared.draft = {};
        alone.shared.draft.uploads = {sample_upload("recorded", RecordKind::discharge_summary)};
    }
    add("elder").shared.elder = true;
    all.back().shared.draft.uploads = {sample_upload("recorded", RecordKind::discharge_summary),
                                       sample_upload("interrupted", RecordKind::imaging)};
    return all;
}

}  // namespace bz::screens
