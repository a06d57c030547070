#include "client/screens/waiting/waiting.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;
using domain::VisitState;

namespace {

Reply visit_reply(VisitState state, std::string etag = "\"2\"") {
    return {.purpose = "waiting.cancel",
            .status = 200,
            .body = api::write(*care_shared(state).visit.value),
            .etag = std::move(etag)};
}

Call cancel_call(std::string key, std::string etag) {
    return {.purpose = "waiting.cancel",
            .method = "POST",
            .path = "/visits/visit-1/cancel",
            .body = {},
            .idempotency_key = std::move(key),
            .if_match = std::move(etag)};
}

}  // namespace

TEST_CASE("waiting: says how many are ahead, by when at the latest, and how long it has been") {
    const auto shown = show<Waiting>(fixture_named(Waiting::fixtures(), "ahead"));
    CHECK(shown.tree.screen == "waiting");
    CHECK(shown.find(ui::Role::heading, "最晚 15:10 前回复您"));
    CHECK(shown.says("前面还有 3 位"));
    CHECK(shown.says("已等 12 分钟"));
    CHECK(shown.says("平时 18 分钟左右回"));
    CHECK(shown.says("可以先去忙，好了发短信给您。"));
    CHECK(shown.says("资料 3 份，都传好了"));
    CHECK(shown.find(ui::Role::button, "取消，退 4.50 元"));
}

TEST_CASE("waiting: a broken promise is said") {
    const auto shown = show<Waiting>(fixture_named(Waiting::fixtures(), "late"));
    CHECK(shown.find(ui::Role::heading, "比说好的晚了，对不起"));
    CHECK(shown.says("钱全退"));
    CHECK_FALSE(shown.says("最晚"));
}

TEST_CASE("waiting: entering listens, reads the visit and counts minutes once") {
    Waiting::Model model;
    Shared shared = care_shared(VisitState::queued);
    CHECK(Waiting::on_enter(model, shared, Route::waiting) ==
          Effects{Listen{true}, load_visit("visit-1"), After{"waiting.minute", 60'000}});
    CHECK(Waiting::on_enter(model, shared, Route::waiting) == Effects{Listen{true}, load_visit("visit-1")});
}

TEST_CASE("waiting: the minute goes on while the page is shown and stops with it") {
    Waiting::Model model;
    model.ticking = true;
    Shared shared = care_shared(VisitState::queued);
    shared.draft.route = Route::waiting;
    const Reply minute{.purpose = "waiting.minute"};
    CHECK(Waiting::on_reply(model, shared, minute) == Effects{After{"waiting.minute", 60'000}});
    shared.draft.route = Route::home;
    CHECK(Waiting::on_reply(model, shared, minute) == Effects{});
    CHECK_FALSE(model.ticking);
}

TEST_CASE("waiting: nothing to wait for leads home, or asks the account first") {
    Waiting::Model model;
    Shared shared;
    shared.signed_in = true;
    CHECK(Waiting::on_enter(model, shared, Route::waiting) == Effects{load_account()});
    CHECK(Waiting::on_change(model, shared, Route::waiting) == Effects{});
    loaded(shared.account, api::Account{});
    CHECK(Waiting::on_change(model, shared, Route::waiting) == Effects{Go{Route::home, true}});
    shared.account.value->open_visit_id = "visit-9";
    CHECK(Waiting::on_change(model, shared, Route::waiting) ==
          Effects{Listen{true}, load_visit("visit-9"), After{"waiting.minute", 60'000}});
    CHECK(Waiting::on_change(model, shared, Route::waiting) == Effects{});  // it is under way
}

TEST_CASE("waiting: follows the visit wherever it goes") {
    const auto follow = [](VisitState state) {
        Waiting::Model model;
        Shared shared = care_shared(state);
        return Waiting::on_change(model, shared, Route::waiting);
    };
    CHECK(follow(VisitState::queued) == Effects{});
    CHECK(follow(VisitState::submitted) == Effects{});
    CHECK(follow(VisitState::in_consultation) == Effects{Go{Route::chat, true}});
    CHECK(follow(VisitState::prescribed) == Effects{Go{Route::chat, true}});
    CHECK(follow(VisitState::concluded) == Effects{Go{Route::chat, true}});
    CHECK(follow(VisitState::terminated) == Effects{Go{Route::terminated, true}});
    CHECK(follow(VisitState::expired) == Effects{Go{Route::terminated, true}});
    CHECK(follow(VisitState::cancelled) == Effects{Go{Route::terminated, true}});
}

TEST_CASE("waiting: going home keeps everything") {
    Waiting::Model model;
    Shared shared = care_shared(VisitState::queued);
    CHECK(Waiting::update(model, shared, Waiting::HomePressed{}) == Effects{Go{Route::home}});
    CHECK(shared.draft.visit_id == "visit-1");
}

TEST_CASE("waiting: cancelling asks first and names the money") {
    auto fixture = fixture_named(Waiting::fixtures(), "ahead");
    CHECK(press<Waiting>(fixture, "取消，退 4.50 元").got<Waiting::CancelPressed>());
    CHECK(Waiting::update(fixture.model, fixture.shared, Waiting::CancelPressed{}) == Effects{});
    CHECK(fixture.model.cancel_asked);
    const auto shown = show<Waiting>(fixture);
    CHECK(shown.find(ui::Role::dialog, "要取消这次看诊吗？"));
    CHECK(shown.says("4.50 元全部原路退给您"));
    CHECK(press<Waiting>(fixture, "不取消，接着等").got<Waiting::CancelKept>());
    CHECK(press<Waiting>(fixture, "确定取消，退 4.50 元").got<Waiting::CancelConfirmed>());
}

TEST_CASE("waiting: cancelling is one call with a key and the visit's tag; a second press does nothing") {
    Waiting::Model model;
    Shared shared = care_shared(VisitState::queued);
    model.cancel_asked = true;
    CHECK(Waiting::update(model, shared, Waiting::CancelConfirmed{}) == Effects{cancel_call("fresh-1", "\"1\"")});
    CHECK(Waiting::update(model, shared, Waiting::CancelConfirmed{}) == Effects{});
    CHECK(Waiting::on_reply(model, shared, visit_reply(VisitState::cancelled)) == Effects{Go{Route::terminated, true}});
    CHECK(shared.visit->state == VisitState::cancelled);
}

TEST_CASE("waiting: offline or a broken server keeps the key for the next press") {
    for (const int status : {0, 503}) {
        Waiting::Model model;
        Shared shared = care_shared(VisitState::queued);
        Waiting::update(model, shared, Waiting::CancelConfirmed{});
        CHECK(Waiting::on_reply(model, shared, {.purpose = "waiting.cancel", .status = status}) == Effects{});
        CHECK_FALSE(model.problem.empty());
        shared.context.fresh_id = "fresh-2";
        CHECK(Waiting::update(model, shared, Waiting::CancelConfirmed{}) == Effects{cancel_call("fresh-1", "\"1\"")});
    }
}

TEST_CASE("waiting: when the queue moved meanwhile it reads the visit and cancels with the new tag") {
    Waiting::Model model;
    Shared shared = care_shared(VisitState::queued);
    Waiting::update(model, shared, Waiting::CancelConfirmed{});
    CHECK(Waiting::on_reply(model, shared, {.purpose = "waiting.cancel", .status = 412}) ==
          Effects{load_visit("visit-1")});
    shared.visit.etag = "\"2\"";
    shared.context.fresh_id = "fresh-2";
    CHECK(Waiting::on_change(model, shared, Route::waiting) == Effects{cancel_call("fresh-2", "\"2\"")});
}

TEST_CASE("waiting: when a doctor was quicker nothing is cancelled") {
    Waiting::Model model;
    Shared shared = care_shared(VisitState::queued);
    Waiting::update(model, shared, Waiting::CancelConfirmed{});
    Waiting::on_reply(model, shared, {.purpose = "waiting.cancel", .status = 412});
    shared.visit = care_shared(VisitState::in_consultation).visit;
    CHECK(Waiting::on_change(model, shared, Route::waiting) == Effects{Go{Route::chat, true}});
    CHECK_FALSE(model.cancelling);
}

TEST_CASE("waiting: an unpaid visit can be paid from here") {
    auto fixture = fixture_named(Waiting::fixtures(), "unpaid");
    CHECK(press<Waiting>(fixture, "付 4.50 元，发给医生").got<Waiting::PayPressed>());
    CHECK(Waiting::update(fixture.model, fixture.shared, Waiting::PayPressed{}) ==
          Effects{OpenUrl{"/sandbox/pay/payment-1"}});
}
