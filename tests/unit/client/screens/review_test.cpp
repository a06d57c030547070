#include "client/screens/review/review.hpp"

#include <algorithm>

#include "client/screens/common/journey_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using domain::RecordKind;
using domain::VisitKind;
using domain::VisitState;
using ui::Role;
using Stage = Review::Stage;

namespace {

Reply answer(std::string purpose, const api::Visit& visit, std::string etag = "\"2\"") {
    return {.purpose = std::move(purpose), .status = 200, .body = api::write(visit), .etag = std::move(etag)};
}

Reply refusal(std::string purpose, int status, std::string code, std::string pointer = {}) {
    api::Problem problem;
    problem.code = std::move(code);
    if (!pointer.empty()) problem.errors = std::vector<api::FieldError>{{std::move(pointer), "required"}};
    return {.purpose = std::move(purpose), .status = status, .body = api::write(problem), .etag = {}};
}

const ReviewFixture& fixture(std::string_view name) {
    static const auto all = Review::fixtures();
    return *std::ranges::find(all, name, &ReviewFixture::name);
}

test::Frame<Review> drawn(std::string_view name) {
    return test::Frame<Review>(fixture(name).model, fixture(name).shared, fixture(name).route);
}

struct Start {
    Review::Model model;
    Shared shared = fixture("refill").shared;
    Start() {
        shared.draft.reviewed = true;
        shared.draft.visit_id = "v1";
        shared.draft.route = Route::review;
    }
    Effects update(Review::Msg msg) { return Review::update(model, shared, msg); }
    Effects reply(const Reply& reply) { return Review::on_reply(model, shared, reply); }
    api::Visit visit(VisitState state) const { return sample_visit(VisitKind::refill, state); }
    Call saving() {
        const Effects effects = update(Review::SendPressed{});
        REQUIRE(effects.size() == 1);
        return std::get<Call>(effects[0]);
    }
};

const Call submit_call{.purpose = "review.submit",
                       .method = "POST",
                       .path = "/visits/v1/submit",
                       .idempotency_key = "fresh-1",
                       .if_match = "\"2\""};

}  // namespace

TEST_CASE("sending saves what was read back, submits exactly that, and opens the payment page") {
    Start at;
    const Call save = at.saving();
    CHECK(save == Call{.purpose = "review.save",
                       .method = "PATCH",
                       .path = "/visits/v1",
                       .body = visit_draft_body(at.shared.draft)});
    CHECK(at.update(Review::SendPressed{}).empty());  // a second press
    CHECK(at.reply(answer("review.save", at.visit(VisitState::draft))) == Effects{submit_call});
    CHECK(at.shared.draft.submit_key == "fresh-1");
    CHECK(at.reply(answer("review.submit", at.visit(VisitState::submitted))) ==
          Effects{Go{Route::pay_return, true}, OpenUrl{"/sandbox/pay/pay1"}});
    CHECK(at.model == Review::Model{});
    CHECK(at.shared.draft.submit_key.empty());
}

TEST_CASE("a visit that was never created is created first") {
    Start at;
    at.shared.draft.visit_id.clear();
    CHECK(at.saving().purpose == "review.create");
    const Effects next = at.reply(answer("review.create", at.visit(VisitState::draft)));
    REQUIRE(next.size() == 1);
    CHECK(std::get<Call>(next[0]).purpose == "review.save");
}

TEST_CASE("a visit that costs nothing goes straight to waiting") {
    Start at;
    at.saving();
    at.reply(answer("review.save", at.visit(VisitState::draft)));
    api::Visit free = at.visit(VisitState::queued);
    free.payment.reset();
    CHECK(at.reply(answer("review.submit", free)) == Effects{Go{Route::waiting, true}});
}

TEST_CASE("nothing is sent unread") {
    Start at;
    at.shared.draft.reviewed = false;
    CHECK(at.update(Review::SendPressed{}) == Effects{Focus{"errors.title"}});
    CHECK(at.model.unchecked);
}

TEST_CASE("sending waits for uploads and goes on by itself") {
    Start at;
    at.shared.draft.uploads.push_back(sample_upload("sending", RecordKind::imaging));
    CHECK(at.update(Review::SendPressed{}).empty());
    CHECK(at.model.stage == Stage::waiting_for_uploads);
    CHECK(Review::on_change(at.model, at.shared, Route::review).empty());
    SUBCASE("arrived") {
        at.shared.draft.uploads.back() = sample_upload("recorded", RecordKind::imaging);
        const Effects effects = Review::on_change(at.model, at.shared, Route::review);
        REQUIRE(effects.size() == 1);
        CHECK(std::get<Call>(effects[0]).purpose == "review.save");
    }
    SUBCASE("stopped") {
        at.shared.draft.uploads.back() = sample_upload("interrupted", RecordKind::imaging);
        CHECK(Review::on_change(at.model, at.shared, Route::review) == Effects{Focus{"errors.title"}});
        CHECK(at.model.uploads_stuck);
        CHECK(at.model.stage == Stage::idle);
    }
    SUBCASE("the person goes to change something") {
        CHECK(at.update(Review::ChangePressed{Route::records}) == Effects{Go{Route::records}});
        CHECK_FALSE(at.shared.draft.reviewed);
        CHECK(at.model.stage == Stage::idle);
    }
}

TEST_CASE("no connection and broken servers keep the key, refusals ask for a new one") {
    Start at;
    at.saving();
    at.reply(answer("review.save", at.visit(VisitState::draft)));
    SUBCASE("offline") {
        CHECK(at.reply({.purpose = "review.submit", .status = 0, .body = {}, .etag = {}}).empty());
        CHECK(at.model.problem == "offline");
        CHECK(at.shared.draft.submit_key == "fresh-1");
        CHECK(at.model.stage == Stage::idle);
    }
    SUBCASE("identity pending") {
        CHECK(at.reply(refusal("review.submit", 409, "identity_pending")) == Effects{load_account()});
        CHECK(at.model.problem == "identity_pending");
        CHECK(at.shared.draft.submit_key.empty());
        CHECK(at.shared.draft.reviewed);
        CHECK(at.saving().purpose == "review.save");  // it may be pressed again
    }
    SUBCASE("something is missing") {
        at.reply(refusal("review.submit", 422, "validation", "/draft/weeks"));
        CHECK(step_of_field(at.model.problem_field, VisitKind::refill) == Route::refill);
    }
    SUBCASE("an older save arrived late") {
        const Effects again = at.reply(refusal("review.submit", 412, "precondition_failed"));
        REQUIRE(again.size() == 1);
        CHECK(std::get<Call>(again[0]).purpose == "review.save");
    }
    SUBCASE("sent before the answer was lost") {
        CHECK(at.reply(refusal("review.submit", 409, "illegal_state")) == Effects{load_visit("v1")});
        at.shared.visit = {.load = Load::loaded, .value = at.visit(VisitState::submitted), .etag = {}, .error = {}};
        CHECK(Review::on_change(at.model, at.shared, Route::review) == Effects{Go{Route::pay_return, true}});
    }
}

TEST_CASE("late and foreign answers change nothing, but a submit that worked counts") {
    Start at;
    CHECK(at.reply(answer("review.save", at.visit(VisitState::draft))).empty());
    CHECK(at.model.stage == Stage::idle);
    CHECK(at.reply(refusal("review.submit", 409, "illegal_state")).empty());
    CHECK(at.reply(answer("review.submit", at.visit(VisitState::submitted))).size() == 2);
}

TEST_CASE("a list with a record that is gone is asked for anew") {
    Start at;
    at.saving();
    CHECK(at.reply(refusal("review.save", 422, "validation", "/record_ids/0")) == Effects{load_records()});
    CHECK(at.shared.draft.uploads.empty());
    CHECK_FALSE(at.shared.draft.reviewed);
}

TEST_CASE("reading aloud speaks what is on the page") {
    const auto sent = test::use<Review>({}, fixture("refill").shared, Route::review, Role::button, "念给我听").sent;
    const std::string& text = std::get<Review::ReadAloudPressed>(sent.at(0)).text;
    CHECK(text.find("谁看病：任长河，72 岁，本人。") != std::string::npos);
    CHECK(text.find("现在您付 4.50 元。") != std::string::npos);
    Start at;
    CHECK(at.update(Review::ReadAloudPressed{text}) == Effects{Speak{text}});
}

TEST_CASE("coming back from paying: unpaid stays, paid goes on") {
    Start at;
    at.shared.draft.route = Route::pay_return;
    CHECK(Review::on_enter(at.model, at.shared, Route::pay_return) ==
          Effects{load_visit("v1"), Listen{true}, After{"review.poll", 3000}});
    at.shared.visit = {.load = Load::loaded, .value = at.visit(VisitState::submitted), .etag = {}, .error = {}};
    CHECK(Review::on_change(at.model, at.shared, Route::pay_return).empty());
    CHECK(at.update(Review::PayPressed{}) == Effects{OpenUrl{"/sandbox/pay/pay1"}});
    CHECK(at.reply({.purpose = "review.poll", .status = 0, .body = {}, .etag = {}}) ==
          Effects{load_visit("v1"), After{"review.poll", 3000}});
    at.shared.visit.value = at.visit(VisitState::queued);
    at.shared.visit.load = Load::loaded;
    CHECK(Review::on_change(at.model, at.shared, Route::pay_return) == Effects{Go{Route::waiting, true}});
    at.shared.draft.route = Route::waiting;
    CHECK(at.reply({.purpose = "review.poll", .status = 0, .body = {}, .etag = {}}).empty());
}

TEST_CASE("coming back from paying for an order") {
    Start at;
    at.shared = fixture("unpaid_order").shared;
    CHECK(at.update(Review::PayPressed{}) == Effects{OpenUrl{"/sandbox/pay/pay2"}});
    CHECK(Review::on_change(at.model, at.shared, Route::pay_return).empty());
    at.shared.order.value->state = domain::OrderState::paid;
    CHECK(Review::on_change(at.model, at.shared, Route::pay_return) == Effects{Go{Route::order, true}});
}

TEST_CASE("cancelling asks first, and a refused cancelling looks at what is true") {
    Start at;
    at.shared = fixture("unpaid").shared;
    CHECK(at.update(Review::CancelConfirmed{}).empty());
    at.update(Review::CancelPressed{});
    CHECK(at.model.cancel_asked);
    const Effects effects = at.update(Review::CancelConfirmed{});
    CHECK(effects == Effects{Call{.purpose = "review.cancel",
                                  .method = "POST",
                                  .path = "/visits/v1/cancel",
                                  .idempotency_key = "cancel-v1"}});
    SUBCASE("cancelled") {
        CHECK(at.reply(answer("review.cancel", at.visit(VisitState::cancelled))) == Effects{Go{Route::home, true}});
        CHECK(at.shared.draft.visit_id.empty());
        CHECK_FALSE(at.shared.draft.started);
    }
    SUBCASE("refused") {
        CHECK(at.reply(refusal("review.cancel", 409, "illegal_state")) == Effects{load_visit("v1")});
        CHECK(at.model.problem == "illegal_state");
    }
}

TEST_CASE("review: things are found by role and name") {
    const auto refill = drawn("refill");
    CHECK(refill.find(Role::heading, "请核对一遍"));
    CHECK(refill.find(Role::button, "付 4.50 元，发给医生"));
    CHECK(refill.find(Role::button, "改 什么药"));
    CHECK(refill.says("替格瑞洛片（去医院取）"));
    CHECK(refill.says("15.00 元"));
    CHECK(refill.says("48 小时没医生接"));
    CHECK_FALSE(refill.find(Role::checkbox, "我一条条看过了，都对。")->checked);
    CHECK(drawn("unchecked").find(Role::checkbox, "我一条条看过了，都对。")->invalid);
    CHECK(drawn("waiting_for_uploads").says("还有 1 份资料在传"));
    CHECK(drawn("waiting_for_uploads").find(Role::button, "等资料传完就发…")->busy);
    CHECK(drawn("submitting").find(Role::button, "正在发给医生…")->busy);
    CHECK(drawn("identity_pending").says("工作人员还在核对您的证件"));
    CHECK(drawn("refused").find(Role::button, "去改一下"));
    CHECK(drawn("consultation").find(Role::button, "付 15.00 元，发给医生"));
    CHECK(drawn("consultation").says("这几天爬楼气短"));
    const auto sent = test::use<Review>({}, fixture("refill").shared, Route::review, Role::button, "改 什么药").sent;
    CHECK(std::get<Review::ChangePressed>(sent.at(0)).to == Route::refill);

    const auto unpaid = drawn("unpaid");
    CHECK(unpaid.find(Role::heading, "还没付，您填的都在"));
    CHECK(unpaid.find(Role::button, "去付款，4.50 元"));
    CHECK(unpaid.find(Role::button, "不看了，取消"));
    CHECK(drawn("unpaid_cancel").find(Role::dialog, "不看这次病了吗？"));
    CHECK(drawn("unpaid_order").find(Role::button, "去付款，26.10 元"));
    CHECK_FALSE(drawn("unpaid_order").find(Role::button, "急救 120"));
}
