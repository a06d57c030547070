#include "client/screens/ending/ending.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;
using domain::VisitState;

TEST_CASE("ending: a terminated visit says why, in whose words, where to go and where the money is") {
    const auto shown = show<Ending>(fixture_named(Ending::fixtures(), "terminated"));
    CHECK(shown.tree.screen == "terminated");
    CHECK(shown.find(ui::Role::heading, "医生请您去医院看"));
    CHECK(shown.says("病情有变化，当面看更放心。"));
    CHECK(shown.says("“走快路气短是新情况"));
    CHECK(shown.says("周敏医生 24:00") == false);
    CHECK(shown.says("周敏医生 15:06"));
    CHECK(shown.says("门诊楼 2 层，心内科"));
    const ui::Node* phone = shown.find(ui::Role::link, "打给医院 0532-5550-1234");
    REQUIRE(phone);
    CHECK(phone->href == "tel:0532-5550-1234");
    CHECK(shown.says("4.50 元在退回的路上"));
    CHECK(shown.says("最晚 7 月 24 日到"));
    CHECK(shown.says("打 120"));
}

TEST_CASE("ending: the referral is printed from the page itself") {
    auto fixture = fixture_named(Ending::fixtures(), "terminated");
    CHECK(press<Ending>(fixture, "打印转诊单").got<Ending::PrintPressed>());
    CHECK(Ending::update(fixture.model, fixture.shared, Ending::PrintPressed{}) == Effects{PrintPage{}});
}

TEST_CASE("ending: cancelled and expired have their own words") {
    CHECK(show<Ending>(fixture_named(Ending::fixtures(), "cancelled")).find(ui::Role::heading, "已经取消了"));
    const auto expired = show<Ending>(fixture_named(Ending::fixtures(), "expired"));
    CHECK(expired.find(ui::Role::heading, "没人接，钱全退"));
    CHECK(expired.says("48 小时里没有医生接，对不起。"));
    CHECK(expired.says("4.50 元在退回的路上"));
    const auto unpaid = show<Ending>(fixture_named(Ending::fixtures(), "expired_unpaid"));
    CHECK(unpaid.says("没有扣您的钱。"));
    CHECK_FALSE(unpaid.says("退回的路上"));
    CHECK(show<Ending>(fixture_named(Ending::fixtures(), "refunded")).says("4.50 元已经退给您了"));
}

TEST_CASE("ending: the summary has the doctor's words and the day of the follow-up") {
    const auto shown = show<Ending>(fixture_named(Ending::fixtures(), "summary"));
    CHECK(shown.tree.screen == "summary");
    CHECK(shown.find(ui::Role::heading, "医生的小结"));
    CHECK(shown.says("血压控制得不错"));
    CHECK(shown.says("8 月 20 日复诊"));
}

TEST_CASE("ending: home ends the journey and keeps the address") {
    auto fixture = fixture_named(Ending::fixtures(), "terminated");
    fixture.shared.draft.address_line = "柳堤路 18 号";
    CHECK(Ending::update(fixture.model, fixture.shared, Ending::HomePressed{}) ==
          Effects{Listen{false}, Go{Route::home, true}});
    CHECK(fixture.shared.draft.visit_id.empty());
    CHECK_FALSE(fixture.shared.draft.started);
    CHECK_FALSE(fixture.shared.visit);
    CHECK(fixture.shared.draft.address_line == "柳堤路 18 号");
}

TEST_CASE("ending: what could not be read is not forgotten") {
    auto fixture = fixture_named(Ending::fixtures(), "failed");
    CHECK(Ending::update(fixture.model, fixture.shared, Ending::HomePressed{}) == Effects{Go{Route::home, true}});
    CHECK(fixture.shared.draft.visit_id == "visit-1");
    CHECK(Ending::update(fixture.model, fixture.shared, Ending::TryAgainPressed{}) == Effects{load_visit("visit-1")});
}

TEST_CASE("ending: entering reads the refund anew, and each ending finds its page") {
    Ending::Model model;
    Shared shared = care_shared(VisitState::terminated);
    CHECK(Ending::on_enter(model, shared, Route::terminated) == Effects{load_visit("visit-1")});
    CHECK(Ending::on_change(model, shared, Route::terminated) == Effects{});
    CHECK(Ending::on_change(model, shared, Route::summary) == Effects{Go{Route::terminated, true}});
    shared = care_shared(VisitState::concluded);
    CHECK(Ending::on_change(model, shared, Route::terminated) == Effects{Go{Route::summary, true}});
    shared = care_shared(VisitState::in_consultation);
    CHECK(Ending::on_change(model, shared, Route::terminated) == Effects{Go{Route::chat, true}});
    shared = {};
    CHECK(Ending::on_enter(model, shared, Route::terminated) == Effects{Go{Route::home, true}});
}
