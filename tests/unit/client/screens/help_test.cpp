#include "client/screens/help/help.hpp"

#include "client/screens/common/start_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using screens::Help;
using state::Effects;
using state::Route;
using test::Frame;
using test::use;
using ui::Role;

TEST_CASE("help: a person, by phone or at the counter, and what they never do") {
    const Frame<Help> frame({}, screens::start_visitor(), Route::help);
    CHECK(frame.at(Role::link, "打 400-000-6120").href == "tel:400-000-6120");
    CHECK(frame.says("每天 8:00–20:00 有人接。"));
    CHECK(frame.says("医院 1 楼服务台"));
    CHECK(frame.says("问您要密码和验证码"));
    CHECK(frame.says("替您付钱、替您同意"));
}

TEST_CASE("help: the phone is there even when nothing could be loaded") {
    state::Shared shared;
    shared.hospital.load = state::Load::failed;
    CHECK(Frame<Help>({}, shared, Route::help).find(Role::link, "打 400-000-6120"));
    Help::Model model;
    CHECK(Help::on_enter(model, shared, Route::help) == Effects{state::load_hospital()});
    CHECK(Help::on_enter(model, shared, Route::help).empty());
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
