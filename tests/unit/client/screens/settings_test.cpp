#include "client/screens/settings/settings.hpp"

#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/help/help.hpp"
#include "frame.hpp"

using namespace bz;
using screens::ChromeMsg;
using screens::Settings;
using state::Effects;
using state::Go;
using state::Route;
using test::Frame;
using test::use;
using ui::Role;
using Kind = ui::UiEvent::Kind;

TEST_CASE("settings: each choice shows what is so, and only another one is told") {
    state::Shared shared = screens::start_signed_in(true);
    shared.can_speak = true;
    const Frame<Settings> frame({}, shared, Route::settings);
    CHECK(frame.at(Role::radio, "标准").checked);
    CHECK_FALSE(frame.at(Role::radio, "黑白分明").checked);
    CHECK(use<Settings>({}, shared, Route::settings, Role::radio, "黑白分明", Kind::toggle).chrome ==
          std::vector{ChromeMsg::toggle_contrast});
    CHECK(use<Settings>({}, shared, Route::settings, Role::radio, "长辈版", Kind::toggle).chrome ==
          std::vector{ChromeMsg::toggle_size});
    CHECK(use<Settings>({}, shared, Route::settings, Role::radio, "念", Kind::toggle).chrome ==
          std::vector{ChromeMsg::toggle_read_aloud});
    CHECK(use<Settings>({}, shared, Route::settings, Role::radio, "标准", Kind::toggle).chrome.empty());
}

TEST_CASE("settings: a browser without a voice says so, and promises nothing") {
    const Frame<Settings> frame({}, screens::start_visitor(), Route::settings);
    CHECK(frame.says("这个浏览器念不了。"));
    CHECK_FALSE(frame.find(Role::radio, "念"));
    CHECK_FALSE(frame.find(Role::button, "念一遍"));
}

TEST_CASE("settings: with reading aloud each page has a key to hear it again, or to stop") {
    state::Shared shared = screens::start_signed_in(true);
    shared.can_speak = shared.read_aloud = true;
    CHECK(use<Settings>({}, shared, Route::settings, Role::button, "念一遍").chrome ==
          std::vector{ChromeMsg::read_screen});
    shared.speaking = true;
    CHECK(Frame<Settings>({}, shared, Route::settings).find(Role::button, "停"));
}

TEST_CASE("settings: what concerns privacy is for those who are signed in") {
    Settings::Model model;
    state::Shared shared = screens::start_visitor();
    CHECK_FALSE(Frame<Settings>(model, shared, Route::settings).says("我的设备"));
    CHECK(Settings::update(model, shared, Settings::SignInPressed{}) == Effects{Go{Route::sign_in}});
    CHECK(Settings::update(model, shared, Settings::PrivacyPressed{}) == Effects{Go{Route::privacy}});
    CHECK(Settings::update(model, shared, Settings::DevicesPressed{}) == Effects{Go{Route::devices}});
    CHECK(Settings::update(model, shared, Settings::AddressesPressed{}) == Effects{Go{Route::addresses}});
}

TEST_CASE("settings: a browser that cannot paint is told of where painting can be asked for") {
    const std::string why = "这个浏览器画不出来，所以还用网页显示。能办的事都一样。";
    state::Shared shared = screens::start_visitor();
    CHECK_FALSE(Frame<Settings>({}, shared, Route::settings).says(why));
    shared.plain = shared.cannot_paint = true;
    CHECK(Frame<Settings>({}, shared, Route::settings).says(why));
    CHECK(Frame<screens::Help>({}, shared, Route::help).says(why));
}
