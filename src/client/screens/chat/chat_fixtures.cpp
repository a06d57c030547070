#include "client/screens/chat/chat.hpp"
#include "client/screens/common/care_fixtures.hpp"

namespace bz::screens {
namespace {

using domain::PrescriptionState;
using domain::VisitState;

api::MessageList talk() {
    return {
        {{"m1", "system", "visit_opened", "周敏", "2026-07-20T14:38:00+08:00"},
         {"m2", "doctor", "任先生您好。走快路气短，歇多久能好？晚上平躺难受吗？", "周敏", "2026-07-20T14:39:00+08:00"},
         {"m3", "patient", "歇两三分钟就好，晚上平躺没事", "", "2026-07-20T14:40:00+08:00"},
         {"m4", "system", "handover", "陈立", "2026-07-20T14:41:00+08:00"},
         {"m5", "doctor", "血压控制得不错。我再看一下血脂化验单，5 分钟内回您。", "陈立",
          "2026-07-20T14:42:00+08:00"}}};
}

ChatFixture with(std::string_view name, VisitState state) {
    ChatFixture fixture{name, {}, care_shared(state)};
    fixture.shared.visit.value->doctor->name = "陈立";  // who went on
    loaded(fixture.shared.messages, talk());
    fixture.model.seen_id = "m5";
    fixture.model.read_id = "m5";
    return fixture;
}

// With a photo and two voice notes, one of them written down, read up to the photo.
ChatFixture media(std::string_view name) {
    ChatFixture fixture = with(name, VisitState::in_consultation);
    api::MessageList& talk = *fixture.shared.messages.value;
    const auto say = [&](std::string id, std::string from, std::string text, std::string kind, int seconds) {
        talk.items.push_back({std::move(id), from, std::move(text), from == "doctor" ? "陈立" : "",
                              "2026-07-20T14:43:00+08:00",
                              api::Attachment{kind, kind == "voice" ? "audio/webm" : "image/jpeg", 40'000, {}}});
        if (seconds > 0) talk.items.back().attachment->seconds = seconds;
    };
    say("m6", "patient", "歇两三分钟就好，晚上平躺没事", "voice", 12);
    say("m7", "patient", "这是血压记录", "photo", 0);
    say("m8", "doctor", "", "voice", 7);
    talk.read_by_other_until = "m7";
    fixture.model.seen_id = fixture.model.read_id = "m8";
    return fixture;
}

state::UploadDraft attached(std::string_view file, std::string_view state) {
    return {.file = "f-1",
            .name = std::string(file),
            .bytes = 200'000,
            .sent = state == "sending" ? 124'000 : 0,
            .state = std::string(state),
            .upload_id = {},
            .record_id = {},
            .error = {}};
}

ChatFixture attaching(std::string_view name, std::string_view file, std::string_view state = "ready") {
    ChatFixture fixture = with(name, VisitState::in_consultation);
    fixture.shared.draft.message_files = {attached(file, state)};
    if (file.starts_with("voice")) fixture.model.seconds = 12;
    return fixture;
}

ChatFixture prescribed(std::string_view name, PrescriptionState state) {
    ChatFixture fixture = with(name, VisitState::prescribed);
    loaded(fixture.shared.prescription, care_prescription(state));
    return fixture;
}

}  // namespace

std::vector<ChatFixture> Chat::fixtures() {
    std::vector<ChatFixture> all;
    all.push_back(with("talking", VisitState::in_consultation));
    all.push_back(with("typed", VisitState::in_consultation));
    all.back().shared.draft.message_text = "化验单是上个月的";
    all.push_back(with("sending", VisitState::in_consultation));
    all.back().model.sending = true;
    all.back().shared.draft.message_key = "key-1";
    all.back().shared.draft.message_text = "化验单是上个月的\x1f还有一张";
    all.push_back(with("offline", VisitState::in_consultation));
    all.back().shared.online = false;
    all.back().model.waiting_net = true;
    all.back().shared.draft.message_key = "key-1";
    all.back().shared.draft.message_text = "化验单是上个月的";
    all.push_back(with("trouble", VisitState::in_consultation));
    all.back().model.problem = "server";
    all.back().shared.draft.message_key = "key-1";
    all.back().shared.draft.message_text = "化验单是上个月的";
    all.push_back(with("empty_pressed", VisitState::in_consultation));
    all.back().model.empty_pressed = true;
    all.push_back(with("by_mandate", VisitState::in_consultation));
    all.back().shared.messages.value->items.insert(
        all.back().shared.messages.value->items.begin(),
        {"m0", "system", "by_mandate", "何秀英", "2026-07-20T14:30:00+08:00", {}});
    all.push_back(media("media"));
    all.push_back(media("playing"));
    all.back().model.playing = "message:m8";
    all.back().model.played = 3;
    all.back().model.length = 7;
    all.push_back(media("unplayable"));
    all.back().model.unplayable = "message:m8";
    all.push_back(attaching("photo", "IMG_2031.jpg"));
    all.push_back(attaching("photo_sending", "IMG_2031.jpg", "sending"));
    all.back().shared.draft.message_key = "key-1";
    all.push_back(attaching("photo_lost", "IMG_2031.jpg", "interrupted"));
    all.push_back(with("photo_refused", VisitState::in_consultation));
    all.back().model.problem = "file_type";
    all.push_back(with("asking_for_microphone", VisitState::in_consultation));
    all.back().model.asking = true;
    all.push_back(with("recording", VisitState::in_consultation));
    all.back().model.recording = true;
    all.back().model.seconds = 12;
    all.push_back(attaching("voice", "voice.webm"));
    all.push_back(attaching("voice_heard", "voice.webm"));
    all.back().model.heard = "歇两三分钟就好";
    all.back().shared.draft.message_text = "歇两三分钟就好，晚上没事";
    all.push_back(attaching("voice_lost", "voice.webm", "interrupted"));
    all.push_back(with("microphone_denied", VisitState::in_consultation));
    all.back().model.mic = "mic_denied";
    all.push_back(prescribed("in_review", PrescriptionState::in_review));
    all.push_back(prescribed("approved", PrescriptionState::approved));
    all.push_back(prescribed("returned", PrescriptionState::returned));
    all.push_back(prescribed("ordered", PrescriptionState::ordered));
    all.push_back(prescribed("expired", PrescriptionState::expired));
    all.push_back(with("concluded", VisitState::concluded));
    all.push_back(with("terminated", VisitState::terminated));
    all.push_back({"loading", {}, care_shared(VisitState::in_consultation)});
    all.back().shared.messages.load = state::Load::loading;
    all.push_back(with("elder", VisitState::in_consultation));
    all.back().shared.elder = true;
    return all;
}

}  // namespace bz::screens
