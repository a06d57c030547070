#include "client/state/uploads.hpp"

#include <doctest/doctest.h>

#include "client/screens/common/journey_fixtures.hpp"

using namespace bz;
using namespace bz::state;
using domain::RecordKind;
using screens::sample_journey;
using screens::sample_upload;

TEST_CASE("after a reload, what travelled waits for its file and what arrived is filed again") {
    Draft draft;
    for (const auto* name : {"picked", "sending", "paused", "done", "recording", "recorded", "failed"})
        draft.uploads.push_back(sample_upload(name, RecordKind::other));
    interrupt_uploads(draft);
    std::vector<std::string> states;
    for (const UploadDraft& upload : draft.uploads) states.push_back(upload.state);
    CHECK(states ==
          std::vector<std::string>{"interrupted", "interrupted", "interrupted", "done", "done", "recorded", "failed"});
    CHECK(draft.uploads[1].file == "f-sending");  // the host knows the file by its old handle
    CHECK(count_uploads(draft) == UploadCount{.recorded = 1, .under_way = 2, .stuck = 4});
}

TEST_CASE("a finished upload is filed once, under a key that a retry repeats") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.draft.uploads = {sample_upload("done", RecordKind::discharge_summary)};
    const Call call{.purpose = "records.post.u-done",
                    .method = "POST",
                    .path = "/records",
                    .body = api::write(api::RecordRequest{"u-done", "p1", RecordKind::discharge_summary, "done.jpg"}),
                    .idempotency_key = "record-u-done"};
    CHECK(record_finished_uploads(shared) == Effects{call});
    CHECK(shared.draft.uploads[0].state == "recording");
    CHECK(record_finished_uploads(shared).empty());
}

TEST_CASE("nothing is filed before the person is known") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.account = {};
    shared.draft.uploads = {sample_upload("done", RecordKind::other)};
    CHECK(record_finished_uploads(shared).empty());
    CHECK(shared.draft.uploads[0].state == "done");
}

TEST_CASE("a long file name is cut to what a record's title may have") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.draft.uploads = {sample_upload("done", RecordKind::other)};
    std::string name;
    for (int i = 0; i < 150; ++i) name += "病";
    shared.draft.uploads[0].name = name;
    const Effects effects = record_finished_uploads(shared);
    const auto request = api::read<api::RecordRequest>(std::get<Call>(effects.front()).body);
    REQUIRE(request);
    CHECK(*request->title == name.substr(0, 300));
}

TEST_CASE("records that the hospital has join the list once") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.records.value = screens::sample_records();
    shared.draft.uploads = {sample_upload("recorded", RecordKind::examination_report)};  // record r1
    adopt_records(shared);
    adopt_records(shared);
    REQUIRE(shared.draft.uploads.size() == 2);
    CHECK(shared.draft.uploads[1].record_id == "r2");
    CHECK(shared.draft.uploads[1].state == "recorded");
    CHECK(upload_key(shared.draft.uploads[1]) == "r2");
}

TEST_CASE("another person's records stay out") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.records.value = screens::sample_records();
    for (auto& record : shared.records.value->items) record.person_id = "p9";
    adopt_records(shared);
    CHECK(shared.draft.uploads.empty());
}

TEST_CASE("uploads that stopped with the session go on after signing in") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.draft.uploads = {sample_upload("paused", RecordKind::other)};
    CHECK(resume_uploads(shared).empty());  // the person paused it
    shared.draft.uploads[0].error = "session";
    CHECK(resume_uploads(shared) == Effects{Upload{"f-paused"}});
}
