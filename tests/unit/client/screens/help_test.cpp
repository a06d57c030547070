#include "client/screens/help/help.hpp"

#include "client/screens/common/start_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using screens::Help;
using state::After;
using state::AskHelp;
using state::Effects;
using state::Load;
using state::Reply;
using state::Route;
using test::Frame;
using test::use;
using ui::Role;

namespace {

const Help::Model& shown(std::string_view name) {
    static const std::vector<screens::HelpFixture> all = Help::fixtures();
    for (const screens::HelpFixture& one : all)
        if (one.name == name) return one.model;
    FAIL("there is no such state");
    return all.front().model;
}

// A visitor on the help page.
struct Asking {
    state::Shared shared = screens::start_visitor();
    Help::Model model;
    Asking() { shared.draft.route = Route::help; }
    Effects enter() { return Help::on_enter(model, shared, Route::help); }
    Effects told(std::string purpose, int status, std::string body) {
        return Help::on_reply(model, shared,
                              {.purpose = std::move(purpose), .status = status, .body = std::move(body), .etag = {}});
    }
    Effects told(const Help::Model& like) { return told("help.session", 200, api::write(*like.session.value)); }
    bool says(std::string_view words) const { return Frame<Help>(model, shared, Route::help).says(words); }
};

}  // namespace

TEST_CASE("help: a person, by phone or at the counter, and what they never do") {
    const Frame<Help> frame(shown("help"), screens::start_visitor(), Route::help);
    CHECK(frame.at(Role::link, "打 400-000-6120").href == "tel:400-000-6120");
    CHECK(frame.says("每天 8:00–20:00 有人接。"));
    CHECK(frame.says("医院 1 楼服务台"));
    CHECK(frame.says("看您和医生的话"));
    CHECK(frame.says("付钱、替您同意"));
}

TEST_CASE("help: six digits are asked for once, and are there again while they hold") {
    Asking asking;
    CHECK(asking.enter() == Effects{AskHelp{"code"}});
    CHECK(asking.says("正在给您要 6 个数字…"));
    CHECK(asking.enter().empty());
    // 09:30:20 now, until 09:38:20: the minutes go on, and only here.
    CHECK(asking.told(shown("help")) == Effects{After{"help.tick", 60'000}});
    const Frame<Help> frame(asking.model, asking.shared, Route::help);
    CHECK(frame.at(Role::text, "念这 6 个数字").description == "7 3 9 2 0 4");
    CHECK(frame.says("8 分钟后作废"));
    CHECK(frame.says("现在有 4 人值班"));
    asking.shared.context.now += 90'000;
    CHECK(asking.told("help.tick", 0, "") == Effects{After{"help.tick", 30'000}});
    CHECK(asking.says("6 分钟后作废"));
    asking.shared.draft.route = Route::home;
    CHECK(asking.told("help.tick", 0, "").empty());
    asking.shared.draft.route = Route::help;
    CHECK(asking.enter() == Effects{After{"help.tick", 30'000}});
}

TEST_CASE("help: digits that ran out are not read out; new ones come by a key, or by coming back") {
    Asking asking;
    asking.enter();
    asking.told(shown("help"));
    asking.shared.context.now += 8 * ms_per_minute;
    CHECK(asking.told("help.tick", 0, "").empty());
    CHECK(asking.says("这 6 个数字作废了"));
    CHECK_FALSE(asking.says("7 3 9 2 0 4"));
    CHECK(Help::update(asking.model, asking.shared, Help::NewCodePressed{}) == Effects{AskHelp{"new_code"}});
    CHECK(Help::update(asking.model, asking.shared, Help::NewCodePressed{}).empty());
    asking.told(shown("expired"));
    CHECK(asking.enter() == Effects{AskHelp{"code"}});
}

TEST_CASE("help: someone joined, and is gone again") {
    Asking asking;
    asking.enter();
    asking.told(shown("help"));
    CHECK(asking.told(shown("active")).empty());
    CHECK(asking.says("王助理 正在帮您"));
    CHECK(use<Help>(asking.model, asking.shared, Route::help, Role::button, "回到刚才那一页").got<Help::BackPressed>());
    CHECK(asking.enter().empty());
    asking.told(shown("ended"));
    CHECK(asking.says("帮忙结束了"));
}

TEST_CASE("help: a link for the family takes the digits' place while it holds, and gives it back") {
    Asking asking;
    asking.enter();
    asking.told(shown("help"));
    CHECK(use<Help>(asking.model, asking.shared, Route::help, Role::button, "发给家人").got<Help::FamilyPressed>());
    CHECK(Help::update(asking.model, asking.shared, Help::FamilyPressed{}) == Effects{AskHelp{"link"}});
    CHECK(Help::update(asking.model, asking.shared, Help::FamilyPressed{}).empty());
    CHECK(asking.told(shown("link")) == Effects{After{"help.tick", 60'000}});
    CHECK(asking.says("给家人的链接做好了"));
    CHECK_FALSE(asking.says("打电话，念这 6 个数字"));
    CHECK(asking.enter() == Effects{After{"help.tick", 60'000}});  // coming back asks for nothing else
    CHECK(use<Help>(asking.model, asking.shared, Route::help, Role::button, "不用链接，要 6 个数字")
              .got<Help::NewCodePressed>());
    asking.shared.context.now += 8 * ms_per_minute;
    CHECK(asking.says("给家人的链接作废了"));
    CHECK(asking.enter() == Effects{AskHelp{"code"}});
}

TEST_CASE("help: a link that could not be made is told of as a link, stays wished for, and loses no digits") {
    Asking asking;
    asking.enter();
    asking.told(shown("help"));
    Help::update(asking.model, asking.shared, Help::FamilyPressed{});
    CHECK(asking.says("正在做给家人的链接…"));
    asking.told("help.session", 0, "");
    CHECK(asking.says("没有网，给家人的链接还没有做成"));
    CHECK(asking.says("您选的“发给家人”还在。网一好就自动再做。"));
    CHECK_FALSE(asking.says("7 3 9 2 0 4"));
    // News of the digits, which still hold, does not bring them back by itself.
    CHECK(asking.told(shown("help")).empty());
    CHECK(asking.says("没有网，给家人的链接还没有做成"));
    CHECK(use<Help>(asking.model, asking.shared, Route::help, Role::button, "再试一次").got<Help::RetryPressed>());
    CHECK(Help::update(asking.model, asking.shared, Help::RetryPressed{}) == Effects{AskHelp{"link"}});
    asking.told("help.session", 500, "");
    CHECK(asking.says("给家人的链接没有做成"));
    CHECK(asking.enter() == Effects{AskHelp{"link"}});  // coming back to the page is a try, too
    asking.told("help.session", 0, "");
    CHECK(Help::on_change(asking.model, asking.shared, Route::help) == Effects{AskHelp{"link"}});
    asking.told("help.session", 0, "");
    CHECK(use<Help>(asking.model, asking.shared, Route::help, Role::button, "不用链接，要 6 个数字")
              .got<Help::DigitsPressed>());
    CHECK(Help::update(asking.model, asking.shared, Help::DigitsPressed{}) == Effects{After{"help.tick", 60'000}});
    CHECK(Frame<Help>(asking.model, asking.shared, Route::help).at(Role::text, "念这 6 个数字").description ==
          "7 3 9 2 0 4");
}

TEST_CASE("help: a link is asked for also while the digits are on their way, and someone who joins ends the wish") {
    Asking asking;
    asking.enter();
    CHECK(Help::update(asking.model, asking.shared, Help::FamilyPressed{}) == Effects{AskHelp{"link"}});
    CHECK(Help::update(asking.model, asking.shared, Help::FamilyPressed{}).empty());
    CHECK(asking.told(shown("help")).empty());
    CHECK(asking.says("正在做给家人的链接…"));
    asking.told(shown("link"));
    CHECK(asking.says("给家人的链接做好了"));
    Help::update(asking.model, asking.shared, Help::NewCodePressed{});
    asking.told(shown("help"));
    Help::update(asking.model, asking.shared, Help::FamilyPressed{});
    asking.told("help.session", 0, "");
    asking.told(shown("active"));
    CHECK(asking.says("王助理 正在帮您"));
    // Without digits from before, wanting them after all asks for them.
    Asking bare;
    Help::update(bare.model, bare.shared, Help::FamilyPressed{});
    bare.told("help.session", 0, "");
    CHECK(Help::update(bare.model, bare.shared, Help::DigitsPressed{}) == Effects{AskHelp{"code"}});
}

TEST_CASE("help: no network, and asked too often") {
    Asking asking;
    asking.enter();
    asking.told("help.session", 0, "");
    CHECK(asking.says("没有网"));
    CHECK(Help::on_change(asking.model, asking.shared, Route::home).empty());
    CHECK(Help::on_change(asking.model, asking.shared, Route::help) == Effects{AskHelp{"code"}});
    api::Problem problem;
    problem.type = "about:blank";
    problem.title = "refused";
    problem.status = 429;
    problem.code = "too_many_requests";
    problem.retry_after_s = 90;
    asking.told("help.session", 429, api::write(problem));
    CHECK(asking.says("要得太快了。09:32 以后再要"));
    CHECK(Help::on_change(asking.model, asking.shared, Route::help).empty());
    CHECK(use<Help>(asking.model, asking.shared, Route::help, Role::button, "再试一次").got<Help::RetryPressed>());
    CHECK(Help::update(asking.model, asking.shared, Help::RetryPressed{}) == Effects{AskHelp{"code"}});
}

TEST_CASE("help: being called back, signed in or not") {
    Asking asking;
    const auto send = [&] { return Help::update(asking.model, asking.shared, Help::CallBackSent{}); };
    CHECK(send().empty());
    Help::update(asking.model, asking.shared, Help::CallBackPressed{});
    Help::update(asking.model, asking.shared, Help::PhoneTyped{"1390000"});
    CHECK(send() == Effects{state::Focus{"help.phone"}});
    CHECK(asking.says("手机号是 11 位数字，请再看看。"));
    Help::update(asking.model, asking.shared, Help::PhoneTyped{"139 0000 2468"});
    CHECK(send() == Effects{AskHelp{"call_back", "13900002468"}});
    CHECK(send().empty());
    asking.told("help.call_back", 500, "");
    CHECK(asking.model.call_back == Help::CallBack::open);
    CHECK(asking.says("对不起"));
    asking.shared.signed_in = true;
    CHECK(send() == Effects{AskHelp{"call_back"}});
    api::HelpSession noted;
    noted.id = "hlp-2";
    noted.kind = "call_back";
    noted.state = "waiting";
    noted.created_at = "2026-07-20T09:30:00+08:00";
    noted.ahead = 2;
    asking.told("help.call_back", 201, api::write(noted));
    CHECK(asking.says("记下了，我们打给您"));
    CHECK(asking.says("前面还有 2 位"));
    Help::update(asking.model, asking.shared, Help::CallBackClosed{});
    CHECK(asking.model.call_back == Help::CallBack::done);
}

TEST_CASE("help: the phone is there even when nothing could be loaded") {
    state::Shared shared;
    shared.hospital.load = state::Load::failed;
    CHECK(Frame<Help>({}, shared, Route::help).find(Role::link, "打 400-000-6120"));
    Help::Model model;
    CHECK(Help::on_enter(model, shared, Route::help) == Effects{state::load_hospital(), AskHelp{"code"}});
    CHECK(Help::on_enter(model, shared, Route::help).empty());
    CHECK(Help::on_enter(model, shared, Route::licence).empty());
}

TEST_CASE("help: the other way of showing text") {
    CHECK(use<Help>({}, screens::start_visitor(), Route::help, Role::button, "字看不清或乱了？换一种显示").chrome ==
          std::vector{screens::ChromeMsg::toggle_paint});
}

TEST_CASE("licence: who answers for this") {
    const Frame<Help> frame({}, screens::start_visitor(), Route::licence);
    CHECK(frame.find(Role::heading, "青岚市第一人民医院互联网医院"));
    CHECK(frame.says("PDY00000037010017A1002"));
    CHECK(frame.find(Role::link, "打 400-000-6120"));
}
