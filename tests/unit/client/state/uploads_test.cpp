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

TEST_CASE("the newest earlier records go with a visit, once; the person may say otherwise") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.records.value = screens::sample_records();
    for (int i = 0; i < 9; ++i) {
        api::Record more = shared.records.value->items.back();
        more.id = "r" + std::to_string(10 + i);
        shared.records.value->items.push_back(more);
    }
    shared.draft.uploads = {sample_upload("recorded", RecordKind::examination_report)};  // record r1
    adopt_records(shared);
    CHECK(shared.draft.earlier_ids == std::vector<std::string>{"r2", "r10", "r11", "r12", "r13"});
    CHECK(visit_draft(shared.draft).record_ids->size() == 6);
    CHECK(count_uploads(shared.draft).recorded == 6);
    CHECK(chosen_kinds(shared).size() == 6);
    shared.draft.earlier_ids.clear();
    adopt_records(shared);
    CHECK(shared.draft.earlier_ids.empty());
    CHECK(earlier_records(shared).size() == 10);
}

TEST_CASE("another person's records stay out, and outside a journey none are chosen") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.records.value = screens::sample_records();
    shared.draft.started = false;
    adopt_records(shared);
    CHECK(shared.draft.earlier_ids.empty());
    shared.draft.started = true;
    for (auto& record : shared.records.value->items) record.person_id = "p9";
    adopt_records(shared);
    CHECK(shared.draft.earlier_ids.empty());
}

TEST_CASE("uploads that stopped with the session go on after signing in") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.draft.uploads = {sample_upload("paused", RecordKind::other)};
    CHECK(resume_uploads(shared).empty());  // the person paused it
    shared.draft.uploads[0].error = "session";
    CHECK(resume_uploads(shared) == Effects{Upload{"f-paused"}});
}

namespace {

UploadDraft page_of(std::string_view document, std::string_view state, std::string file) {
    UploadDraft page = sample_upload(state, RecordKind::discharge_summary);
    page.document = document;
    page.file = std::move(file);
    if (!page.upload_id.empty()) page.upload_id = "u-" + page.file;
    return page;
}

Reply filed(std::string purpose, int pages) {
    api::Record record{"r7",         "p1", RecordKind::discharge_summary, "a.jpg",
                       "image/jpeg", 1,    "2026-07-20T15:03:00+08:00"};
    record.pages.emplace();
    for (int i = 0; i < pages; ++i) record.pages->push_back({"u" + std::to_string(i), "image/jpeg", 1, true});
    return {.purpose = std::move(purpose), .status = 200, .body = api::write(record), .etag = {}};
}

}  // namespace

TEST_CASE("further pages wait for their record, then join it in one call") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    UploadDraft first = sample_upload("recording", RecordKind::discharge_summary);
    shared.draft.uploads = {first, page_of(first.file, "done", "p2"), page_of(first.file, "done", "p3")};
    CHECK(record_finished_uploads(shared).empty());
    const Effects effects = on_filed(shared, filed("records.post." + first.upload_id, 1));
    REQUIRE(effects.size() == 2);
    CHECK(effects[0] == Effect{load_records()});
    const Call& join = std::get<Call>(effects[1]);
    CHECK(join.method == "PATCH");
    CHECK(join.path == "/records/r7");
    CHECK(*api::read<api::RecordChange>(join.body)->page_upload_ids == std::vector<std::string>{"u-p2", "u-p3"});
    CHECK(record_finished_uploads(shared).empty());  // under way
    SUBCASE("joined") {
        CHECK(on_filed(shared, filed("records.join.r7", 3)).empty());
        REQUIRE(shared.draft.uploads.size() == 1);
        CHECK(shared.draft.uploads[0].pages == 3);
    }
    SUBCASE("one page is no picture: the others join without it") {
        api::Problem problem;
        problem.code = "validation";
        problem.errors = std::vector<api::FieldError>{{"/page_upload_ids/1", "file_type"}};
        const Effects again =
            on_filed(shared, {.purpose = "records.join.r7", .status = 422, .body = api::write(problem), .etag = {}});
        CHECK(shared.draft.uploads[2].error == "file_type");
        REQUIRE(again.size() == 1);
        CHECK(*api::read<api::RecordChange>(std::get<Call>(again[0]).body)->page_upload_ids ==
              std::vector<std::string>{"u-p2"});
    }
    SUBCASE("no answer: each page may be tried again") {
        CHECK(on_filed(shared, {.purpose = "records.join.r7", .status = 0, .body = {}, .etag = {}}).empty());
        CHECK(shared.draft.uploads[1].state == "failed");
        CHECK(shared.draft.uploads[1].upload_id == "u-p2");
    }
}

TEST_CASE("a record that is forgotten is nowhere any more") {
    Shared shared = sample_journey(domain::VisitKind::refill);
    shared.records.value = screens::sample_records();
    shared.draft.earlier_ids = {"r1", "r2"};
    shared.draft.uploads = {page_of("r2", "sending", "p2")};
    forget_record(shared, "r2");
    CHECK(shared.draft.earlier_ids == std::vector<std::string>{"r1"});
    CHECK(shared.draft.uploads.empty());
    CHECK(find_record(shared, "r2") == nullptr);
}
