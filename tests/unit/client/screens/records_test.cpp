#include "client/screens/records/records.hpp"

#include <algorithm>

#include "records_start.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using domain::RecordKind;
using domain::VisitKind;
using test::RecordsStart;
using ui::Role;

namespace {

FileNews news(std::string file, std::string state) {
    return {.file = std::move(file),
            .picker = "records.pick",
            .name = "a.jpg",
            .type = "image/jpeg",
            .bytes = 1000,
            .sent = 0,
            .state = std::move(state),
            .upload_id = {},
            .error = {}};
}

// A file that is sent as it is.
FileNews paper(std::string file, std::string state) {
    FileNews one = news(std::move(file), std::move(state));
    one.name = "a.pdf";
    one.type = "application/pdf";
    return one;
}

FileNews prepared(std::string file, std::string quality = {}) {
    FileNews one = news(std::move(file), "prepared");
    one.bytes = 500;
    one.quality = std::move(quality);
    one.width = 900;
    one.height = 1200;
    return one;
}

}  // namespace

TEST_CASE("a picked file travels, arrives and becomes a record") {
    RecordsStart at;
    at.update(Records::KindChosen{RecordKind::discharge_summary});
    CHECK(at.file(paper("f1", "picked")) == Effects{Upload{"f1"}});
    CHECK(at.upload().kind == RecordKind::discharge_summary);
    CHECK(at.upload().bytes == 1000);

    FileNews half = news("f1", "sending");
    half.bytes = 500;  // the host sends a smaller copy
    half.sent = 250;
    CHECK(at.file(half).empty());
    CHECK(at.upload().sent == 500);
    CHECK(at.upload().bytes == 1000);

    FileNews done = news("f1", "done");
    done.upload_id = "u1";
    const Effects filing = at.file(done);
    REQUIRE(filing.size() == 1);
    const Call post = std::get<Call>(filing[0]);
    CHECK(post.path == "/records");
    CHECK(post.idempotency_key == "record-u1");

    const api::Record record{"r7",         "p1", RecordKind::discharge_summary, "a.jpg",
                             "image/jpeg", 1000, "2026-07-20T15:03:00+08:00"};
    const Reply reply{.purpose = post.purpose, .status = 201, .body = api::write(record), .etag = {}};
    CHECK(Records::on_reply(at.model, at.shared, reply) == Effects{load_records()});
    CHECK(at.upload().state == "recorded");
    CHECK(at.upload().record_id == "r7");
    CHECK(Records::on_reply(at.model, at.shared, reply) == Effects{load_records()});  // told twice, still one
    CHECK(at.shared.draft.uploads.size() == 1);
}

TEST_CASE("a file that cannot be taken is refused before a byte is sent") {
    RecordsStart at;
    FileNews large = paper("f1", "picked");
    large.bytes = 60 * 1024 * 1024;
    CHECK(at.file(large).empty());
    CHECK(at.upload().error == "upload_too_large");
    FileNews empty = news("f2", "picked");
    empty.bytes = 0;
    CHECK(at.file(empty).empty());
    CHECK(at.shared.draft.uploads[1].error == "file_empty");
    at.shared.hospital.value->rules.records_max = 1;
    FileNews third = paper("f3", "picked");
    third.name = "c.pdf";
    CHECK(at.file(third) == Effects{Upload{"f3"}});  // failed ones do not count
    FileNews more = paper("f4", "picked");
    more.name = "b.pdf";
    CHECK(at.file(more).empty());
    CHECK(at.shared.draft.uploads[3].error == "quota");
}

TEST_CASE("after a reload the same file goes on where it stopped") {
    RecordsStart at;
    at.shared.draft.uploads = {sample_upload("interrupted", RecordKind::imaging)};
    FileNews again = news("f-interrupted", "picked");
    again.name = "interrupted.jpg";
    again.bytes = 2'000'000;
    at.upload().turns = 1;  // as it was when a part of it was sent
    SUBCASE("under its old handle") {
        CHECK(at.file(again) == Effects{Prepare{"f-interrupted", 1, {}}});
        CHECK(at.file(prepared("f-interrupted", "blurred")) == Effects{Upload{"f-interrupted"}});
    }
    SUBCASE("known by name and size") {
        again.file = "f9";
        CHECK(at.file(again) == Effects{StopUpload{"f-interrupted", true}, Prepare{"f9", 1, {}}});
        CHECK(at.upload().file == "f9");
        at.file(prepared("f9"));
    }
    CHECK(at.shared.draft.uploads.size() == 1);
    CHECK(at.upload().state == "picked");
    CHECK(at.upload().kind == RecordKind::imaging);
    CHECK(at.upload().sent == 1'240'000);
}

TEST_CASE("another file picked for an interrupted one takes its place and its kind") {
    RecordsStart at;
    at.shared.draft.uploads = {sample_upload("interrupted", RecordKind::imaging)};
    FileNews other = paper("f9", "picked");
    other.picker = "records.again.f-interrupted";
    CHECK(at.file(other) == Effects{StopUpload{"f-interrupted", true}, Upload{"f9"}});
    REQUIRE(at.shared.draft.uploads.size() == 1);
    CHECK(at.upload().name == "a.pdf");
    CHECK(at.upload().kind == RecordKind::imaging);
}

TEST_CASE("the same file is not taken twice") {
    RecordsStart at;
    at.file(news("f1", "picked"));
    CHECK(at.file(news("f2", "picked")) == Effects{StopUpload{"f2", true}});
    CHECK(at.model.already_here);
    CHECK(at.shared.draft.uploads.size() == 1);
}

TEST_CASE("pause, go on, retry, drop") {
    RecordsStart at;
    at.file(paper("f1", "picked"));
    CHECK(at.update(Records::PausePressed{"f1"}) == Effects{StopUpload{"f1", false}});
    CHECK(at.file(news("f1", "sending")).empty());  // said before the pause was heard
    CHECK(at.upload().state == "paused");
    CHECK(at.update(Records::PausePressed{"f1"}).empty());
    CHECK(at.update(Records::ResumePressed{"f1"}) == Effects{Upload{"f1"}});
    FileNews failed = news("f1", "failed");
    failed.error = "server";
    at.file(failed);
    CHECK(at.upload().state == "failed");
    CHECK(at.update(Records::RetryPressed{"f1"}) == Effects{Upload{"f1"}});
    CHECK(at.update(Records::RemovePressed{"f1"}) == Effects{StopUpload{"f1", true}});
    CHECK(at.shared.draft.uploads.empty());
    CHECK(at.file(news("f1", "sending")).empty());  // late news of a dropped file
    CHECK(at.shared.draft.uploads.empty());
}

TEST_CASE("a file out of reach waits to be picked again") {
    RecordsStart at;
    at.file(paper("f1", "picked"));
    FileNews gone = news("f1", "failed");
    gone.error = "pick_again";
    at.file(gone);
    CHECK(at.upload().state == "interrupted");
}

TEST_CASE("what the hospital says about a file is kept, and offline filing is tried again under the same key") {
    RecordsStart at;
    at.shared.draft.uploads = {sample_upload("recording", RecordKind::other)};
    api::Problem problem;
    problem.code = "validation";
    problem.errors = std::vector<api::FieldError>{{"/upload_id", "file_type"}};
    SUBCASE("refused") {
        Records::on_reply(
            at.model, at.shared,
            {.purpose = "records.post.u-recording", .status = 422, .body = api::write(problem), .etag = {}});
        CHECK(at.upload().state == "failed");
        CHECK(at.upload().error == "file_type");
    }
    SUBCASE("offline") {
        Records::on_reply(at.model, at.shared,
                          {.purpose = "records.post.u-recording", .status = 0, .body = {}, .etag = {}});
        CHECK(at.upload().error == "offline");
        const Effects again = at.update(Records::RetryPressed{"f-recording"});
        REQUIRE(again.size() == 1);
        CHECK(std::get<Call>(again[0]).idempotency_key == "record-u-recording");
    }
    SUBCASE("still being answered") {
        problem.code = "idempotency_in_flight";
        problem.errors.reset();
        const Reply reply{
            .purpose = "records.post.u-recording", .status = 409, .body = api::write(problem), .etag = {}};
        CHECK(Records::on_reply(at.model, at.shared, reply) == Effects{After{"records.again", 2000}});
        CHECK(Records::on_reply(at.model, at.shared, {.purpose = "records.again", .status = 0, .body = {}, .etag = {}})
                  .size() == 1);
    }
    SUBCASE("an upload that is no longer listed") {
        at.shared.draft.uploads.clear();
        CHECK(Records::on_reply(at.model, at.shared,
                                {.purpose = "records.post.u-recording", .status = 0, .body = {}, .etag = {}})
                  .empty());
    }
}

TEST_CASE("a record is deleted only after a question, and stays when the hospital says no") {
    RecordsStart at;
    at.shared.records.value = sample_records();
    at.shared.draft.uploads = {sample_upload("recorded", RecordKind::examination_report)};
    CHECK(at.update(Records::RemovePressed{"r1"}).empty());
    CHECK(at.model.removing == "r1");
    at.update(Records::RemoveCancelled{});
    CHECK(at.update(Records::RemoveConfirmed{}).empty());
    at.update(Records::RemovePressed{"r1"});
    const Effects effects = at.update(Records::RemoveConfirmed{});
    CHECK(effects == Effects{Call{.purpose = "records.delete.r1", .method = "DELETE", .path = "/records/r1"}});
    SUBCASE("deleted") {
        Records::on_reply(at.model, at.shared, {.purpose = "records.delete.r1", .status = 204, .body = {}, .etag = {}});
        CHECK(at.shared.draft.uploads.empty());
        CHECK(at.shared.records->items.size() == 1);
    }
    SUBCASE("kept") {
        Records::on_reply(at.model, at.shared, {.purpose = "records.delete.r1", .status = 503, .body = {}, .etag = {}});
        CHECK(at.shared.draft.uploads.size() == 1);
        CHECK(at.model.problem == "server");
        CHECK(at.model.deleting.empty());
    }
}

TEST_CASE("a refill needs one record; one under way is enough to go on") {
    RecordsStart at;
    CHECK(at.update(Records::NextPressed{}) == Effects{Focus{"errors.title"}});
    CHECK(at.model.missing);
    at.file(news("f1", "picked"));
    CHECK_FALSE(at.model.missing);
    const Effects effects = at.update(Records::NextPressed{});
    REQUIRE(effects.size() == 2);
    CHECK(std::get<Call>(effects[0]).purpose == "sync.create");
    CHECK(effects[1] == Effect{Go{Route::refill}});
}

TEST_CASE("a consultation goes on without records") {
    RecordsStart at;
    at.shared = sample_journey(VisitKind::consultation);
    at.shared.draft.complaint = "头晕";
    const Effects effects = at.update(Records::NextPressed{});
    CHECK(effects.back() == Effect{Go{Route::review}});
}

TEST_CASE("from my records there is no journey to go on with") {
    RecordsStart at;
    at.shared.draft.started = false;
    CHECK(at.update(Records::NextPressed{}) == Effects{Go{Route::my_records}});
}

TEST_CASE("records: things are found by role and name") {
    const auto fixtures = Records::fixtures();
    const auto fixture = [&](std::string_view name) -> const RecordsFixture& {
        return *std::ranges::find(fixtures, name, &RecordsFixture::name);
    };
    const auto drawn = [&](std::string_view name) {
        return test::Frame<Records>(fixture(name).model, fixture(name).shared, Route::records);
    };
    const auto empty = drawn("empty");
    const ui::Node* pick = empty.find(Role::file, "相册");
    REQUIRE(pick);
    CHECK(pick->accept == "image/*");
    CHECK(pick->multiple);
    CHECK(empty.find(Role::file, "拍照")->camera);
    CHECK(empty.find(Role::file, "文件")->accept.empty());  // a CD's files often have no extension
    CHECK(empty.find(Role::button, "门诊病历")->pressed);
    CHECK(empty.find(Role::button, "其他"));
    CHECK(empty.find(Role::button, "下一步，选药"));
    CHECK(drawn("missing").says("还差一份资料"));
    CHECK(drawn("under_way").says("62%"));
    CHECK(drawn("under_way").find(Role::button, "删掉第 1 份，出院小结"));
    const auto stopped = drawn("stopped");
    CHECK(stopped.find(Role::button, "接着传第 1 份"));
    CHECK(stopped.find(Role::file, "再选第 2 份"));
    CHECK(stopped.says("请再选一次这份文件，接着传"));
    CHECK_FALSE(stopped.find(Role::button, "再传第 3 份"));  // the same file would be refused again
    CHECK(stopped.find(Role::button, "再传第 4 份"));
    CHECK(stopped.says("这份有 60 MB，最多 50 MB"));
    CHECK(drawn("offline").says("没有网。照片在这里，有网自动传。"));
    CHECK(drawn("removing").find(Role::dialog, "删掉这份出院小结吗？"));
    CHECK(drawn("consultation").find(Role::button, "没有资料，下一步"));

    const auto sent =
        test::use<Records>({}, fixture("empty").shared, Route::records, Role::button, "影像（CT 等）").sent;
    REQUIRE(sent.size() == 1);
    CHECK(std::get<Records::KindChosen>(sent[0]).kind == RecordKind::imaging);
    const auto again =
        test::use<Records>({}, fixture("stopped").shared, Route::records, Role::button, "不要第 2 份").sent;
    REQUIRE(again.size() == 1);
    CHECK(std::get<Records::RemovePressed>(again[0]).key == "f-interrupted");
}

TEST_CASE("one photo is looked at before it is sent") {
    RecordsStart at;
    at.shared.draft.route = Route::records;
    CHECK(at.file(news("f1", "picked")) == Effects{Prepare{"f1", 0, {}}});
    CHECK(at.file(prepared("f1", "blurred")) == Effects{Go{Route::photo}});
    CHECK(at.upload().state == "checking");
    at.shared.draft.route = Route::photo;
    const auto drawn = [&] { return test::Frame<Records>(at.model, at.shared, Route::photo); };
    CHECK(drawn().find(Role::heading, "看起来有点糊，重拍一张？"));
    CHECK(drawn().find(Role::file, "重拍")->camera);
    SUBCASE("used as it is") {
        CHECK(drawn().find(Role::button, "就用这张"));
        CHECK(at.update(Records::PhotoAccepted{}) == Effects{Upload{"f1"}, Back{}});
        CHECK(at.upload().state == "picked");
    }
    SUBCASE("its edges are dragged: of what is shown, so much; given back, not more than was cut") {
        CHECK(at.update(Records::EdgesDragged{20, 0, 0, 10}) == Effects{Prepare{"f1", 0, {20, 0, 0, 10}}});
        CHECK(at.update(Records::EdgesDragged{10, 0, 50, 0}) == Effects{Prepare{"f1", 0, {28, 0, 40, 10}}});
        CHECK(at.update(Records::EdgesDragged{-80, 80, 80, -80}) == Effects{Prepare{"f1", 0, {3, 45, 45, 0}}});
    }
    SUBCASE("turned and cropped, it is made anew and not sent meanwhile") {
        CHECK(at.update(Records::EdgeMoved{Records::Edge::left, 10}) == Effects{Prepare{"f1", 0, {10, 0, 0, 0}}});
        CHECK(at.update(Records::TurnPressed{}) == Effects{Prepare{"f1", 1, {0, 10, 0, 0}}});
        CHECK(at.file(prepared("f1")).empty());
        CHECK(drawn().find(Role::button, "用这张"));
        CHECK(at.update(Records::EdgeMoved{Records::Edge::left, -5}) == Effects{Prepare{"f1", 1, {0, 10, 0, 0}}});
        CHECK(at.update(Records::PhotoAccepted{}).empty());
        SUBCASE("one press is enough") { CHECK(at.file(prepared("f1")) == Effects{Upload{"f1"}, Back{}}); }
        SUBCASE("turned once more, it is looked at again") {
            CHECK(at.update(Records::TurnPressed{}) == Effects{Prepare{"f1", 2, {0, 0, 10, 0}}});
            CHECK(at.file(prepared("f1")).empty());
            CHECK(at.upload().state == "checking");
        }
    }
    SUBCASE("taken again: the new photo takes its place") {
        at.upload().kind = RecordKind::imaging;
        FileNews other = news("f2", "picked");
        other.name = "b.jpg";
        other.picker = "records.retake";
        CHECK(at.file(other) == Effects{StopUpload{"f1", true}, Prepare{"f2", 0, {}}});
        REQUIRE(at.shared.draft.uploads.size() == 1);
        CHECK(at.upload().kind == RecordKind::imaging);
        CHECK(at.file(prepared("f2")).empty());
        CHECK(at.shared.draft.photo == "f2");
    }
    SUBCASE("not wanted") {
        CHECK(at.update(Records::PhotoDropped{}) == Effects{StopUpload{"f1", true}, Back{}});
        CHECK(at.shared.draft.uploads.empty());
    }
    SUBCASE("one that cannot be opened here goes as it is") {
        FileNews strange = prepared("f1");
        at.upload().state = "opening";
        strange.width = 0;
        CHECK(at.file(strange) == Effects{Back{}, Upload{"f1"}});
    }
}

TEST_CASE("photos that are picked at once are pages of one document, and nobody is asked about each") {
    RecordsStart at;
    at.shared.draft.route = Route::records;
    for (int i = 1; i <= 3; ++i) {
        FileNews one = news("f" + std::to_string(i), "picked");
        one.name = std::to_string(i) + ".jpg";
        one.count = 3;
        one.batch = "f1";
        at.file(one);
    }
    CHECK(at.shared.draft.uploads[0].document.empty());
    CHECK(at.shared.draft.uploads[2].document == "f1");
    CHECK(at.file(prepared("f2", "dark")) == Effects{Upload{"f2"}});
    CHECK(test::Frame<Records>(at.model, at.shared, Route::records).says("有点暗"));
    CHECK(at.update(Records::RemovePressed{"f1"}) == Effects{StopUpload{"f1", true}});
    CHECK(at.shared.draft.uploads[0].document.empty());  // the second page begins the document now
    CHECK(at.shared.draft.uploads[1].document == "f2");
}

TEST_CASE("a document's kind, date and hospital are changed on a page of their own") {
    RecordsStart at;
    at.shared.records.value = sample_records();
    CHECK(at.update(Records::ChangePressed{"r2"}) == Effects{Go{Route::document}});
    at.update(Records::DateTyped{"2031-01-01"});
    CHECK(at.update(Records::DocumentSaved{}) == Effects{Focus{"errors.title"}});
    at.update(Records::DateTyped{"2023-11-09"});
    at.update(Records::HospitalTyped{"第二医院"});
    at.update(Records::DocumentKindChosen{RecordKind::inpatient});
    const Effects effects = at.update(Records::DocumentSaved{});
    REQUIRE(effects.size() == 1);
    const Call& call = std::get<Call>(effects[0]);
    CHECK(call.path == "/records/r2");
    const auto change = api::read<api::RecordChange>(call.body);
    CHECK(*change->issued_on == "2023-11-09");
    CHECK(*change->hospital == "第二医院");
    SUBCASE("saved") {
        api::Record record = at.shared.records->items[1];
        record.hospital = "第二医院";
        CHECK(Records::on_reply(at.model, at.shared,
                                {.purpose = call.purpose, .status = 200, .body = api::write(record), .etag = {}}) ==
              Effects{Back{}});
        CHECK(*at.shared.records->items[1].hospital == "第二医院");
    }
    SUBCASE("refused: everything typed is still there") {
        Records::on_reply(at.model, at.shared, {.purpose = call.purpose, .status = 0, .body = {}, .etag = {}});
        CHECK(at.model.problem == "offline");
        CHECK(at.shared.draft.document.hospital == "第二医院");
    }
}

TEST_CASE("pages change places and go") {
    RecordsStart at;
    at.shared.records.value = sample_records();
    at.update(Records::ChangePressed{"r2"});
    const auto drawn = test::Frame<Records>(at.model, at.shared, Route::document);
    CHECK_FALSE(drawn.find(Role::button, "第 1 页往前挪"));
    CHECK_FALSE(drawn.find(Role::button, "第 3 页往后挪"));
    Effects effects = at.update(Records::PageMoved{2, -1});
    REQUIRE(effects.size() == 1);
    CHECK(*api::read<api::RecordChange>(std::get<Call>(effects[0]).body)->pages ==
          std::vector<std::string>{"u2", "u4", "u3"});
    CHECK(at.update(Records::PageRemoved{0}).empty());  // one change at a time
    api::Record record = at.shared.records->items[1];
    std::swap((*record.pages)[1], (*record.pages)[2]);
    CHECK(Records::on_reply(at.model, at.shared,
                            {.purpose = "records.pages.r2", .status = 200, .body = api::write(record), .etag = {}})
              .empty());
    effects = at.update(Records::PageRemoved{0});
    CHECK(*api::read<api::RecordChange>(std::get<Call>(effects[0]).body)->pages ==
          std::vector<std::string>{"u4", "u3"});
}

TEST_CASE("records from before are ticked for a visit") {
    RecordsStart at;
    at.shared.records.value = sample_records();
    CHECK(Records::on_change(at.model, at.shared, Route::records).empty());
    CHECK(at.shared.draft.earlier_ids == std::vector<std::string>{"r1", "r2"});
    at.update(Records::EarlierChosen{"r1", false});
    CHECK(at.shared.draft.earlier_ids == std::vector<std::string>{"r2"});
    at.update(Records::EarlierChosen{"r2", false});
    CHECK(at.update(Records::NextPressed{}) == Effects{Focus{"errors.title"}});
    at.update(Records::EarlierChosen{"r2", true});
    CHECK(at.update(Records::NextPressed{}).back() == Effect{Go{Route::refill}});
}
