// The whole client without a browser: a person presses nodes by role and name, the test plays the server.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "client/host/headless_host.hpp"

namespace bz {

using host::Person;
using state::Route;
using ui::Role;

static std::string table(const std::string& language = "zh-CN") {
    std::ifstream file(std::string(BZ_SOURCE_DIR) + "/assets/text/" + language + ".json");
    return {std::istreambuf_iterator<char>(file), {}};
}

static std::string account(bool verified) {
    api::Account account;
    account.phone_masked = "139****2468";
    if (verified) account.people.push_back({"p1", "任长河", "self", "***0115", 73, "male", true});
    return api::write(account);
}

static std::string hospital() {
    api::Hospital hospital;
    hospital.id = "h1";
    hospital.phone = "400-000-6120";
    hospital.red_flags.push_back({"chest", "heart-pulse", {"胸口疼", "Chest pain"}, {"胸口疼", "Chest pain"}});
    return api::write(hospital);
}

// Someone who has the hospital's rules and began a refill.
static void begin_refill(Person& person) {
    person.answer("load.hospital", 200, hospital());
    REQUIRE(person.press("复诊开药"));
    REQUIRE(person.press("都没有，继续"));
    REQUIRE(person.choose("确诊过"));
}

TEST_CASE("client: from home through the gate to sign-in, all by role and name") {
    Person person(table());
    CHECK(person.route() == Route::home);
    CHECK(person.call("load.hospital"));
    begin_refill(person);
    CHECK(person.route() == Route::diagnosed);
    REQUIRE(person.press("继续"));
    REQUIRE(person.choose("没变化"));
    REQUIRE(person.press("继续"));
    CHECK(person.route() == Route::sign_in);
    REQUIRE(person.type("手机号", "139 0000 2468"));
    REQUIRE(person.press("发验证码"));
    const state::Call* call = person.call("sign_in.code");
    for (const state::Effect& effect : person.host.effects)
        if (const auto* any = std::get_if<state::Call>(&effect); any && any->path == "/sms-codes") call = any;
    REQUIRE(call);
    CHECK(call->method == "POST");
    CHECK(call->body == R"({"phone":"13900002468"})");
}

TEST_CASE("client: a reload gives back everything that was typed, on the same screen") {
    Person before(table());
    begin_refill(before);
    const std::string draft = before.host.draft;
    REQUIRE_FALSE(draft.empty());
    Person after(table(), {.draft = draft, .online = true, .route = "diagnosed"});
    CHECK(after.route() == Route::diagnosed);
    const ui::Node* chosen = after.tree().find(Role::radio, "确诊过");
    REQUIRE(chosen);
    CHECK(chosen->checked);
    // Nor is it written over before it was read, or a second reload would find nothing.
    CHECK((after.host.draft.empty() || after.host.draft == draft));
}

TEST_CASE("client: a broken draft is no reason not to start") {
    for (const char* draft : {"", "{", "[]", R"({"route":"nowhere"})", R"({"phone":7})"}) {
        Person person(table(), {.draft = draft, .online = true, .route = "home"});
        CHECK(person.route() == Route::home);
        CHECK(person.tree().find(Role::button, "复诊开药"));
    }
}

TEST_CASE("client: a page for people who signed in asks others to sign in") {
    Person person(table(), {.online = true, .route = "my_records"});
    CHECK(person.route() == Route::sign_in);
}

TEST_CASE("client: an ended session leads to sign-in, keeps what was entered and asks again for what was loading") {
    Person person(table(), {.signed_in = true, .online = true, .route = "home"});
    person.answer("load.account", 200, account(true));
    begin_refill(person);
    person.shared().visit.load = state::Load::loading;
    person.answer("load.account", 401, R"({"type":"t","title":"t","status":401,"code":"unauthorized"})");
    CHECK(person.route() == Route::sign_in);
    CHECK(person.shared().draft.diagnosed == domain::Diagnosed::yes);
    CHECK(person.shared().visit.load == state::Load::not_asked);
}

TEST_CASE("client: home hears of an order while it is open") {
    Person person(table(), {.signed_in = true, .online = true, .route = "home"});
    person.answer("load.account", 200, account(true));
    const auto asks = [&] { return std::ranges::count(person.host.effects, state::Effect{state::load_account()}); };
    const auto before = asks();
    app::Event news{.kind = app::Event::Kind::news, .context = {}};
    news.name = "order";
    news.value = "order-1";
    person.happen(news);
    CHECK(asks() == before + 1);
}

TEST_CASE("client: 120 is a press and a question away, and the dialog goes when told") {
    Person person(table());
    REQUIRE(person.press("急救 120"));
    CHECK(person.tree().find(Role::dialog, "现在打 120 吗"));
    CHECK(person.tree().find(Role::link, "拨打 120")->href == "tel:120");
    REQUIRE(person.press("不打，回去"));
    CHECK_FALSE(person.tree().find(Role::dialog, "现在打 120 吗"));
}

TEST_CASE("client: the elder size is asked for, kept, and looks larger") {
    Person person(table());
    const float before = person.tree().find(Role::button, "复诊开药")->rect.h;
    REQUIRE(person.press("长辈版"));
    CHECK(std::ranges::count(person.host.effects, state::Effect{state::Prefer{"size", "elder"}}) == 1);
    CHECK(person.client.app().theme().elder());
    CHECK(person.tree().find(Role::button, "复诊开药")->rect.h != before);
}

TEST_CASE("client: in a hospital's page there is no header, and who answers for it stands on every screen") {
    Person person(table());
    person.answer("load.hospital", 200, hospital());
    CHECK(person.tree().find(Role::button, "长辈版"));
    const auto embedded = [&](const char* value) {
        app::Event event{.kind = app::Event::Kind::prefer, .context = {}};
        event.name = "embedded";
        event.value = value;
        person.happen(event);
    };
    embedded("yes");
    CHECK_FALSE(person.tree().find(Role::button, "长辈版"));
    CHECK(person.tree().find(Role::button, "给您看病的是"));
    REQUIRE(person.press("复诊开药"));
    const ui::Node* back = person.tree().find(Role::button, "返回");
    REQUIRE(back);
    CHECK(back->rect.h >= 48);
    CHECK_FALSE(person.tree().find(Role::text, "复诊开药"));
    CHECK(person.tree().find(Role::button, "给您看病的是"));
    REQUIRE(person.press("返回"));
    CHECK(std::ranges::count(person.host.effects, state::Effect{state::Back{}}) == 1);
    embedded("no");
    CHECK(person.tree().find(Role::text, "复诊开药"));
}

TEST_CASE("client: asked to paint, and told that it cannot be, it stays plain and says why") {
    Person person(table());
    app::Event cannot{.kind = app::Event::Kind::prefer, .context = {}};
    cannot.name = "painting";
    cannot.value = "no";
    REQUIRE_FALSE(person.client.app().model().shared.plain);
    person.happen(cannot);
    CHECK(person.client.app().model().shared.plain);
    CHECK(person.client.app().model().shared.cannot_paint);
}

TEST_CASE("client: no network is said on every screen and nothing is asked twice") {
    Person person(table());
    person.press("复诊开药");
    app::Event offline{.kind = app::Event::Kind::online, .context = {}};
    offline.flag = false;
    person.happen(offline);
    CHECK(person.tree().find(Role::text, "没有网"));
}

TEST_CASE("events and effects: the JSON between WASM and page reads and writes what is meant") {
    const auto event = app::read_event(
        R"({"on":"reply","purpose":"load.visit","status":200,"body":"{}","etag":"\"1\"","now":5,"offset":480,"fresh":"x"})");
    REQUIRE(event);
    CHECK(event->kind == app::Event::Kind::reply);
    CHECK(event->reply.purpose == "load.visit");
    CHECK(event->context.now == 5);
    CHECK_FALSE(app::read_event("{}"));
    CHECK_FALSE(app::read_event("nonsense"));
    CHECK(app::write_effects({state::Go{Route::records, true}, state::After{"a.b", 50}}) ==
          R"([{"do":"go","replace":true,"route":"records"},{"delay_ms":50,"do":"after","purpose":"a.b"}])");
}

TEST_CASE("client: that an answer is waited for is shown after a while, on the screen that waits") {
    Person person(table(), {.signed_in = true, .online = true, .route = "home"});
    person.answer("load.account", 200, account(true));
    person.take();
    person.happen({.kind = app::Event::Kind::route, .name = "devices"});
    REQUIRE(person.call("load.sessions"));
    CHECK(std::ranges::count(person.host.effects, state::Effect{state::After{"patience.devices", 300}}) == 1);
    CHECK_FALSE(person.tree().find("privacy.sessions.loading"));
    person.happen({.kind = app::Event::Kind::after, .name = "patience.records"});  // that screen was left
    CHECK_FALSE(person.tree().find("privacy.sessions.loading"));
    person.happen({.kind = app::Event::Kind::after, .name = "patience.devices"});
    CHECK(person.tree().find("privacy.sessions.loading"));
    person.answer("load.sessions", 200, api::write(api::SessionList{}));
    CHECK_FALSE(person.tree().find("privacy.sessions.loading"));
}

TEST_CASE("client: wide windows have size and language in the bar, painted or plain") {
    for (const bool flow : {false, true}) {
        CAPTURE(flow);
        Person person(table(), {.online = true, .route = "settings"});
        for (const float width : {1440.0f, 390.0f}) {
            person.viewport = {.width = width, .height = 900, .flow = flow};
            person.happen({.kind = app::Event::Kind::online, .flag = true});
            const bool wide = width > 960;
            CHECK((person.tree().find("bar.size") != nullptr) == wide);
            CHECK((person.tree().find(Role::button, "English") != nullptr) == wide);
        }
    }
}

}  // namespace bz
