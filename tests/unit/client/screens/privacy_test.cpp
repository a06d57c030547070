#include "client/screens/privacy/privacy.hpp"

#include "client/screens/common/start_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using screens::Privacy;
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

Reply reply(std::string purpose, int status, std::string body = {}) {
    return {.purpose = std::move(purpose), .status = status, .body = std::move(body), .etag = {}};
}

struct At {
    Privacy::Model model;
    state::Shared shared;
    explicit At(std::string_view fixture) {
        for (auto& one : Privacy::fixtures())
            if (one.name == fixture) shared = one.shared;
        REQUIRE(shared.account);
    }
    template <class Msg>
    Effects press(Msg msg) {
        return Privacy::update(model, shared, msg);
    }
    Frame<Privacy> frame(Route route) const { return Frame<Privacy>(model, shared, route); }
};

Call call_of(const Effects& effects) {
    REQUIRE_FALSE(effects.empty());
    REQUIRE(std::holds_alternative<Call>(effects[0]));
    return std::get<Call>(effects[0]);
}

std::string problem(std::string code, std::optional<int> left = {}) {
    api::Problem made;
    made.code = std::move(code);
    made.attempts_left = left;
    return api::write(made);
}

}  // namespace

TEST_CASE("privacy: a consent is taken back after its consequence was said, and is given again as easily") {
    At at("consents");
    const Frame<Privacy> pressed =
        use<Privacy>(at.model, at.shared, Route::privacy, Role::button, "收回：医生看我的健康信息");
    REQUIRE(pressed.sent.size() == 1);
    CHECK(Privacy::update(at.model, at.shared, pressed.sent[0]).empty());
    CHECK(at.frame(Route::privacy).says("以后不能在网上看病开药、传病历。"));
    const Call call = call_of(at.press(Privacy::ConsentConfirmed{}));
    CHECK(call.path == "/consents");
    CHECK(call.body == R"({"given":false,"purpose":"health_data","version":1})");
    CHECK(at.press(Privacy::ConsentConfirmed{}).empty());  // once
    CHECK_FALSE(Privacy::on_reply(at.model, at.shared, reply("privacy.consent", 201, "{}")).empty());
    CHECK(at.model.asked_purpose.empty());
    at.press(Privacy::ConsentAsked{"sms_notice", true});
    CHECK(call_of(at.press(Privacy::ConsentConfirmed{})).body ==
          R"({"given":true,"purpose":"sms_notice","version":1})");
}

TEST_CASE("privacy: what cannot be taken back alone has no key for it") {
    const Frame<Privacy> frame = At("consents").frame(Route::privacy);
    CHECK(frame.says("服务约定"));
    CHECK_FALSE(frame.find(Role::button, "收回：服务约定"));
    CHECK_FALSE(frame.find(Role::button, "收回：核对我是不是本人"));
}

TEST_CASE("privacy: the log says who and what in words, never an operation's name") {
    At at("log");
    Privacy::on_change(at.model, at.shared, Route::access_log);
    const Frame<Privacy> frame = at.frame(Route::access_log);
    CHECK(frame.says("医生周敏看了病历"));
    CHECK(frame.says("药师林静办了处方"));
    CHECK(frame.says("您（或照顾您的人）办了看病的申请"));
    CHECK(frame.says("医院的系统办了别的事"));
    for (const ui::Node& node : frame.tree.nodes) CHECK(node.name.find("/{id}") == std::string::npos);

    const Call more = call_of(at.press(Privacy::MorePressed{}));
    CHECK(more.path == "/audit-events?cursor=1");
    api::AuditEventList earlier{{{"0", "2025-01-01T08:00:00+08:00", "courier", "", "GET /desk/orders/{id}", "o", {}}},
                                {}};
    Privacy::on_reply(at.model, at.shared, reply("privacy.more", 200, api::write(earlier)));
    CHECK(at.frame(Route::access_log).says("快递员看了订单"));
    CHECK_FALSE(at.frame(Route::access_log).find(Role::button, "看更早的"));
}

TEST_CASE("privacy: the log says by name who helped, and what they did") {
    const Frame<Privacy> frame = At("log_helped").frame(Route::access_log);
    for (const char* line :
         {"帮忙的工作人员孙丽进来帮忙", "帮忙的工作人员孙丽指了一处给您看", "帮忙的工作人员孙丽给您发了一句话",
          "帮忙的工作人员孙丽想替您办只能您自己办的事，没有办成", "您的家人“任晓”打开了您发的链接",
          "您的家人“任晓”帮您填了字，等您点“对”", "您（或照顾您的人）结束了帮忙", "您（还没登录时）请人帮忙"})
        CHECK_MESSAGE(frame.says(line), line);
}

TEST_CASE("privacy: a copy is asked for once at a time, and its fate is told") {
    At at("my_data");
    CHECK(at.press(Privacy::SavePressed{true}) == Effects{state::SaveFile{"/account/export.html", "banzhen.html"}});
    CHECK(at.press(Privacy::SavePressed{false}).empty());
    Privacy::on_reply(at.model, at.shared, reply("privacy.saved.banzhen.html", 200));
    CHECK(at.frame(Route::my_data).says("存好了：banzhen.html"));
    CHECK(at.press(Privacy::SavePressed{false}) == Effects{state::SaveFile{"/account/export", "banzhen.json"}});
    Privacy::on_reply(at.model, at.shared, reply("privacy.saved.banzhen.json", 0));
    CHECK(at.frame(Route::my_data).says("没有网。"));
}

TEST_CASE("privacy: other devices are signed out one by one or all at once, this one is not in danger") {
    At at("devices");
    const Frame<Privacy> frame = at.frame(Route::devices);
    CHECK(frame.says("这台"));
    CHECK_FALSE(frame.find(Role::button, "手机 · Android · WeChat"));
    at.press(Privacy::SessionAsked{"s2"});
    CHECK(at.frame(Route::devices).find(Role::dialog, "让这台设备退出吗？"));
    CHECK(call_of(at.press(Privacy::SessionConfirmed{})).path == "/sessions/s2");
    Privacy::on_reply(at.model, at.shared, reply("privacy.end", 204));
    at.press(Privacy::SessionAsked{"others"});
    const Call all = call_of(at.press(Privacy::SessionConfirmed{}));
    CHECK(all.path == "/sessions/end-others");
    CHECK_FALSE(all.idempotency_key.empty());
    Privacy::on_reply(at.model, at.shared, reply("privacy.end", 500, problem("internal")));
    CHECK(at.model.asked_session == "others");
    CHECK(at.frame(Route::devices).says("对不起，我们这边出错了。"));
}

TEST_CASE("privacy: deleting the account takes a code, and leaves nothing of the person here") {
    At at("leave");
    CHECK(at.frame(Route::leave).says("病历和处方，留 15 年"));
    const Call sms = call_of(at.press(Privacy::SendCodePressed{}));
    CHECK(sms.path == "/sms-codes");
    CHECK(sms.body == R"({"phone":"13900002468"})");
    const api::SmsCode sent{.id = "code-1",
                            .phone_masked = "139****2468",
                            .expires_at = {},
                            .resend_after_s = 60,
                            .sandbox_code = "308124"};
    Privacy::on_reply(at.model, at.shared, reply("privacy.code", 201, api::write(sent)));
    CHECK(at.frame(Route::leave).says("308124"));
    CHECK(at.press(Privacy::LeavePressed{}) == Effects{Focus{"errors.title"}});
    at.press(Privacy::CodeTyped{"308124"});
    const Call call = call_of(at.press(Privacy::LeavePressed{}));
    CHECK(call.path == "/account/delete");
    CHECK(call.body == R"({"code":"308124","sms_code_id":"code-1"})");

    Privacy::on_reply(at.model, at.shared, reply("privacy.leave", 422, problem("code_wrong", 2)));
    CHECK(at.frame(Route::leave).says("还可以试 2 次"));
    at.shared.read_aloud = true;
    at.press(Privacy::LeavePressed{});
    CHECK(Privacy::on_reply(at.model, at.shared, reply("privacy.leave", 204)) ==
          Effects{state::KeepSession{}, Go{Route::home, true}});
    CHECK_FALSE(at.shared.account);
    CHECK(at.shared.draft.phone.empty());
    CHECK(at.shared.read_aloud);  // how things look and sound is not personal
}

TEST_CASE("privacy: who still has something under way is told so, and led there") {
    At at("leave_code_wrong");
    at.press(Privacy::LeavePressed{});
    Privacy::on_reply(at.model, at.shared, reply("privacy.leave", 409, problem("account_busy")));
    const Frame<Privacy> frame = at.frame(Route::leave);
    CHECK(frame.says("还有没办完的事。"));
    CHECK_FALSE(frame.find(Role::button, "注销，删掉我的资料"));
    CHECK(at.press(Privacy::HomePressed{}) == Effects{Go{Route::home}});
}

TEST_CASE("privacy: the code goes to the account's own phone only") {
    At at("leave_phone");
    CHECK(at.press(Privacy::SendCodePressed{}) == Effects{Focus{"errors.title"}});
    at.press(Privacy::PhoneTyped{"13900001111"});
    CHECK(at.press(Privacy::SendCodePressed{}) == Effects{Focus{"errors.title"}});
    CHECK(at.frame(Route::leave).says("这不是您登录用的手机号。"));
    at.press(Privacy::PhoneTyped{"139 0000 2468"});
    CHECK(call_of(at.press(Privacy::SendCodePressed{})).path == "/sms-codes");
}
