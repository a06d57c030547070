// A CT series in the list: hundreds of files, one document.
#include <algorithm>

#include "client/state/uploads.hpp"
#include "records_start.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using domain::RecordKind;
using test::RecordsStart;
using ui::Role;

namespace {

constexpr int slices = 120;

FileNews series(std::string file, std::string state, int arrived = 0) {
    FileNews news{.file = std::move(file),
                  .picker = "records.file",
                  .name = "胸部平扫",
                  .type = "application/dicom",
                  .bytes = 60'000'000,
                  .sent = 500'000LL * arrived,
                  .state = std::move(state),
                  .upload_id = {},
                  .error = {}};
    news.pages = slices;
    news.arrived = arrived;
    return news;
}

std::vector<std::string> ids(int from, int to) {
    std::vector<std::string> all;
    for (int i = from; i <= to; ++i) all.push_back("upl_" + std::to_string(i));
    return all;
}

api::Record filed(int pages) {
    api::Record record{
        "r7", "p1", RecordKind::imaging, "胸部平扫", "application/dicom", 1000, "2026-07-20T15:03:00+08:00"};
    record.pages.emplace(static_cast<std::size_t>(pages));
    return record;
}

}  // namespace

TEST_CASE("a series is one row on its way, and one record") {
    RecordsStart at;
    at.update(Records::KindChosen{RecordKind::outpatient});
    CHECK(at.file(series("f1", "picked")) == Effects{Upload{"f1"}});  // 60 MB in all; each slice is far below the most
    REQUIRE(at.shared.draft.uploads.size() == 1);
    CHECK(at.upload().kind == RecordKind::imaging);  // whatever was chosen for papers
    at.file(series("f1", "sending", 37));
    CHECK(at.says("影像片子"));
    CHECK(at.says("120 张 · 胸部平扫"));
    CHECK(at.says("传好 37 张，30%"));
    CHECK(at.says("已选 1 份"));

    FileNews done = series("f1", "done", slices);
    done.upload_id = "upl_1";
    done.page_upload_ids = ids(2, slices);
    const Effects filing = at.file(done);
    REQUIRE(filing.size() == 1);
    const Call post = std::get<Call>(filing[0]);
    CHECK(post.path == "/records");
    const auto request = api::read<api::RecordRequest>(post.body);
    REQUIRE(request);
    CHECK(request->upload_id == "upl_1");
    CHECK(request->page_upload_ids == ids(2, slices));
    CHECK(request->kind == RecordKind::imaging);

    const Reply reply{.purpose = post.purpose, .status = 201, .body = api::write(filed(slices)), .etag = {}};
    at.shared.records.value.emplace();
    at.shared.records.value->items = {filed(slices)};
    CHECK(Records::on_reply(at.model, at.shared, reply) == Effects{load_records()});
    CHECK(at.upload().page_upload_ids.empty());
    CHECK(at.says("120 张"));
    CHECK(at.frame().find(Role::button, "看第 1 份"));
    CHECK_FALSE(at.frame().find(Role::file, "给第 1 份加一页"));
    CHECK(at.shared.draft.uploads.size() == 1);
}

TEST_CASE("how far a series is does not touch what is kept of it") {
    RecordsStart at;
    at.file(series("f1", "picked"));
    at.file(series("f1", "sending", 1));
    const std::string kept = save(at.shared.draft);
    at.file(series("f1", "sending", 90));
    CHECK(save(at.shared.draft) == kept);
}

TEST_CASE("pause, go on and drop are for all of a series") {
    RecordsStart at;
    at.file(series("f1", "picked"));
    at.file(series("f1", "sending", 37));
    CHECK(at.update(Records::PausePressed{"f1"}) == Effects{StopUpload{"f1", false}});
    CHECK(at.says("停在 30%"));
    CHECK(at.update(Records::ResumePressed{"f1"}) == Effects{Upload{"f1"}});
    CHECK(at.update(Records::RemovePressed{"f1"}) == Effects{StopUpload{"f1", true}});
    CHECK(at.shared.draft.uploads.empty());
}

TEST_CASE("some slices did not arrive: once more, or without them") {
    RecordsStart at;
    at.file(series("f1", "picked"));
    FileNews failed = series("f1", "failed", 118);
    failed.error = "upload_unreadable";
    failed.page_upload_ids = ids(1, 118);
    at.file(failed);
    CHECK(at.upload().state == "failed");
    CHECK(at.says("有 2 张读不出来"));
    SUBCASE("once more") { CHECK(at.update(Records::RetryPressed{"f1"}) == Effects{Upload{"f1"}}); }
    SUBCASE("without them, also after a reload") {
        Draft back = *restore(save(at.shared.draft));
        interrupt_uploads(back);
        at.shared.draft = back;
        CHECK(at.says("有 2 张读不出来"));
        const auto pressed =
            test::use<Records>(at.model, at.shared, Route::records, Role::button, "第 1 份只用传好的 118 张").sent;
        REQUIRE(pressed.size() == 1);
        const Effects filing = at.update(pressed[0]);
        REQUIRE(filing.size() == 1);
        const auto request = api::read<api::RecordRequest>(std::get<Call>(filing[0]).body);
        REQUIRE(request);
        CHECK(request->upload_id == "upl_1");
        CHECK(request->page_upload_ids == ids(2, 118));
    }
    SUBCASE("none at all: there is nothing to go on with") {
        failed.page_upload_ids.clear();
        failed.arrived = 0;
        at.file(failed);
        CHECK(at.update(Records::WithoutPressed{"f1"}).empty());
        CHECK(at.says("有 120 张读不出来"));
    }
}

TEST_CASE("what the hospital says about a series that has arrived is not about missing slices") {
    RecordsStart at;
    at.file(series("f1", "picked"));
    FileNews done = series("f1", "done", slices);
    done.upload_id = "upl_1";
    done.page_upload_ids = ids(2, slices);
    const Call post = std::get<Call>(at.file(done).at(0));
    SUBCASE("refused: tried again as it is") {
        Records::on_reply(at.model, at.shared,
                          {.purpose = post.purpose, .status = 422, .body = R"({"code":"validation"})", .etag = {}});
        CHECK(at.upload().state == "failed");
        CHECK_FALSE(at.says("没传上"));
        CHECK(at.update(Records::WithoutPressed{"f1"}).empty());
        const Effects again = at.update(Records::RetryPressed{"f1"});
        REQUIRE(again.size() == 1);
        CHECK(std::get<Call>(again[0]).body == post.body);
    }
    SUBCASE("gone: all of it is sent again") {
        Records::on_reply(at.model, at.shared, {.purpose = post.purpose, .status = 404, .body = {}, .etag = {}});
        CHECK(at.update(Records::RetryPressed{"f1"}) == Effects{Upload{"f1"}});
        CHECK(at.upload().page_upload_ids.empty());
    }
}

TEST_CASE("a series counts as one of the documents that may be sent") {
    RecordsStart at;
    at.shared.hospital.value->rules.records_max = 2;
    CHECK(at.file(series("f1", "picked")) == Effects{Upload{"f1"}});
    FileNews other = series("f2", "picked");
    other.name = "thin";
    CHECK(at.file(other) == Effects{Upload{"f2"}});
    other.file = "f3";
    other.name = "scout";
    CHECK(at.file(other).empty());
    CHECK(at.shared.draft.uploads[2].error == "quota");
}

TEST_CASE("two series of one disc may be called the same and be as large") {
    RecordsStart at;
    at.file(series("f1", "picked"));
    CHECK(at.file(series("f2", "picked")) == Effects{Upload{"f2"}});
    CHECK(at.shared.draft.uploads.size() == 2);
    FileNews again = series("f3", "picked");
    again.batch = "f1";
    CHECK(at.file(again) == Effects{StopUpload{"f3", true}});
    CHECK(at.says("这份已经在下面了"));
    CHECK(at.shared.draft.uploads.size() == 2);
}

TEST_CASE("while the hospital has no room a series waits and says so") {
    RecordsStart at;
    at.file(series("f1", "picked"));
    FileNews waits = series("f1", "sending", 3);
    waits.error = "upload_quota";
    at.file(waits);
    CHECK(at.says("前面的还在收，收好就接着传"));
    at.file(series("f1", "sending", 4));
    CHECK(at.says("传好 4 张"));
}

TEST_CASE("after a reload the disc is picked again, and only what was asked for goes on") {
    RecordsStart at;
    FileNews picked = series("f1", "picked");
    picked.picker = "records.disc";
    at.shared.folders = true;
    at.file(picked);
    at.file(series("f1", "sending", 60));
    Draft back = *restore(save(at.shared.draft));
    interrupt_uploads(back);
    at.shared.draft = back;
    CHECK(at.says("请再选一次这些文件或这张光盘，接着传"));
    const auto shown = at.frame();
    const ui::Node* again = shown.find(Role::file, "再选第 1 份");
    REQUIRE(again);
    CHECK(again->folder);
    CHECK(again->multiple);
    CHECK(again->accept.empty());

    FileNews other = series("f9", "picked", 0);
    other.picker = again->id;
    other.name = "thin";
    other.count = 2;
    CHECK(at.file(other) == Effects{StopUpload{"f9", true}});
    picked = series("f1", "picked", 60);
    picked.picker = again->id;
    picked.count = 2;
    CHECK(at.file(picked) == Effects{Upload{"f1"}});
    CHECK(at.shared.draft.uploads.size() == 1);
}

TEST_CASE("what became of a pick is said in one line") {
    RecordsStart at;
    const auto whole = [](std::string state, int sent, int bytes, int count) {
        FileNews news{.file = {},
                      .picker = "records.file",
                      .name = {},
                      .type = {},
                      .bytes = bytes,
                      .sent = sent,
                      .state = std::move(state),
                      .upload_id = {},
                      .error = {}};
        news.count = count;
        return news;
    };
    at.file(whole("reading", 40, 123, 0));
    CHECK(at.says("正在看选的文件：40 / 123"));
    at.file(series("f1", "picked"));
    at.file(whole("sorted", 1, 123, 3));
    CHECK_FALSE(at.says("正在看选的文件"));
    CHECK(at.says("有 3 个文件没有用上"));
    at.file(whole("sorted", 0, 9, 9));
    CHECK(at.says("选的文件里没有照片、PDF 或片子"));
    CHECK(at.shared.draft.uploads.size() == 1);
}

TEST_CASE("a disc is picked whole only where folders can be picked") {
    RecordsStart at;
    CHECK_FALSE(at.frame().find(Role::file, "CT 光盘"));
    at.shared.folders = true;
    const auto shown = at.frame();
    const ui::Node& disc = shown.at(Role::file, "CT 光盘");
    CHECK(disc.folder);
    CHECK(shown.at(Role::file, "文件").accept.empty());  // files without an extension, too
}
