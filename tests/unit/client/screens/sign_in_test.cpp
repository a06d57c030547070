#include "client/screens/sign_in/sign_in.hpp"

#include "client/screens/common/start_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using screens::SignIn;
using state::Call;
using state::Effects;
using state::Focus;
using state::Go;
using state::Reply;
using state::Route;
using test::Frame;
using test::use;
using ui::Role;

namespace {

Reply reply(std::string purpose, int status, std::string body) {
    return {.purpose = std::move(purpose), .status = status, .body = std::move(body), .etag = {}};
}

std::string problem(std::string code, std::optional<int> attempts_left = {}) {
    api::Problem made;
    made.type = "about:blank";
    made.title = "refused";
    made.status = 422;
    made.code = std::move(code);
    made.attempts_left = attempts_left;
    return api::write(made);
}

// A visitor who has typed a phone and got a code.
struct Asked {
    state::Shared shared = screens::start_visitor();
    SignIn::Model model;
    Asked() {
        shared.draft.phone = "139 0000 2468";
        shared.draft.sms_code_id = "code-1";
        shared.draft.code = "482913";
        shared.draft.terms_agreed = true;
    }
    Effects press() { return SignIn::update(model, shared, SignIn::SignInPressed{}); }
};

}  // namespace

TEST_CASE("sign_in: a code is asked for once, with the number as digits") {
    state::Shared shared = screens::start_visitor();
    SignIn::Model model;
    SignIn::update(model, shared, SignIn::PhoneTyped{"139 0000 2468"});
    CHECK(shared.draft.phone == "139 0000 2468");
    const Effects effects = SignIn::update(model, shared, SignIn::SendCodePressed{});
    CHECK(effects == Effects{Call{.purpose = "sign_in.send_code",
                                  .method = "POST",
                                  .path = "/sms-codes",
                                  .body = R"({"phone":"13900002468"})",
                                  .idempotency_key = "fresh-1"}});
    CHECK(SignIn::update(model, shared, SignIn::SendCodePressed{}).empty());
}

TEST_CASE("sign_in: what is wrong with a number is said, and the number stays") {
    struct Case {
        const char* typed;
        const char* says;
    };
    for (const Case& item :
         {Case{"", "请填手机号。"}, Case{"1390000246", "手机号少了 1 位。手机号是 11 位，您填了 10 位。"},
          Case{"1390000246899", "手机号多了 2 位。手机号是 11 位，您填了 13 位。"},
          Case{"23900002468", "这不像手机号。手机号是 1 开头的 11 位数字。"}}) {
        state::Shared shared = screens::start_visitor();
        SignIn::Model model;
        shared.draft.phone = item.typed;
        CHECK(SignIn::update(model, shared, SignIn::SendCodePressed{}) == Effects{Focus{"errors.title"}});
        const Frame<SignIn> frame(model, shared, Route::sign_in);
        CHECK(frame.find(Role::link, item.says));
        CHECK(frame.at(Role::textbox, "手机号").invalid);
        CHECK(shared.draft.phone == item.typed);
    }
}

TEST_CASE("sign_in: the code arrives") {
    state::Shared shared = screens::start_visitor();
    SignIn::Model model;
    shared.draft.phone = "13900002468";
    SignIn::update(model, shared, SignIn::SendCodePressed{});
    api::SmsCode code{"code-1", "139****2468", "2026-07-20T09:35:20+08:00", 60, "482913"};
    CHECK(SignIn::on_reply(model, shared, reply("sign_in.send_code", 201, api::write(code))) ==
          Effects{Focus{"sign_in.code"}, state::After{"sign_in.resend", 60000}});
    CHECK(shared.draft.sms_code_id == "code-1");
    const Frame<SignIn> frame(model, shared, Route::sign_in);
    CHECK(frame.find(Role::textbox, "短信验证码"));
    CHECK(frame.find(Role::button, "登录"));
    CHECK_FALSE(frame.find(Role::button, "没收到，再发一条"));
    CHECK(frame.says("沙盒：不会真发短信，验证码 482913"));
    // 9:31:20 is when it may be sent again; the minute after is named, so that it is true.
    CHECK(frame.says("没收到？09:32 后可以再发一条"));
    shared.context.now += 60000;
    CHECK(Frame<SignIn>(model, shared, Route::sign_in).find(Role::button, "没收到，再发一条"));
}

TEST_CASE("sign_in: another number forgets the code of the old one") {
    Asked asked;
    SignIn::update(asked.model, asked.shared, SignIn::PhoneTyped{"13900002468"});
    CHECK(asked.shared.draft.sms_code_id == "code-1");
    SignIn::update(asked.model, asked.shared, SignIn::PhoneTyped{"13900002469"});
    CHECK(asked.shared.draft.sms_code_id.empty());
    CHECK(asked.shared.draft.code.empty());
}

TEST_CASE("sign_in: signing in needs the code and the terms") {
    Asked asked;
    asked.shared.draft.code = "4829";
    asked.shared.draft.terms_agreed = false;
    CHECK(asked.press() == Effects{Focus{"errors.title"}});
    const Frame<SignIn> frame(asked.model, asked.shared, Route::sign_in);
    CHECK(frame.find(Role::heading, "有 2 处要改一下"));
    CHECK(frame.find(Role::link, "验证码是 6 个数字，请填全。"));
    CHECK(frame.find(Role::link, "请先看一看，同意就勾上。"));
    CHECK(asked.shared.draft.code == "4829");
}

TEST_CASE("sign_in: the server is told of a device that several people use, so that the session ends soon") {
    Asked asked;
    asked.shared.shared_device = true;
    const Effects effects = asked.press();
    REQUIRE(effects.size() == 1);
    const auto sent = api::read<api::SessionRequest>(std::get<Call>(effects[0]).body);
    REQUIRE(sent);
    CHECK(sent->shared == true);
}

TEST_CASE("sign_in: success keeps the session, loads the account, and goes where the journey needs") {
    Asked asked;
    asked.shared.draft.started = true;
    asked.shared.draft.red_flags_none = true;
    asked.shared.draft.diagnosed = domain::Diagnosed::yes;
    asked.shared.draft.changed = domain::Changed::same;
    const Effects effects = asked.press();
    REQUIRE(effects.size() == 1);
    CHECK(std::get<Call>(effects[0]).body == R"({"code":"482913","sms_code_id":"code-1","terms_version":3})");
    CHECK(asked.press().empty());
    const api::Session session{"s", "token-1", "2026-07-21T09:30:00+08:00"};
    CHECK(SignIn::on_reply(asked.model, asked.shared, reply("sign_in.session", 201, api::write(session))) ==
          Effects{state::KeepSession{"token-1"}, state::load_account()});
    CHECK(asked.shared.signed_in);
    CHECK(asked.shared.draft.code.empty());
    CHECK(asked.shared.draft.sandbox_code.empty());

    state::store_reply(asked.shared, reply("load.account", 200, api::write(api::Account{})));
    CHECK(SignIn::on_change(asked.model, asked.shared, Route::sign_in) == Effects{Go{Route::identity, true}});
}

TEST_CASE("sign_in: the account that does not come is asked for again, not the code") {
    Asked asked;
    asked.press();
    SignIn::on_reply(asked.model, asked.shared, reply("sign_in.session", 201, api::write(api::Session{"s", "t", "x"})));
    state::store_reply(asked.shared, reply("load.account", 503, "busy"));
    CHECK(SignIn::on_change(asked.model, asked.shared, Route::sign_in).empty());
    CHECK(asked.press() == Effects{state::load_account()});
}

TEST_CASE("sign_in: refused codes") {
    struct Case {
        const char* code;
        std::optional<int> left;
        const char* says;
        bool resend;
    };
    for (const Case& item : {Case{"code_wrong", 3, "验证码不对，看看短信再填一次。还可以试 3 次。", false},
                             Case{"code_expired", {}, "这个验证码过时了。请再发一条，填新的。", true},
                             Case{"code_used_up", {}, "这个验证码不能用了。请再发一条，填新的。", true}}) {
        Asked asked;
        asked.shared.draft.resend_at = "2026-07-20T09:31:20+08:00";
        asked.press();
        CHECK(
            SignIn::on_reply(asked.model, asked.shared, reply("sign_in.session", 422, problem(item.code, item.left))) ==
            Effects{Focus{"errors.title"}});
        CHECK_FALSE(asked.shared.signed_in);
        const Frame<SignIn> frame(asked.model, asked.shared, Route::sign_in);
        CHECK(frame.find(Role::link, item.says));
        CHECK((frame.find(Role::button, "没收到，再发一条") != nullptr) == item.resend);
        CHECK(asked.shared.draft.code == "482913");
        // Corrected on the next press.
        asked.press();
        CHECK(asked.model.code_error.empty());
    }
}

TEST_CASE("sign_in: no network and our faults lose nothing") {
    for (const int status : {0, 500, 429}) {
        Asked asked;
        asked.press();
        CHECK(SignIn::on_reply(asked.model, asked.shared, reply("sign_in.session", status, "")).empty());
        CHECK(asked.model.busy == SignIn::Busy::no);
        CHECK_FALSE(asked.model.problem.empty());
        CHECK(asked.shared.draft.code == "482913");
    }
}

TEST_CASE("sign_in: an answer nobody waits for any more changes nothing") {
    Asked asked;
    CHECK(SignIn::on_reply(asked.model, asked.shared,
                           reply("sign_in.session", 201, api::write(api::Session{"s", "t", "x"})))
              .empty());
    CHECK_FALSE(asked.shared.signed_in);
    CHECK(SignIn::on_reply(asked.model, asked.shared, reply("sign_in.send_code", 422, problem("validation"))).empty());
    CHECK(asked.model == SignIn::Model{});
}

TEST_CASE("sign_in: too soon names the time") {
    state::Shared shared = screens::start_visitor();
    SignIn::Model model;
    shared.draft.phone = "13900002468";
    SignIn::update(model, shared, SignIn::SendCodePressed{});
    api::Problem soon;
    soon.status = 429;
    soon.code = "too_many_requests";
    soon.retry_after_s = 30;
    SignIn::on_reply(model, shared, reply("sign_in.send_code", 429, api::write(soon)));
    CHECK(Frame<SignIn>(model, shared, Route::sign_in).says("刚给这个号码发过一条。09:31 后可以再发。"));
}

TEST_CASE("sign_in: arriving signed in goes on") {
    state::Shared shared = screens::start_signed_in(true);
    SignIn::Model model;
    CHECK(SignIn::on_enter(model, shared, Route::sign_in) == Effects{Go{Route::home, true}});
    shared.account = {};
    CHECK(SignIn::on_enter(model, shared, Route::sign_in) == Effects{state::load_account()});
}

TEST_CASE("sign_in: the terms can be read in place") {
    const state::Shared shared = screens::start_visitor();
    SignIn::Model model;
    const auto frame = use<SignIn>(model, shared, Route::sign_in, Role::button, "看用户协议");
    state::Shared after = shared;
    SignIn::update(model, after, frame.sent.at(0));
    CHECK(Frame<SignIn>(model, after, Route::sign_in).find(Role::heading, "用户协议"));
    SignIn::update(model, after, frame.sent.at(0));
    CHECK_FALSE(Frame<SignIn>(model, after, Route::sign_in).find(Role::heading, "用户协议"));
}

namespace {

state::Shared patient_there() {
    state::Shared shared = screens::start_visitor();
    shared.hospital.value->hospital_account = true;
    return shared;
}

}  // namespace

TEST_CASE("sign_in: an account at the hospital has a key, where the hospital has one and the device is one's own") {
    const SignIn::Model model;
    state::Shared shared = patient_there();
    CHECK(Frame<SignIn>(model, shared, Route::sign_in).find(Role::button, "用医院账号登录"));
    shared.shared_device = true;
    CHECK_FALSE(Frame<SignIn>(model, shared, Route::sign_in).find(Role::button, "用医院账号登录"));
    CHECK_FALSE(Frame<SignIn>(model, screens::start_visitor(), Route::sign_in).find(Role::button, "用医院账号登录"));

    SignIn::Model pressed;
    state::Shared asks = patient_there();
    asks.hospital_account.problem = "denied";
    CHECK(Frame<SignIn>(pressed, asks, Route::sign_in).find(Role::button, "用医院账号登录"));
    CHECK(SignIn::update(pressed, asks, SignIn::AccountPressed{}) == Effects{state::OpenUrl{"/smart/launch?lang=zh"}});
    CHECK(asks.hospital_account == state::HospitalAccount{});
}

TEST_CASE("sign_in: an account that was shown lacks the phone once; the token goes with the code") {
    Asked asked;
    asked.shared.hospital_account = {"token-1", true, {}};
    const Frame<SignIn> frame(asked.model, asked.shared, Route::sign_in);
    CHECK(frame.find(Role::heading, "医院账号确认好了"));
    const Effects effects = asked.press();
    REQUIRE(effects.size() == 1);
    CHECK(std::get<Call>(effects[0]).body ==
          R"({"code":"482913","launch_token":"token-1","sms_code_id":"code-1","terms_version":3})");
    CHECK(SignIn::on_reply(asked.model, asked.shared, reply("sign_in.session", 422, problem("code_wrong", 2))).size() ==
          1);
    CHECK(asked.shared.hospital_account.launch == "token-1");
    CHECK(asked.press().size() == 1);
    SignIn::on_reply(asked.model, asked.shared, reply("sign_in.session", 422, problem("launch_expired")));
    CHECK(asked.shared.hospital_account == state::HospitalAccount{{}, false, "expired"});
    CHECK(asked.shared.draft.code == "482913");
}

TEST_CASE("sign_in: an account that lacks the agreement alone asks for no phone") {
    SignIn::Model model;
    state::Shared shared = patient_there();
    shared.hospital_account = {"token-1", false, {}};
    CHECK_FALSE(Frame<SignIn>(model, shared, Route::sign_in).find(Role::textbox, "手机号"));
    CHECK(SignIn::update(model, shared, SignIn::SignInPressed{}) == Effects{Focus{"errors.title"}});
    shared.draft.terms_agreed = true;
    const Effects effects = SignIn::update(model, shared, SignIn::SignInPressed{});
    REQUIRE(effects.size() == 1);
    CHECK(std::get<Call>(effects[0]).body == R"({"launch_token":"token-1","terms_version":3})");
}
