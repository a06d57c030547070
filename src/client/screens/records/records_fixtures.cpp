#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/records/records.hpp"

namespace bz::screens {

using domain::RecordKind;
using domain::VisitKind;
using state::UploadDraft;

namespace {

RecordsFixture& add_photo(std::vector<RecordsFixture>& all, std::string_view name, std::string_view quality) {
    RecordsFixture& one =
        all.emplace_back(RecordsFixture{name, {}, sample_journey(VisitKind::refill), state::Route::photo});
    UploadDraft photo = sample_upload("checking", RecordKind::examination_report);
    photo.quality = quality;
    one.shared.draft.uploads = {photo};
    one.shared.draft.photo = photo.file;
    one.model.photo_width = 1950;
    one.model.photo_height = 2600;
    return one;
}

void add_photos(std::vector<RecordsFixture>& all) {
    add_photo(all, "photo", "");
    add_photo(all, "photo_blurred", "blurred");
    add_photo(all, "photo_dark", "dark");
    add_photo(all, "photo_small", "small");
    add_photo(all, "photo_working", "").shared.draft.uploads[0].state = "opening";
    RecordsFixture& cropping = add_photo(all, "photo_cropping", "");
    cropping.model.cropping = true;
    cropping.shared.draft.uploads[0].crop.top = 10;
    add_photo(all, "photo_gone", "").shared.draft.photo.clear();
    add_photo(all, "photo_elder", "blurred").shared.elder = true;
}

RecordsFixture& add_document(std::vector<RecordsFixture>& all, std::string_view name) {
    RecordsFixture& one =
        all.emplace_back(RecordsFixture{name, {}, sample_journey(VisitKind::refill), state::Route::document});
    one.shared.records.value = sample_records();
    one.shared.draft.document = {"r2", RecordKind::discharge_summary, "2023-11-08", "青岚市第一人民医院"};
    return one;
}

void add_documents(std::vector<RecordsFixture>& all) {
    add_document(all, "document");
    add_document(all, "document_saving").model.saving = true;
    RecordsFixture& future = add_document(all, "document_future");
    future.shared.draft.document.issued_on = "2031-01-01";
    future.model.date_error = "records.document.date.future";
    add_document(all, "document_refused").model.problem = "server";
    add_document(all, "document_removing").model.removing = "r2";
    RecordsFixture& unfiled = add_document(all, "document_unfiled");
    unfiled.shared.draft.uploads = {sample_upload("sending", RecordKind::other)};
    unfiled.shared.draft.document = {"f-sending", RecordKind::other, {}, {}};
    api::Record& scan = add_document(all, "document_scan").shared.records.value->items.back();
    scan.kind = RecordKind::imaging;
    scan.media_type = "application/dicom";
    scan.pages.emplace(120);
    add_document(all, "document_elder").shared.elder = true;
}

UploadDraft sample_series(std::string_view state, int arrived) {
    UploadDraft series = sample_upload(state, RecordKind::imaging);
    series.file += "-series";
    series.name = "胸部平扫 5.0";
    series.pages = 120;
    series.arrived = arrived;
    series.bytes = 63'000'000;
    series.sent = series.bytes / series.pages * arrived;
    return series;
}

void add_series(std::vector<RecordsFixture>& all) {
    RecordsFixture& travelling = all.emplace_back(RecordsFixture{"series", {}, sample_journey(VisitKind::refill)});
    travelling.shared.folders = true;
    travelling.shared.records.value = sample_records();
    api::Record& scan = travelling.shared.records.value->items.front();
    scan.kind = RecordKind::imaging;
    scan.title = "头颅平扫";
    scan.media_type = "application/dicom";
    scan.pages.emplace(240);
    UploadDraft there = sample_upload("recorded", RecordKind::imaging);
    there.record_id = scan.id;
    UploadDraft waiting = sample_series("sending", 3);
    waiting.error = "upload_quota";
    waiting.file = "f-waiting";
    travelling.shared.draft.uploads = {there, sample_series("sending", 37), waiting};
    travelling.model.left_out = 3;
    all.push_back(travelling);
    all.back().name = "series_elder";
    all.back().shared.elder = true;

    RecordsFixture& stopped = all.emplace_back(RecordsFixture{"series_stopped", {}, sample_journey(VisitKind::refill)});
    stopped.shared.folders = true;
    UploadDraft failed = sample_series("failed", 118);
    failed.error = "upload_unreadable";
    failed.page_upload_ids.assign(118, "u");
    stopped.shared.draft.uploads = {sample_series("paused", 37), failed, sample_series("interrupted", 0)};
    stopped.model.reading = 140;
    stopped.model.reading_of = 523;
    RecordsFixture& nothing = all.emplace_back(RecordsFixture{"nothing_found", {}, sample_journey(VisitKind::refill)});
    nothing.shared.folders = true;
    nothing.model.nothing_found = true;
}

}  // namespace

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
    {
        RecordsFixture& pages = add("pages");
        UploadDraft first = sample_upload("recorded", RecordKind::discharge_summary);
        first.record_id = "r2";
        UploadDraft second = sample_upload("sending", RecordKind::discharge_summary);
        second.document = "r2";
        second.quality = "blurred";
        pages.shared.records.value = sample_records();
        pages.shared.draft.uploads = {first, second, sample_upload("preparing", RecordKind::imaging),
                                      sample_upload("checking", RecordKind::outpatient)};
        pages.shared.draft.earlier_ids = {"r1"};
    }
    {
        RecordsFixture& earlier = add("earlier");
        earlier.shared.records.value = sample_records();
        for (int i = 0; i < 4; ++i) {
            api::Record more = earlier.shared.records.value->items.front();
            more.id = "r1" + std::to_string(i);
            more.issued_on = "2026-04-0" + std::to_string(i + 1);
            earlier.shared.records.value->items.push_back(more);
        }
        earlier.shared.draft.earlier_ids = {"r2"};
    }
    add_series(all);
    add_photos(all);
    add_documents(all);
    add("elder").shared.elder = true;
    all.back().shared.draft.uploads = {sample_upload("recorded", RecordKind::discharge_summary),
                                       sample_upload("interrupted", RecordKind::imaging)};
    return all;
}

}  // namespace bz::screens
