#include "client/screens/order/order.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;
using domain::VisitState;

TEST_CASE("order: on its way, with times, the courier's phone and the code for the hospital's window") {
    const auto shown = show<Order>(fixture_named(Order::fixtures(), "shipped"));
    CHECK(shown.tree.screen == "order");
    CHECK(shown.find(ui::Role::heading, "今天 18:00 前送到"));
    CHECK(shown.says("阿托伐他汀钙片"));
    CHECK(shown.says("昨天 17:20"));
    CHECK(shown.says("快递员正在送"));
    CHECK(shown.says("10:32"));
    CHECK(shown.says("4 8 2 9 1 5"));
    const ui::Node* phone = shown.find(ui::Role::link, "打给快递员");
    REQUIRE(phone);
    CHECK(phone->href == "tel:13900001111");
    int here = 0;
    for (const ui::Node& node : shown.tree.nodes) here += node.current;
    CHECK(here == 1);
}

TEST_CASE("order: the pickup code can be read out, digit by digit") {
    auto fixture = fixture_named(Order::fixtures(), "ready");
    const auto shown = show<Order>(fixture);
    CHECK(shown.says("7 3 0 1 6 4"));
    CHECK(shown.says("江岸大药房"));
    CHECK(press<Order>(fixture, "念取药码给我听").got<Order::ReadPickupCode>());
    CHECK(Order::update(fixture.model, fixture.shared, Order::ReadPickupCode{}) == Effects{Speak{"7, 3, 0, 1, 6, 4"}});
    CHECK(press<Order>(fixture, "念医院取药码给我听").got<Order::ReadHospitalCode>());
    CHECK(Order::update(fixture.model, fixture.shared, Order::ReadHospitalCode{}) ==
          Effects{Speak{"4, 8, 2, 9, 1, 5"}});
}

TEST_CASE("order: an unpaid one opens the payment page again") {
    auto fixture = fixture_named(Order::fixtures(), "unpaid");
    CHECK(press<Order>(fixture, "付 14.88 元").got<Order::PayPressed>());
    CHECK(Order::update(fixture.model, fixture.shared, Order::PayPressed{}) ==
          Effects{OpenUrl{"/sandbox/pay/payment-2"}});
    CHECK(show<Order>(fixture_named(Order::fixtures(), "payment_failed")).says("没有扣钱"));
    fixture.shared.order.value->payment.redirect_url.reset();
    CHECK(Order::update(fixture.model, fixture.shared, Order::PayPressed{}) == Effects{load_order("order-1")});
}

TEST_CASE("order: delivered says thanks, and home ends the journey") {
    auto fixture = fixture_named(Order::fixtures(), "delivered");
    const auto shown = show<Order>(fixture);
    CHECK(shown.find(ui::Role::heading, "送到了"));
    CHECK(shown.says("谢谢您"));
    CHECK(press<Order>(fixture, "回首页").got<Order::HomePressed>());
    CHECK(Order::update(fixture.model, fixture.shared, Order::HomePressed{}) ==
          Effects{Listen{false}, Go{Route::home, true}});
    CHECK(fixture.shared.draft.order_id.empty());
    CHECK_FALSE(fixture.shared.order);
}

TEST_CASE("order: a code for the hospital is not forgotten when the rest has come") {
    auto fixture = fixture_named(Order::fixtures(), "delivered_hospital");
    CHECK(show<Order>(fixture).says("别忘了还有药要去医院取"));
    CHECK(Order::update(fixture.model, fixture.shared, Order::HomePressed{}) == Effects{Go{Route::home, true}});
    CHECK(fixture.shared.draft.order_id == "order-1");
}

TEST_CASE("order: found by the draft, the visit or the account") {
    Order::Model model;
    Shared shared = care_shared(VisitState::prescribed);
    shared.draft.order_id = "order-1";
    CHECK(Order::on_enter(model, shared, Route::order) == Effects{Listen{true}, load_order("order-1")});
    CHECK(Order::on_change(model, shared, Route::order) == Effects{});

    model = {};
    shared = care_shared(VisitState::prescribed);
    shared.visit.value->order_id = "order-2";
    CHECK(Order::on_enter(model, shared, Route::order) == Effects{Listen{true}, load_order("order-2")});

    model = {};
    shared = {};
    CHECK(Order::on_enter(model, shared, Route::order) == Effects{Listen{true}, load_account()});
    api::Account account;
    account.open_order_id = "order-3";
    loaded(shared.account, account);
    CHECK(Order::on_change(model, shared, Route::order) == Effects{load_order("order-3")});
}

TEST_CASE("order: none yet is said kindly; a failed reading can be tried again") {
    CHECK(show<Order>(fixture_named(Order::fixtures(), "empty")).find(ui::Role::heading, "还没有订单"));
    auto fixture = fixture_named(Order::fixtures(), "failed");
    CHECK(press<Order>(fixture, "再试一次").got<Order::TryAgainPressed>());
    CHECK(Order::update(fixture.model, fixture.shared, Order::TryAgainPressed{}) == Effects{load_order("order-1")});
}

TEST_CASE("order: after a cancelled one a patient can choose again") {
    auto fixture = fixture_named(Order::fixtures(), "cancelled");
    CHECK(press<Order>(fixture, "再选一次怎么拿药").got<Order::AgainPressed>());
    CHECK(Order::update(fixture.model, fixture.shared, Order::AgainPressed{}) == Effects{Go{Route::fulfilment, true}});
    CHECK(fixture.shared.draft.order_id.empty());
}

TEST_CASE("order: until it is packed it is cancelled here, with the rule said first") {
    auto fixture = fixture_named(Order::fixtures(), "paid");
    CHECK(press<Order>(fixture, "不要了，取消这一单").got<Order::CancelPressed>());
    Order::update(fixture.model, fixture.shared, Order::CancelPressed{});
    CHECK(show<Order>(fixture).says("14.88 元全退"));
    CHECK(press<Order>(fixture, "取消这一单").got<Order::CancelConfirmed>());
    const Effects effects = Order::update(fixture.model, fixture.shared, Order::CancelConfirmed{});
    REQUIRE(effects.size() == 1);
    CHECK(std::get<Call>(effects[0]).path == "/orders/order-1/cancel");
    CHECK(Order::update(fixture.model, fixture.shared, Order::CancelConfirmed{}) == Effects{});
    auto gone = *fixture.shared.order.value;
    gone.state = domain::OrderState::refunding;
    gone.refund = api::Refund{1488, "refunding", "2026-07-23T23:59:00+08:00"};
    Order::on_reply(fixture.model, fixture.shared,
                    {.purpose = "order.cancel", .status = 200, .body = api::write(gone)});
    CHECK(show<Order>(fixture).says("14.88 元在退回的路上"));
    CHECK_FALSE(show<Order>(fixture).find(ui::Role::button, "不要了，取消这一单"));
}

TEST_CASE("order: packed in the meantime, the pharmacy is to be asked") {
    auto fixture = fixture_named(Order::fixtures(), "cancelling");
    CHECK(Order::on_reply(fixture.model, fixture.shared, {.purpose = "order.cancel", .status = 409}) ==
          Effects{load_order("order-1")});
    CHECK(show<Order>(fixture).says("药店已经配好了"));
    CHECK_FALSE(show<Order>(fixture_named(Order::fixtures(), "packed")).find(ui::Role::button, "不要了，取消这一单"));
}

TEST_CASE("order: a part that goes back is told from the whole") {
    CHECK(show<Order>(fixture_named(Order::fixtures(), "part_refunding")).says("有一部分药没给，5.00 元在退回的路上"));
    CHECK(show<Order>(fixture_named(Order::fixtures(), "part_refunded")).says("有一部分药没给，3.00 元已经退给您了"));
    CHECK(show<Order>(fixture_named(Order::fixtures(), "refunded")).says("14.88 元已经退给您了"));
}

TEST_CASE("order: once it has come, one may say how it was") {
    auto fixture = fixture_named(Order::fixtures(), "delivered");
    CHECK(press<Order>(fixture, "评价这次看诊").got<Order::RatePressed>());
    CHECK(Order::update(fixture.model, fixture.shared, Order::RatePressed{}) == Effects{Go{Route::rating}});
    CHECK(press<Order>(fixture, "提意见或投诉").got<Order::ComplainPressed>());
    CHECK_FALSE(show<Order>(fixture_named(Order::fixtures(), "shipped")).find(ui::Role::button, "评价这次看诊"));
}

TEST_CASE("order: where the code is shown, and until when the window is open") {
    const auto shown = show<Order>(fixture_named(Order::fixtures(), "ready_with_place"));  // a Monday
    CHECK(shown.says("江岸区柳堤路 20 号一楼"));
    CHECK(shown.says("今天 08:00–17:00 能取"));
}
