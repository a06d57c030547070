#include "client/screens/feedback/feedback.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;

TEST_CASE("feedback: one is written about a visit, with the wish to be called, and sent once") {
    auto fixture = fixture_named(Feedback::fixtures(), "list");
    Shared& shared = fixture.shared;
    CHECK(press<Feedback>(fixture, "写一条").got<Feedback::NewPressed>());
    Feedback::update(fixture.model, shared, Feedback::NewPressed{});
    CHECK(Feedback::update(fixture.model, shared, Feedback::SendPressed{"x"}) == Effects{Focus{"errors.title"}});
    Feedback::update(fixture.model, shared, Feedback::AboutChosen{"visit-1"});
    Feedback::update(fixture.model, shared, Feedback::WordsTyped{" 等太久 "});
    Feedback::update(fixture.model, shared, Feedback::CallToggled{true});
    const Effects effects = Feedback::update(fixture.model, shared, Feedback::SendPressed{"请打电话给我。"});
    REQUIRE(effects.size() == 1);
    const Call call = std::get<Call>(effects[0]);
    CHECK(call.path == "/complaints");
    CHECK(call.idempotency_key == "fresh-1");
    const auto body = api::read<api::ComplaintRequest>(call.body);
    REQUIRE(body);
    CHECK(body->text == "等太久\n请打电话给我。");
    CHECK(body->visit_id == "visit-1");
    CHECK(Feedback::update(fixture.model, shared, Feedback::SendPressed{"x"}) == Effects{});

    // A lost answer goes out again under its own key; the words stay until it is there.
    shared.context.fresh_id = "fresh-2";
    Feedback::on_reply(fixture.model, shared, {.purpose = "feedback.send", .status = 500});
    const Effects again = Feedback::update(fixture.model, shared, Feedback::SendPressed{"请打电话给我。"});
    CHECK(std::get<Call>(again[0]).idempotency_key == "fresh-1");
    const api::Complaint made = fixture_named(Feedback::fixtures(), "list").shared.complaints->items[1];
    Feedback::on_reply(fixture.model, shared, {.purpose = "feedback.send", .status = 201, .body = api::write(made)});
    CHECK(show<Feedback>(fixture).find(ui::Role::heading, "医院收到了，编号 C-20260718-0042"));
    CHECK(shared.draft.feedback_text.empty());
}

TEST_CASE("feedback: an answer is read, and taken up again while that is possible") {
    auto fixture = fixture_named(Feedback::fixtures(), "answered");
    CHECK(show<Feedback>(fixture).says("诊察费已经退给您。"));
    CHECK(press<Feedback>(fixture, "没解决，再说说（7 月 26 日前）").got<Feedback::ReopenPressed>());
    Feedback::update(fixture.model, fixture.shared, Feedback::ReopenPressed{});
    Feedback::update(fixture.model, fixture.shared, Feedback::WordsTyped{"钱还没到"});
    const Effects effects = Feedback::update(fixture.model, fixture.shared, Feedback::SendPressed{"x"});
    CHECK(std::get<Call>(effects[0]).path == "/complaints/c1/reopen");
    CHECK_FALSE(show<Feedback>(fixture_named(Feedback::fixtures(), "closed_long_ago")).says("再说说"));
}

TEST_CASE("feedback: what was being written is there after a reload") {
    Feedback::Model model;
    Shared shared = care_shared(domain::VisitState::concluded);
    shared.draft.feedback_text = "等太久";
    const Effects effects = Feedback::on_enter(model, shared, Route::feedback);
    CHECK(effects == Effects{Listen{true}, load_complaints()});
    CHECK(model.part == Feedback::Part::write);
}
