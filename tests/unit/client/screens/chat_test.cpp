#include "client/screens/chat/chat.hpp"

#include "care_show.hpp"
#include "client/screens/common/care_fixtures.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::testing::fixture_named;
using bz::testing::press;
using bz::testing::show;
using domain::PrescriptionState;
using domain::VisitState;

namespace {

Call send_call(std::string text, std::string key) {
    return {.purpose = "chat.send",
            .method = "POST",
            .path = "/visits/visit-1/messages",
            .body = api::write(api::MessageRequest{std::move(text)}),
            .idempotency_key = std::move(key),
            .if_match = {}};
}

Reply answer(int status, std::string body = {}) {
    return {.purpose = "chat.send", .status = status, .body = std::move(body)};
}

std::string stored(std::string id, std::string text) {
    return api::write(api::Message{std::move(id), "patient", std::move(text), "", "2026-07-20T14:44:00+08:00"});
}

}  // namespace

TEST_CASE("chat: every state reads well") { bz::testing::check_every_state<Chat>(Chat::fixtures()); }

TEST_CASE("chat: bubbles say who spoke; system lines have words") {
    const auto shown = show<Chat>(fixture_named(Chat::fixtures(), "talking"));
    CHECK(shown.says("周敏医生开始看您的资料"));
    CHECK(shown.says("周敏医生 14:39 说： 任先生您好。"));
    CHECK(shown.says("您 14:40 说： 歇两三分钟就好"));
    CHECK(shown.says("陈立医生接着看。"));
    CHECK(shown.find(ui::Role::textbox, "写给医生的话"));
    CHECK(shown.find(ui::Role::button, "发送"));
}

TEST_CASE("chat: entering listens and reads visit and messages") {
    Chat::Model model;
    Shared shared = care_shared(VisitState::in_consultation);
    CHECK(Chat::on_enter(model, shared, Route::chat) ==
          Effects{Listen{true}, load_visit("visit-1"), load_messages("visit-1")});
}

TEST_CASE("chat: the prescription is read once the visit names one") {
    Chat::Model model;
    Shared shared = care_shared(VisitState::prescribed);
    CHECK(Chat::on_enter(model, shared, Route::chat) ==
          Effects{Listen{true}, load_visit("visit-1"), load_messages("visit-1"), load_prescription("prescription-1")});
    CHECK(Chat::on_change(model, shared, Route::chat) == Effects{});
}

TEST_CASE("chat: sending shows the words at once and keeps them in the draft until the server has them") {
    auto fixture = fixture_named(Chat::fixtures(), "typed");
    Shared& shared = fixture.shared;
    CHECK(press<Chat>(fixture, "发送").got<Chat::SendPressed>());
    CHECK(Chat::update(fixture.model, shared, Chat::SendPressed{}) ==
          Effects{send_call("化验单是上个月的", "fresh-1"), ScrollTo{-1}});
    CHECK(pending_message(shared.draft) == "化验单是上个月的");
    CHECK(typed_message(shared.draft).empty());
    auto shown = show<Chat>(fixture);
    CHECK(shown.says("正在发送…"));
    CHECK(shown.find(ui::Role::textbox, "写给医生的话")->value.empty());

    // What is typed meanwhile is kept apart, and a second press waits its turn.
    Chat::update(fixture.model, shared, Chat::TextTyped{"还有一张"});
    CHECK(pending_message(shared.draft) == "化验单是上个月的");
    CHECK(typed_message(shared.draft) == "还有一张");
    CHECK(Chat::update(fixture.model, shared, Chat::SendPressed{}) == Effects{});

    CHECK(Chat::on_reply(fixture.model, shared, answer(201, stored("m6", "化验单是上个月的"))) == Effects{});
    CHECK(shared.draft.message_key.empty());
    CHECK(shared.draft.message_text == "还有一张");
    CHECK(shared.messages->items.back().id == "m6");
    shown = show<Chat>(fixture);
    CHECK(shown.says("您 14:44 说： 化验单是上个月的"));
    CHECK_FALSE(shown.says("正在发送…"));
}

TEST_CASE("chat: an echo of the same answer changes nothing") {
    auto fixture = fixture_named(Chat::fixtures(), "sending");
    Chat::on_reply(fixture.model, fixture.shared, answer(201, stored("m6", "化验单是上个月的")));
    const std::size_t count = fixture.shared.messages->items.size();
    CHECK(Chat::on_reply(fixture.model, fixture.shared, answer(201, stored("m6", "化验单是上个月的"))) == Effects{});
    CHECK(fixture.shared.messages->items.size() == count);
    CHECK(fixture.shared.draft.message_text == "还有一张");
}

TEST_CASE("chat: without a network it waits and tries again under the same key") {
    auto fixture = fixture_named(Chat::fixtures(), "sending");
    CHECK(Chat::on_reply(fixture.model, fixture.shared, answer(0)) == Effects{After{"chat.retry", 5'000}});
    CHECK(show<Chat>(fixture).says("没有网，有网自动发"));
    CHECK(Chat::on_reply(fixture.model, fixture.shared, {.purpose = "chat.retry"}) ==
          Effects{send_call("化验单是上个月的", "key-1")});
    // A late timer while the call is under way sends nothing twice.
    CHECK(Chat::on_reply(fixture.model, fixture.shared, {.purpose = "chat.retry"}) == Effects{});
}

TEST_CASE("chat: after a reload the message under way goes out again under its own key") {
    auto fixture = fixture_named(Chat::fixtures(), "sending");
    const auto restored = restore(save(fixture.shared.draft));
    REQUIRE(restored);
    fixture.shared.draft = *restored;
    fixture.model = {};
    const Effects effects = Chat::on_enter(fixture.model, fixture.shared, Route::chat);
    CHECK(effects.back() == Effect{send_call("化验单是上个月的", "key-1")});
    CHECK(typed_message(fixture.shared.draft) == "还有一张");
}

TEST_CASE("chat: our fault keeps the words and offers to send again") {
    auto fixture = fixture_named(Chat::fixtures(), "sending");
    CHECK(Chat::on_reply(fixture.model, fixture.shared, answer(500)) ==
          Effects{load_visit("visit-1"), load_messages("visit-1")});
    CHECK(fixture.model.problem == "server");
    CHECK(press<Chat>(fixture, "再发一次").got<Chat::SendAgainPressed>());
    CHECK(Chat::update(fixture.model, fixture.shared, Chat::SendAgainPressed{}) ==
          Effects{send_call("化验单是上个月的", "key-1")});
}

TEST_CASE("chat: refused words go back into the field") {
    auto fixture = fixture_named(Chat::fixtures(), "sending");
    CHECK(Chat::on_reply(fixture.model, fixture.shared,
                         answer(400, R"({"code":"validation","status":400,"title":"x","type":"y"})")) == Effects{});
    CHECK(fixture.shared.draft.message_key.empty());
    CHECK(typed_message(fixture.shared.draft) == "化验单是上个月的\n还有一张");
}

TEST_CASE("chat: an empty message is not sent; the field says what to do") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    fixture.shared.draft.message_text = "  ";
    CHECK(Chat::update(fixture.model, fixture.shared, Chat::SendPressed{}) == Effects{Focus{"chat.text"}});
    CHECK(show<Chat>(fixture_named(Chat::fixtures(), "empty_pressed")).says("先写几个字，再发给医生。"));
}

TEST_CASE("chat: the first reading goes to the newest words, without taking the focus") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    fixture.model = {};
    CHECK(Chat::on_change(fixture.model, fixture.shared, Route::chat) == Effects{ScrollTo{-1}});
    CHECK(Chat::on_change(fixture.model, fixture.shared, Route::chat) == Effects{});
}

TEST_CASE("chat: the doctor's new words are announced, one's own are not") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    auto& items = fixture.shared.messages.value->items;
    items.push_back({"m6", "patient", "好的", "", "2026-07-20T14:43:00+08:00"});
    items.push_back({"m7", "doctor", "血脂也好。", "陈立", "2026-07-20T14:44:00+08:00"});
    CHECK(Chat::on_change(fixture.model, fixture.shared, Route::chat) == Effects{Announce{"血脂也好。"}, ScrollTo{-1}});
    CHECK(Chat::on_change(fixture.model, fixture.shared, Route::chat) == Effects{});
}

TEST_CASE("chat: no medicine's name before the pharmacist has looked") {
    const auto shown = show<Chat>(fixture_named(Chat::fixtures(), "in_review"));
    CHECK(shown.says("处方开好了，药师在看"));
    CHECK_FALSE(shown.says("阿托伐他汀"));
    CHECK_FALSE(shown.find(ui::Role::button, "看处方，选怎么拿药"));
    CHECK_FALSE(shown.find(ui::Role::textbox, "写给医生的话"));
}

TEST_CASE("chat: each ending has its one next thing") {
    const auto next = [](std::string_view name, std::string_view label) {
        auto fixture = fixture_named(Chat::fixtures(), name);
        CHECK(press<Chat>(fixture, label).template got<Chat::NextPressed>());
        return Chat::update(fixture.model, fixture.shared, Chat::NextPressed{});
    };
    CHECK(next("approved", "看处方，选怎么拿药") == Effects{Go{Route::fulfilment}});
    CHECK(next("ordered", "看药送到哪了") == Effects{Go{Route::order}});
    CHECK(next("concluded", "看医生的小结") == Effects{Go{Route::summary}});
    CHECK(next("terminated", "看去哪里、退多少钱") == Effects{Go{Route::terminated}});
}

TEST_CASE("chat: a cancelled or expired visit moves on by itself") {
    for (const VisitState state : {VisitState::cancelled, VisitState::expired}) {
        Chat::Model model;
        Shared shared = care_shared(state);
        CHECK(Chat::on_change(model, shared, Route::chat) == Effects{Go{Route::terminated, true}});
    }
}
