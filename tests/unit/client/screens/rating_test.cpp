#include "client/screens/rating/rating.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;

TEST_CASE("rating: entering asks whether one was given") {
    Rating::Model model;
    Shared shared = care_shared(domain::VisitState::concluded);
    CHECK(Rating::on_enter(model, shared, Route::rating) == Effects{load_rating("visit-1")});
    CHECK(shared.draft.rating_visit == "visit-1");
}

TEST_CASE("rating: one of three words, and one's own if one likes") {
    auto fixture = fixture_named(Rating::fixtures(), "ask");
    Shared& shared = fixture.shared;
    CHECK(press<Rating>(fixture, "发给医院").got<Rating::SendPressed>());
    CHECK(Rating::update(fixture.model, shared, Rating::SendPressed{}) == Effects{Focus{"errors.title"}});
    CHECK(show<Rating>(fixture).says("选一个：好、一般、不好。"));
    CHECK(press<Rating>(fixture, "一般").got<Rating::StarsChosen>());
    Rating::update(fixture.model, shared, Rating::StarsChosen{3});
    Rating::update(fixture.model, shared, Rating::WordsTyped{" 等得久 "});
    const Effects effects = Rating::update(fixture.model, shared, Rating::SendPressed{});
    REQUIRE(effects.size() == 1);
    const auto body = api::read<api::RatingRequest>(std::get<Call>(effects[0]).body);
    REQUIRE(body);
    CHECK(body->stars == 3);
    CHECK(body->text == "等得久");
    CHECK(Rating::update(fixture.model, shared, Rating::SendPressed{}) == Effects{});  // once
}

TEST_CASE("rating: refused, everything chosen stays; accepted, it can be changed for a day") {
    auto fixture = fixture_named(Rating::fixtures(), "chosen");
    Shared& shared = fixture.shared;
    Rating::update(fixture.model, shared, Rating::SendPressed{});
    Rating::on_reply(fixture.model, shared, {.purpose = "rating.send", .status = 503});
    CHECK(shared.draft.rating_stars == 3);
    CHECK(show<Rating>(fixture).says("可以再发一次"));
    Rating::update(fixture.model, shared, Rating::SendPressed{});
    const api::Rating given{"visit-1", 3, "等得久", "2026-07-20T14:44:00+08:00", "2026-07-21T14:44:00+08:00", {}};
    Rating::on_reply(fixture.model, shared, {.purpose = "rating.send", .status = 200, .body = api::write(given)});
    CHECK(show<Rating>(fixture).find(ui::Role::heading, "您的评价医院收到了"));
    Rating::update(fixture.model, shared, Rating::ChangePressed{});
    CHECK(show<Rating>(fixture).find(ui::Role::radio, "一般")->checked);
    CHECK_FALSE(show<Rating>(fixture_named(Rating::fixtures(), "given_long_ago")).says("能改"));
}

TEST_CASE("rating: going home ends a visit that is over, and keeps one whose medicine is on its way") {
    auto over = fixture_named(Rating::fixtures(), "given");
    CHECK(Rating::update(over.model, over.shared, Rating::HomePressed{}) ==
          Effects{Listen{false}, Go{Route::home, true}});
    CHECK(over.shared.draft.visit_id.empty());
    auto open = fixture_named(Rating::fixtures(), "given");
    loaded(open.shared.order, care_order(domain::Fulfilment::delivery, domain::OrderState::shipped));
    CHECK(Rating::update(open.model, open.shared, Rating::HomePressed{}) == Effects{Go{Route::home, true}});
    CHECK(open.shared.draft.visit_id == "visit-1");
}
