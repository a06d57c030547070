#include "client/screens/chat/chat.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "client/state/uploads.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;
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

// The ids of the containers that hold the words to the doctor, from the outside in.
std::vector<std::string> around_words(const Fixture<Chat>& fixture) {
    std::vector<std::string> open;
    for (const ui::Node& node : show<Chat>(fixture).tree.nodes) {
        open.resize(std::min<std::size_t>(open.size(), node.depth));
        if (node.id == "chat.text") return open;
        open.push_back(node.id);
    }
    FAIL("nowhere to write in ", fixture.name);
    return {};
}

}  // namespace

TEST_CASE("chat: bubbles say who spoke; system lines have words") {
    const auto shown = show<Chat>(fixture_named(Chat::fixtures(), "talking"));
    CHECK(shown.says("周敏医生开始看您的资料"));
    CHECK(shown.says("周敏医生 14:39 说： 任先生您好。"));
    CHECK(shown.says("您 14:40 说： 歇两三分钟就好"));
    CHECK(shown.says("陈立医生接着看。"));
    CHECK(shown.find(ui::Role::textbox, "写给医生的话"));
    CHECK(shown.find(ui::Role::button, "说话"));
    CHECK(shown.find(ui::Role::file, "发照片"));
    CHECK(show<Chat>(fixture_named(Chat::fixtures(), "typed")).find(ui::Role::button, "发送"));
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

TEST_CASE("chat: whatever comes meanwhile, the field stays in its place on the page") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    const auto place = around_words(fixture);
    CHECK(place.size() > 1);
    fixture.shared.messages.value->items.push_back(fixture.shared.messages->items.back());
    fixture.shared.messages.value->items.back().id = "m6";
    CHECK(around_words(fixture) == place);
    fixture.shared.messages = {};
    CHECK(around_words(fixture) == place);
    for (const char* state : {"typed", "sending", "offline", "empty_pressed"})
        CHECK_MESSAGE(around_words(fixture_named(Chat::fixtures(), state)) == place, state);
}

TEST_CASE("chat: an empty message is not sent; the field says what to do") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    fixture.shared.draft.message_text = "  ";
    CHECK(Chat::update(fixture.model, fixture.shared, Chat::SendPressed{}) == Effects{Focus{"chat.text"}});
    CHECK(show<Chat>(fixture_named(Chat::fixtures(), "empty_pressed")).says("先写几个字，再发给医生。"));
}

TEST_CASE("chat: the first reading goes to the newest words, without taking the focus") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    fixture.model = {.read_id = "m5"};
    CHECK(Chat::on_change(fixture.model, fixture.shared, Route::chat) == Effects{ScrollTo{-1}});
    CHECK(Chat::on_change(fixture.model, fixture.shared, Route::chat) == Effects{});
}

TEST_CASE("chat: the doctor's new words are announced, one's own are not") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    auto& items = fixture.shared.messages.value->items;
    items.push_back({"m6", "patient", "好的", "", "2026-07-20T14:43:00+08:00"});
    items.push_back({"m7", "doctor", "血脂也好。", "陈立", "2026-07-20T14:44:00+08:00"});
    const Effects effects = Chat::on_change(fixture.model, fixture.shared, Route::chat);
    REQUIRE(effects.size() == 3);
    CHECK(std::get<Call>(effects[0]).path == "/visits/visit-1/read");
    CHECK(std::get<Call>(effects[0]).body == api::write(api::ReadMark{"m7"}));
    CHECK(effects[1] == Effect{Announce{"血脂也好。"}});
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

namespace {

FileNews news(std::string_view picker, std::string_view state, std::string file = "f-1") {
    return {.file = std::move(file),
            .picker = std::string(picker),
            .name = "voice.webm",
            .bytes = 9'000,
            .state = std::string(state)};
}

}  // namespace

TEST_CASE("chat: a photo is looked at, then sent with its words, file first") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    Shared& shared = fixture.shared;
    FileNews photo = news("chat.photo", "picked");
    photo.name = "IMG_2031.jpg";
    CHECK(Chat::on_file(fixture.model, shared, photo) == Effects{Focus{"chat.send"}});
    auto shown = show<Chat>(fixture);
    CHECK(shown.find(ui::Role::image, "要发的照片")->picture.source == "file:f-1");
    CHECK(press<Chat>(fixture, "发给医生").got<Chat::SendPressed>());
    Chat::update(fixture.model, shared, Chat::TextTyped{"血压记录"});
    CHECK(Chat::update(fixture.model, shared, Chat::SendPressed{}) == Effects{Upload{"f-1"}, ScrollTo{-1}});
    photo.state = "sending";
    photo.sent = 4'500;
    Chat::on_file(fixture.model, shared, photo);
    CHECK(show<Chat>(fixture).says("正在传，50%"));
    photo.state = "done";
    photo.upload_id = "u-1";
    const Effects sent = Chat::on_file(fixture.model, shared, photo);
    REQUIRE(sent.size() == 1);
    const auto body = api::read<api::MessageRequest>(std::get<Call>(sent[0]).body);
    REQUIRE(body);
    CHECK(body->text == "血压记录");
    CHECK(body->upload_id == "u-1");
    Chat::on_reply(fixture.model, shared, answer(201, stored("m6", "血压记录")));
    CHECK(shared.draft.message_files.empty());
    CHECK(shared.draft.message_key.empty());
}

TEST_CASE("chat: what the hospital will not take is let go, its words come back") {
    auto fixture = fixture_named(Chat::fixtures(), "photo_sending");
    Shared& shared = fixture.shared;
    shared.draft.message_text = "血压记录";
    shared.draft.message_files[0].upload_id = "u-1";
    fixture.model.sending = true;
    const Effects effects = Chat::on_reply(
        fixture.model, shared,
        answer(
            422,
            R"({"type":"x","title":"y","status":422,"code":"validation","errors":[{"pointer":"/upload_id","code":"file_type"}]})"));
    CHECK(effects == Effects{StopUpload{"f-1", true}});
    CHECK(typed_message(shared.draft) == "血压记录");
    CHECK(show<Chat>(fixture).says("这种文件医生打不开"));
}

TEST_CASE("chat: a reload takes a photo's bytes; the words stay, the person picks it again") {
    auto fixture = fixture_named(Chat::fixtures(), "photo_sending");
    Shared& shared = fixture.shared;
    shared.draft.message_text = "血压记录";
    auto restored = restore(save(shared.draft));
    REQUIRE(restored);
    shared.draft = *restored;
    interrupt_uploads(shared.draft);
    fixture.model = {};
    Chat::on_enter(fixture.model, shared, Route::chat);
    CHECK(typed_message(shared.draft) == "血压记录");
    CHECK(show<Chat>(fixture).find(ui::Role::file, "重新选照片"));
    CHECK(Chat::update(fixture.model, shared, Chat::SendPressed{}) == Effects{});
    CHECK(Chat::update(fixture.model, shared, Chat::DropPressed{}) == Effects{StopUpload{"f-1", true}});
    CHECK(shared.draft.message_files.empty());
}

TEST_CASE("chat: a voice note is recorded, heard, listened to and sent") {
    auto fixture = fixture_named(Chat::fixtures(), "talking");
    Shared& shared = fixture.shared;
    CHECK(press<Chat>(fixture, "说话").got<Chat::RecordPressed>());
    CHECK(Chat::update(fixture.model, shared, Chat::RecordPressed{}) == Effects{RecordVoice{"chat.voice", "start"}});
    CHECK(show<Chat>(fixture).says("正在打开麦克风"));
    FileNews recording = news("chat.voice", "recording", "");
    CHECK(Chat::on_file(fixture.model, shared, recording) == Effects{Focus{"chat.stop"}});
    recording.sent = 12;
    Chat::on_file(fixture.model, shared, recording);
    CHECK(show<Chat>(fixture).says("0:12，最长 60 秒"));
    FileNews heard = news("chat.voice", "heard", "");
    heard.name = "晚上没事";
    Chat::on_file(fixture.model, shared, heard);
    CHECK(Chat::update(fixture.model, shared, Chat::RecordStopped{}) == Effects{RecordVoice{"chat.voice", "stop"}});
    CHECK(Chat::on_file(fixture.model, shared, news("chat.voice", "picked")) == Effects{Focus{"chat.listen"}});
    CHECK(press<Chat>(fixture, "先听一遍，12 秒").got<Chat::PlayPressed>());
    CHECK(Chat::update(fixture.model, shared, Chat::PlayPressed{"file:f-1"}) ==
          Effects{PlaySound{"chat.play", "file:f-1", true}});
    CHECK(show<Chat>(fixture).find(ui::Role::textbox, "听成了这些字，错了可以改")->value == "晚上没事");
    CHECK(Chat::update(fixture.model, shared, Chat::SendPressed{}) == Effects{Upload{"f-1"}, ScrollTo{-1}});
    CHECK(pending_message(shared.draft) == "晚上没事");
}

TEST_CASE("chat: what was heard never writes over what was typed, and goes with the note") {
    auto fixture = fixture_named(Chat::fixtures(), "voice_heard");
    Shared& shared = fixture.shared;
    FileNews heard = news("chat.voice", "heard", "");
    heard.name = "别的话";
    Chat::on_file(fixture.model, shared, heard);
    CHECK(typed_message(shared.draft) == "歇两三分钟就好，晚上没事");
    shared.draft.message_text = fixture.model.heard;
    Chat::update(fixture.model, shared, Chat::DropPressed{});
    CHECK(typed_message(shared.draft).empty());
}

TEST_CASE("chat: a microphone that is not allowed says what to do instead") {
    auto fixture = fixture_named(Chat::fixtures(), "asking_for_microphone");
    FileNews denied = news("chat.voice", "failed", "");
    denied.error = "mic_denied";
    CHECK(Chat::on_file(fixture.model, fixture.shared, denied) == Effects{Focus{"chat.record"}});
    CHECK(show<Chat>(fixture).says("没让用麦克风"));
    CHECK(show<Chat>(fixture).find(ui::Role::textbox, "写给医生的话"));
}

TEST_CASE("chat: notes play one at a time and show how far they are") {
    auto fixture = fixture_named(Chat::fixtures(), "media");
    CHECK(press<Chat>(fixture, "听语音。陈立医生 14:43 说：7 秒").got<Chat::PlayPressed>());
    FileNews playing = news("chat.play", "playing", "message:m8");
    playing.sent = 3;
    playing.bytes = 7;
    Chat::on_file(fixture.model, fixture.shared, playing);
    CHECK(fixture.model.playing == "message:m8");
    CHECK(Chat::update(fixture.model, fixture.shared, Chat::PlayPressed{"message:m8"}) ==
          Effects{PlaySound{"chat.play", "message:m8", false}});
    FileNews ended = news("chat.play", "ended", "message:m8");
    Chat::on_file(fixture.model, fixture.shared, ended);
    CHECK(fixture.model.playing.empty());
    CHECK(show<Chat>(fixture_named(Chat::fixtures(), "unplayable")).says("放不出来"));
}

TEST_CASE("chat: the doctor's reading is marked once, at the newest message that was read") {
    const auto shown = show<Chat>(fixture_named(Chat::fixtures(), "media"));
    int marks = 0;
    for (const ui::Node& node : shown.tree.nodes) marks += node.name == "医生已读";
    CHECK(marks == 1);
    CHECK(shown.tree.find("chat.photo.m7.note")->name == "医生已读");
}

TEST_CASE("chat: a photo in the talk opens large") {
    auto fixture = fixture_named(Chat::fixtures(), "media");
    CHECK(press<Chat>(fixture, "看大图。您 14:43 说：一张照片").got<Chat::PhotoPressed>());
    CHECK(Chat::update(fixture.model, fixture.shared, Chat::PhotoPressed{"message:m7", "照片"}) ==
          Effects{Go{Route::viewer}});
    CHECK(fixture.shared.viewing.source == "message:m7");
}
