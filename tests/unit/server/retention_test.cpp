#include "server/store/retention.hpp"

#include <doctest/doctest.h>

#include "domain/retention.hpp"
#include "server/handlers/account.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;

namespace {

constexpr std::int64_t year = 366 * ms_per_day;

// Someone with one visit that a doctor took up and ended, and one record shown in it.
struct Gone : Bench {
    std::string account, person, visit_id, file = "f_record";

    Gone() {
        Context ctx = context();
        account = store::account_for_phone(ctx.store, "qinglan", "13900002468", 1, noon);
        PersonRow someone{.id = random_id("per"), .account_id = account, .relationship = "self"};
        someone.document_type = "resident_id";
        someone.name = "王桂兰";
        someone.number = "990101195303150115";
        someone.verified = true;
        store::insert_person(ctx.store, someone);
        person = someone.id;
        add_visit(ctx);
    }

    void add_visit(Context& ctx) {
        UploadRow upload{.id = "upl_1", .account_id = account, .file = file, .metadata = "filename"};
        store::insert_upload(ctx.store, upload, noon);
        RecordRow record;
        record.id = "rec_1";
        record.account_id = account;
        record.person_id = person;
        record.upload_id = upload.id;
        record.title = "出院小结";
        record.media_type = "image/jpeg";
        store::insert_record(ctx.store, record);
        store::insert_record_page(ctx.store, record.id, 1, upload.id);
        VisitRow visit;
        visit.id = visit_id = "vis_1";
        visit.account_id = account;
        visit.hospital_id = "qinglan";
        visit.person_id = person;
        visit.lang = "zh";
        visit.draft.complaint = "头晕";
        visit.draft.record_ids = std::vector<std::string>{record.id};
        store::insert_visit(ctx.store, visit);
        visit.accepted_at = visit.ended_at = noon;
        visit.state = domain::VisitState::concluded;
        visit.ending = Ending{"多休息", "周敏", ""};
        store::update_visit(ctx.store, visit);
        MessageRow line;
        line.id = "msg_1";
        line.visit_id = visit_id;
        line.sender = "patient";
        line.text = "谢谢";
        line.at = noon;
        store::insert_message(ctx.store, line);
    }

    std::vector<std::string> close() {
        Context ctx = context();
        return store::close_account(ctx.store, account, noon);
    }
    void sweep(Instant now) {
        Context ctx = context(now);
        handlers::erase_what_is_due(ctx);
    }
    std::size_t lines() {
        Context ctx = context();
        return store::messages(ctx.store, visit_id).size();
    }
    VisitRow kept_visit() {
        Context ctx = context();
        return store::visit(ctx.store, visit_id).value();
    }
    PersonRow kept_person() {
        Context ctx = context();
        return store::person(ctx.store, person).value();
    }
};

}  // namespace

TEST_CASE("retention: what care rests upon outlives the account, sealed") {
    Gone gone;
    CHECK(gone.close().empty());
    Context ctx = gone.context();
    CHECK(store::account_closed(ctx.store, gone.account));
    CHECK(gone.kept_person().name == "王桂兰");
    CHECK(gone.kept_visit().draft.complaint == "头晕");
    CHECK(store::record(ctx.store, "rec_1")->title == "出院小结");
    CHECK_FALSE(store::account_by_id(ctx.store, gone.account)->phone.contains("139"));
    CHECK(store::account_for_phone(ctx.store, "qinglan", "13900002468", 1, noon) != gone.account);
}

TEST_CASE("retention: without care a person is forgotten at once") {
    Gone gone;
    Context ctx = gone.context();
    gone.db.run("UPDATE visits SET accepted_at=NULL");
    CHECK(gone.close() == std::vector<std::string>{gone.file});
    CHECK(gone.kept_person().name.empty());
    CHECK_FALSE(gone.kept_person().number.contains("9901"));
    CHECK_FALSE(gone.kept_visit().draft.complaint);
    CHECK_FALSE(store::record(ctx.store, "rec_1"));
}

TEST_CASE("retention: talk goes after three years, the rest after fifteen") {
    Gone gone;
    (void)gone.close();
    gone.sweep(noon + domain::chat_years * year);
    CHECK(gone.lines() == 1);
    gone.sweep(noon + domain::chat_years * year + 1);
    CHECK(gone.lines() == 0);
    CHECK(gone.kept_visit().draft.complaint == "头晕");
    gone.sweep(noon + domain::care_years * year);
    CHECK(gone.kept_person().name == "王桂兰");
    Context ctx = gone.context(noon + domain::care_years * year + 1);
    handlers::erase_what_is_due(ctx);
    CHECK(ctx.after_commit.size() == 1);  // the file's content
    CHECK(gone.kept_person().name.empty());
    CHECK(gone.kept_person().born_on.empty());
    CHECK_FALSE(gone.kept_visit().draft.complaint);
    CHECK_FALSE(gone.kept_visit().ending);
    CHECK_FALSE(store::record(ctx.store, "rec_1"));
    handlers::erase_what_is_due(ctx);
    CHECK(ctx.after_commit.size() == 1);  // once
}

TEST_CASE("retention: nothing of a living account is touched, however old") {
    Gone gone;
    gone.sweep(noon + 40 * year);
    CHECK(gone.lines() == 1);
    CHECK(gone.kept_person().name == "王桂兰");
    CHECK(gone.kept_visit().draft.complaint == "头晕");
}
