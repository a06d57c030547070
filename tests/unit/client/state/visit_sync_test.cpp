#include "client/state/visit_sync.hpp"

#include <doctest/doctest.h>

#include "client/screens/common/journey_fixtures.hpp"

using namespace bz;
using namespace bz::state;
using domain::VisitKind;
using domain::VisitState;
using screens::sample_journey;
using screens::sample_visit;

namespace {

Reply answer(std::string purpose, int status, const api::Visit& visit) {
    return {.purpose = std::move(purpose), .status = status, .body = api::write(visit), .etag = "\"1\""};
}

Reply problem(std::string purpose, int status, std::string code) {
    api::Problem problem;
    problem.code = std::move(code);
    problem.status = status;
    return {.purpose = std::move(purpose), .status = status, .body = api::write(problem), .etag = {}};
}

Call only_call(const Effects& effects) {
    REQUIRE(effects.size() == 1);
    return std::get<Call>(effects.front());
}

}  // namespace

TEST_CASE("the first sync creates the visit, and its answer brings the draft") {
    Shared shared = sample_journey(VisitKind::refill);
    shared.draft.weeks = 6;
    const Call create{.purpose = "sync.create",
                      .method = "POST",
                      .path = "/visits",
                      .body = api::write(api::VisitRequest{VisitKind::refill, "p1", {}}),
                      .idempotency_key = "visit-refill-fresh-1"};
    CHECK(sync_visit(shared) == Effects{create});
    CHECK(sync_visit(shared).empty());  // one at a time

    const Call patch = only_call(
        on_sync_reply(shared, answer("sync.create", 201, sample_visit(VisitKind::refill, VisitState::draft))));
    CHECK(shared.draft.visit_id == "v1");
    CHECK(shared.draft.visit_etag == "\"1\"");
    CHECK(patch.method == "PATCH");
    CHECK(patch.path == "/visits/v1");
    CHECK(patch.body == visit_draft_body(shared.draft));

    CHECK(
        on_sync_reply(shared, answer(patch.purpose, 200, sample_visit(VisitKind::refill, VisitState::draft))).empty());
    CHECK(shared.visit.load == Load::loaded);
}

TEST_CASE("a create that is sent again carries the same key and the same body") {
    Shared shared = sample_journey(VisitKind::refill);
    const Effects first = sync_visit(shared);
    shared.visit = {};  // a reload
    shared.draft.weeks = 9;
    shared.context.fresh_id = "fresh-2";
    CHECK(sync_visit(shared) == first);
}

TEST_CASE("what was entered while a patch travelled goes out after it") {
    Shared shared = sample_journey(VisitKind::refill);
    shared.draft.visit_id = "v1";
    const Call first = only_call(sync_visit(shared));
    shared.draft.weeks = 8;
    CHECK(sync_visit(shared).empty());
    const Call second = only_call(
        on_sync_reply(shared, answer(first.purpose, 200, sample_visit(VisitKind::refill, VisitState::draft))));
    CHECK(second.body == visit_draft_body(shared.draft));
    CHECK(second.body != first.body);
    CHECK(
        on_sync_reply(shared, answer(second.purpose, 200, sample_visit(VisitKind::refill, VisitState::draft))).empty());
}

TEST_CASE("a visit of another kind is let go of") {
    Shared shared = sample_journey(VisitKind::consultation);
    shared.draft.visit_id = "v1";
    shared.visit = {
        .load = Load::loaded, .value = sample_visit(VisitKind::refill, VisitState::draft), .etag = {}, .error = {}};
    const Effects effects = sync_visit(shared);
    REQUIRE(effects.size() == 2);
    CHECK(std::get<Call>(effects[0]).path == "/visits/v1/cancel");
    CHECK(std::get<Call>(effects[1]).purpose == "sync.create");
    CHECK(shared.draft.visit_id.empty());
}

TEST_CASE("nothing is synced before there is a person, or after sending") {
    Shared shared = sample_journey(VisitKind::refill);
    shared.account = {};
    CHECK(sync_visit(shared).empty());
    shared = sample_journey(VisitKind::refill);
    shared.draft.visit_id = "v1";
    shared.visit = {
        .load = Load::loaded, .value = sample_visit(VisitKind::refill, VisitState::queued), .etag = {}, .error = {}};
    CHECK(sync_visit(shared).empty());
}

TEST_CASE("refusals and silence keep the draft and open the way for the next try") {
    Shared shared = sample_journey(VisitKind::refill);
    shared.draft.visit_id = "v1";
    SUBCASE("offline") {
        const Call patch = only_call(sync_visit(shared));
        CHECK(on_sync_reply(shared, {.purpose = patch.purpose, .status = 0, .body = {}, .etag = {}}).empty());
        CHECK_FALSE(sync_visit(shared).empty());
    }
    SUBCASE("gone") {
        const Call patch = only_call(sync_visit(shared));
        CHECK(only_call(on_sync_reply(shared, problem(patch.purpose, 404, "not_found"))).purpose == "sync.create");
    }
    SUBCASE("sent elsewhere") {
        const Call patch = only_call(sync_visit(shared));
        CHECK(on_sync_reply(shared, problem(patch.purpose, 409, "illegal_state")) == Effects{load_visit("v1")});
    }
    SUBCASE("create refused") {
        shared.draft.visit_id.clear();
        CHECK_FALSE(sync_visit(shared).empty());
        CHECK(on_sync_reply(shared, problem("sync.create", 403, "identity_required")).empty());
        CHECK(shared.draft.submit_key.empty());
    }
}
