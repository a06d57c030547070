#include <doctest/doctest.h>

#include "server/handlers/feedback.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;

namespace {

// An account with one visit that a doctor concluded.
struct Ended {
    Bench bench;
    std::string account;
    VisitRow visit;

    Ended() {
        Store store{bench.db, bench.sealer};
        account = store::account_for_phone(store, bench.env.hospital.id, "13900002468", 1, noon);
        PersonRow person;
        person.id = "per_1";
        person.account_id = account;
        person.relationship = "self";
        person.document_type = "resident_id";
        person.name = "王桂兰";
        person.number = "990101195303150115";
        store::insert_person(store, person);
        visit.id = "vis_1";
        visit.account_id = account;
        visit.hospital_id = bench.env.hospital.id;
        visit.person_id = person.id;
        visit.lang = "zh";
        visit.created_at = noon;
        store::insert_visit(store, visit);
        visit.state = domain::VisitState::concluded;
        store::update_visit(store, visit);
    }
    Outcome<api::Rating> rate(int stars, Instant at) {
        Context ctx = bench.context(at, account);
        return handlers::rate_visit(ctx, visit.id, {stars, {}});
    }
};

api::Complaint answered(Ended& ended) {
    Context patient = ended.bench.context(noon, ended.account);
    const auto made = handlers::create_complaint(patient, {{}, "等太久"}).value();
    Context desk = ended.bench.context(noon + 1);
    (void)handlers::desk_move_complaint(desk, made.id, {domain::ComplaintState::in_progress});
    return handlers::desk_answer_complaint(desk, made.id, {"对不起"}).value();
}

}  // namespace

TEST_CASE("a rating may be changed for a day from when it was first given") {
    Ended ended;
    REQUIRE(ended.rate(3, noon));
    CHECK(ended.rate(4, noon + ms_per_day)->stars == 4);
    CHECK(ended.rate(5, noon + ms_per_day + 1).error().code == "illegal_state");
}

TEST_CASE("a complaint is taken up again within seven days, and closed by itself after them") {
    Ended ended;
    const auto complaint = answered(ended);
    const auto reopen = [&](Instant at) {
        Context ctx = ended.bench.context(at, ended.account);
        return handlers::reopen_complaint(ctx, complaint.id, {"还是慢"});
    };
    const Instant last = noon + 1 + 7 * ms_per_day;
    CHECK(reopen(last + 1).error().code == "illegal_state");
    Context before = ended.bench.context(last);
    handlers::close_old_complaints(before);
    Context reader = ended.bench.context(last, ended.account);
    CHECK(handlers::get_complaint(reader, complaint.id)->state == domain::ComplaintState::answered);
    CHECK(reopen(last)->state == domain::ComplaintState::in_progress);
    Context desk = ended.bench.context(last + 1);
    REQUIRE(handlers::desk_answer_complaint(desk, complaint.id, {"好了"}));
    Context after = ended.bench.context(last + 2 + 7 * ms_per_day);
    handlers::close_old_complaints(after);
    CHECK(handlers::get_complaint(reader, complaint.id)->state == domain::ComplaintState::closed);
}
