#include "client/screens/hand_over/hand_over.hpp"

#include "api/hand_over.hpp"
#include "client/screens/common/start_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using state::Effects;
using state::Load;
using state::Route;
using test::Frame;

namespace {

template <class E>
const E* effect_of(const Effects& effects) {
    for (const state::Effect& effect : effects)
        if (const auto* found = std::get_if<E>(&effect)) return found;
    return nullptr;
}

state::Reply reply(std::string purpose, int status, std::string body) {
    return {.purpose = std::move(purpose), .status = status, .body = std::move(body), .etag = {}};
}

std::string problem(std::string_view code, int status) {
    return R"({"type":"t","title":"t","status":)" + std::to_string(status) + R"(,"code":")" + std::string(code) + "\"}";
}

struct There {
    HandOver::Model model;
    state::Shared shared = start_visitor();

    Effects type_and_take(std::string text) {
        HandOver::update(model, shared, HandOver::CodeTyped{std::move(text)});
        return HandOver::update(model, shared, HandOver::TakePressed{});
    }
    Effects answered(int status, const std::string& body) {
        return HandOver::on_reply(model, shared, reply("hand_over.take", status, body));
    }
};

}  // namespace

TEST_CASE("hand over: a code is made of what was entered, without the text message's code") {
    HandOver::Model model;
    state::Shared shared = start_signed_in(true);
    shared.draft.name = "任长河";
    shared.draft.code = "123456";
    shared.draft.sms_code_id = "code-1";
    const Effects effects = HandOver::on_enter(model, shared, Route::hand_over);
    const auto* call = effect_of<state::Call>(effects);
    REQUIRE(call);
    CHECK(call->path == "/hand-overs");
    const auto sent = api::read<api::HandOverRequest>(call->body);
    REQUIRE(sent);
    const auto draft = state::restore(sent->draft);
    REQUIRE(draft);
    CHECK(draft->name == "任长河");
    CHECK(draft->code.empty());
    CHECK(draft->sms_code_id.empty());
    CHECK(shared.draft.code == "123456");  // here it still works

    shared.context.now = 1'000'000;
    HandOver::on_reply(model, shared,
                       reply("hand_over.make", 201, R"({"code":"60418259","expires_at":"1970-01-01T00:21:40Z"})"));
    CHECK(Frame<HandOver>(model, shared, Route::hand_over).says("6 0 4 1 8 2 5 9"));
    HandOver::on_reply(model, shared, reply("hand_over.expired", 0, ""));
    CHECK_FALSE(model.expired);  // an earlier one's time
    shared.context.now = 1'300'000;
    HandOver::on_reply(model, shared, reply("hand_over.expired", 0, ""));
    CHECK(model.expired);
    CHECK_FALSE(Frame<HandOver>(model, shared, Route::hand_over).says("6 0 4 1 8 2 5 9"));
    CHECK_FALSE(HandOver::update(model, shared, HandOver::MakePressed{}).empty());
}

TEST_CASE("hand over: no code is made twice at once, and a failure can be tried again") {
    HandOver::Model model;
    state::Shared shared = start_signed_in(true);
    HandOver::on_enter(model, shared, Route::hand_over);
    CHECK(HandOver::update(model, shared, HandOver::MakePressed{}).empty());
    HandOver::on_reply(model, shared, reply("hand_over.make", 0, ""));
    CHECK(model.problem == "offline");
    CHECK_FALSE(HandOver::update(model, shared, HandOver::MakePressed{}).empty());
}

TEST_CASE("carry on: eight digits are asked for, and typed ones stay") {
    There there;
    CHECK(effect_of<state::Call>(there.type_and_take("")) == nullptr);
    CHECK(there.model.typed_error == "empty");
    CHECK(effect_of<state::Call>(there.type_and_take("6041")) == nullptr);
    CHECK(there.model.typed_error == "length");
    CHECK(effect_of<state::Call>(there.type_and_take("6041 8259")) != nullptr);
    there.answered(422, problem("code_wrong", 422));
    CHECK(there.model.typed_error == "code_wrong");
    CHECK(there.model.typed == "6041 8259");
    CHECK_FALSE(there.model.busy);
}

TEST_CASE("carry on: a code whose answer got lost is asked again as the same request, any other as another") {
    There there;
    const auto key_of = [&](std::string code, std::string_view fresh) {
        there.shared.context.fresh_id = fresh;
        return effect_of<state::Call>(there.type_and_take(std::move(code)))->idempotency_key;
    };
    const std::string first = key_of("60418259", "one");
    there.answered(0, "");
    CHECK(key_of("6041 8259", "two") == first);
    there.answered(503, problem("busy", 503));
    CHECK(key_of("60418259", "three") == first);
    there.answered(409, problem("idempotency_in_flight", 409));
    CHECK(key_of("60418259", "four") == first);
    there.answered(422, problem("code_wrong", 422));
    const std::string second = key_of("60418259", "five");
    CHECK(second != first);
    there.answered(0, "");
    CHECK(key_of("60418258", "six") != second);
}

TEST_CASE("carry on: the server is told of a device that several people use, so that the session ends soon") {
    for (const bool shared_device : {false, true}) {
        There there;
        there.shared.shared_device = shared_device;
        const auto sent =
            api::read<api::HandOverAcceptance>(effect_of<state::Call>(there.type_and_take("60418259"))->body);
        REQUIRE(sent);
        CHECK(sent->shared.has_value() == shared_device);
        CHECK(sent->shared.value_or(false) == shared_device);
    }
}

TEST_CASE("carry on: what was entered elsewhere is here, and what others left here is gone") {
    There there;
    there.shared.draft.complaint = "somebody else's";
    there.type_and_take("60418259");
    state::Draft from;
    from.started = true;
    from.name = "任长河";
    from.visit_id = "visit-1";
    from.uploads.push_back({.file = "f1", .name = "a.jpg", .state = "sending"});
    const api::TakenOver taken{"ses-1", "token-1", "2026-07-20T09:35:00+08:00", state::save(from)};
    const Effects effects = there.answered(200, api::write(taken));
    CHECK(effect_of<state::KeepSession>(effects)->token == "token-1");
    CHECK(std::ranges::count(effects, state::Effect{state::load_account()}) == 1);
    CHECK(std::ranges::count(effects, state::Effect{state::load_visit("visit-1")}) == 1);
    CHECK(there.shared.signed_in);
    CHECK(there.shared.draft.name == "任长河");
    CHECK(there.shared.draft.complaint.empty());
    CHECK(there.shared.draft.uploads[0].state == "interrupted");  // its bytes are on the other device

    CHECK(HandOver::on_change(there.model, there.shared, Route::carry_on).empty());
    there.shared.account.load = Load::loaded;
    there.shared.visit.load = Load::failed;
    const Effects on = HandOver::on_change(there.model, there.shared, Route::carry_on);
    REQUIRE(effect_of<state::Go>(on));
    CHECK(effect_of<state::Go>(on)->replace);
}
