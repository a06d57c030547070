// The bottom of the chat: what is being said. Words, a photo that is looked at before it goes, a note that is recorded
// and listened to before it goes.
#include <algorithm>

#include "base/text.hpp"
#include "client/screens/chat/chat_parts.hpp"
#include "client/ui/icon_file.hpp"
#include "client/ui/media_bubble.hpp"
#include "client/ui/picture.hpp"

namespace bz::screens {

namespace {

using state::UploadDraft;
using ui::ButtonKind;
using ui::Icon;
using Model = Chat::Model;
using SendMsg = Send<Chat::Msg>;

constexpr int text_max = 1000;  // characters; a long story fits, and the doctor can still read it
constexpr std::string_view pictures = "image/*";

std::string minutes(int seconds) {
    const int rest = seconds % 60;
    return std::to_string(seconds / 60) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
}

// A key and, below it, the way back: what every state but the usual one has.
struct Keys {
    std::string_view id;
    std::string label;
    Icon icon = Icon::none;
    std::string_view back_id;
    std::string back;
};
struct Used {
    bool main = false, back = false;
};
Used two_keys(Page& page, const Keys& keys) {
    ui::Ui& ui = page.ui;
    Used used;
    if (!ui.elder()) ui.begin_columns(2);
    used.back = ui.button(keys.back_id, keys.back, {.kind = ButtonKind::secondary});
    if (ui.elder())
        ui.space(8);
    else
        ui.next_column();
    used.main = ui.button(keys.id, keys.label, {.icon = keys.icon});
    if (!ui.elder()) ui.end_columns();
    return used;
}

void recording(Page& page, const Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    ui.icon_text(Icon::mic, page.t(model.asking ? "chat.record.asking" : "chat.record.now"), ui::TextStyle::strong,
                 ui::Color::ink);
    if (model.asking) {
        ui.caption(page.t("chat.record.allow"));
        ui.space(8);
        if (ui.button("chat.record_drop", page.t("chat.record.drop"), {.kind = ButtonKind::secondary}))
            send(Chat::RecordDropped{});
        return;
    }
    ui.text(page.t("chat.record.seconds", {{"n", minutes(model.seconds)}, {"max", std::to_string(voice_seconds_max)}}),
            ui::TextStyle::body, ui::Color::ink2);
    ui.space(8);
    const Used used = two_keys(page, {.id = "chat.stop",
                                      .label = page.t("chat.record.stop"),
                                      .icon = Icon::check,
                                      .back_id = "chat.record_drop",
                                      .back = page.t("chat.record.drop")});
    if (used.main) send(Chat::RecordStopped{});
    if (used.back) send(Chat::RecordDropped{});
}

// The bytes went with a reload.
void interrupted(Page& page, const UploadDraft& file, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const bool voice = is_voice(file);
    ui.icon_text(Icon::circle_alert, page.t(voice ? "chat.voice.lost" : "chat.photo.lost"), ui::TextStyle::error,
                 ui::Color::amber700);
    ui.space(8);
    if (!ui.elder()) ui.begin_columns(2);
    if (ui.button("chat.drop", page.t(voice ? "chat.voice.drop" : "chat.photo.drop"), {.kind = ButtonKind::secondary}))
        send(Chat::DropPressed{});
    if (ui.elder())
        ui.space(8);
    else
        ui.next_column();
    if (voice) {
        if (ui.button("chat.record", page.t("chat.voice.again"), {.icon = Icon::mic})) send(Chat::RecordPressed{});
    } else {
        ui.file_button(chat::photo_picker, page.t("chat.photo.again"), pictures, {.icon = Icon::camera});
    }
    if (!ui.elder()) ui.end_columns();
}

void preview(Page& page, const Model& model, const UploadDraft& file, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const std::string source = "file:" + file.file;
    if (!is_voice(file)) {
        const float side = ui.elder() ? 120.0f : 88.0f;
        ui::picture(ui, "chat.preview", {.source = source, .label = page.t("chat.photo.preview")},
                    {ui.x(), ui.y(), side, side});
        ui.space(side + 8);
        return;
    }
    const bool playing = model.playing == source;
    const std::string n = std::to_string(std::max(1, model.seconds));
    if (ui::voice_bubble(
            ui, {.id = "chat.listen",
                 .label = playing ? page.t("chat.listen.stop") : page.t("chat.listen.now", {{"n", n}}),
                 .length = page.t("chat.voice.seconds", {{"n", n}}),
                 .note = model.unplayable == source ? page.t("chat.voice.unplayable") : std::string{},
                 .share = model.seconds > 0 ? static_cast<float>(model.played) / static_cast<float>(model.seconds) : 0,
                 .playing = playing,
                 .mine = true}))
        send(Chat::PlayPressed{source});
}

void words_field(Page& page, const Model& model, std::string_view label, bool hidden, const SendMsg& send) {
    ui::FieldOptions field;
    field.label = page.t(label);
    field.label_hidden = hidden;
    if (hidden) field.placeholder = page.t("chat.text.placeholder");
    field.hints.enter_key = "send";
    field.hints.max_length = text_max;
    if (model.empty_pressed && trim(typed_message(page.shared.draft)).empty()) field.error = page.t("chat.text.empty");
    if (auto text = page.ui.field("chat.text", typed_message(page.shared.draft), field))
        send(Chat::TextTyped{std::move(*text)});
}

void ready(Page& page, const Model& model, const UploadDraft& file, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const bool voice = is_voice(file);
    preview(page, model, file, send);
    // Words of a note are offered only where the browser heard some; nobody has to write what they said.
    if (!voice || !model.heard.empty()) {
        words_field(page, model, voice ? "chat.voice.words" : "chat.photo.words", false, send);
        ui.space(8);
    }
    const Used used = two_keys(page, {.id = "chat.send",
                                      .label = page.t(voice ? "chat.voice.send" : "chat.photo.send"),
                                      .icon = Icon::send,
                                      .back_id = "chat.drop",
                                      .back = page.t(voice ? "chat.voice.drop" : "chat.photo.drop")});
    if (used.main) send(Chat::SendPressed{});
    if (used.back) send(Chat::DropPressed{});
}

void usual(Page& page, const Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    const bool under_way = !draft.message_key.empty();
    const bool words = !typed_message(draft).empty();
    const bool error = model.empty_pressed && trim(typed_message(draft)).empty();
    if (!model.mic.empty()) {
        const std::string key = "chat." + std::string(model.mic);
        const std::string text = page.t(key);
        ui.icon_text(Icon::circle_alert, text == key ? page.t("chat.mic_failed") : text, ui::TextStyle::error,
                     ui::Color::amber700);
        ui.space(8);
    }
    const auto key = [&] {
        if (words || under_way || error) {
            const bool busy = under_way && model.sending && page.shared.online;
            if (ui.button("chat.send", page.t("chat.send.now"), {.icon = Icon::send, .busy = busy}))
                send(Chat::SendPressed{});
        } else if (ui.button("chat.record", page.t("chat.record.start"),
                             {.kind = ButtonKind::secondary, .icon = Icon::mic})) {
            send(Chat::RecordPressed{});
        }
    };
    // Side by side, but not in elder size (the words need the width) nor under an error (the two would not line up).
    // Either way the field is in a group in a group: the page must not move it elsewhere while someone types in it.
    if (ui.elder() || error) {
        ui.begin_columns(1);
        ui.begin_columns(1);
        words_field(page, model, "chat.text.label", true, send);
        ui.end_columns();
        ui.end_columns();
        ui.space(8);
        if (under_way) return key();
        ui.begin_columns(2);
        ui.file_button(chat::photo_picker, page.t("chat.photo.pick"), pictures,
                       {.kind = ButtonKind::secondary, .icon = Icon::camera});
        ui.next_column();
        key();
        ui.end_columns();
        return;
    }
    ui.begin_side_column(116);
    if (under_way)
        ui.begin_columns(1);
    else
        ui.begin_side_column(48);
    words_field(page, model, "chat.text.label", true, send);
    if (!under_way) {
        ui.next_column();
        ui::icon_file(ui, chat::photo_picker, page.t("chat.photo.pick"), pictures, Icon::camera);
    }
    ui.end_columns();
    ui.next_column();
    key();
    ui.end_columns();
}

}  // namespace

void chat::composer(Page& page, const Model& model, float newest_bottom, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin_bottom();
    // Only when the newest words are out of sight: a key to them, instead of a jump that takes the keyboard away.
    const ui::Metrics& m = ui.metrics();
    const float bar = m.bottom_pad * 2 + m.field_h + (ui.elder() ? m.button_h : 0) + m.dock_h + 12;
    const ui::Viewport& port = ui.viewport();
    const UploadDraft* file = shared.draft.message_key.empty() ? attached_file(shared.draft) : nullptr;
    const bool speaking = model.asking || model.recording;
    if (!file && !speaking && !port.flow && shared.messages && newest_bottom - port.scroll > port.height - bar + 40) {
        if (ui.button("chat.newest", page.t("chat.newest.show"),
                      {.kind = ButtonKind::text, .icon = Icon::arrow_down, .compact = true}))
            send(Chat::NewestPressed{});
        ui.space(4);
    }
    if (speaking)
        recording(page, model, send);
    else if (file && file->state == "interrupted")
        interrupted(page, *file, send);
    else if (file)
        ready(page, model, *file, send);
    else
        usual(page, model, send);
    ui.space(4);
    page.end_bottom(true);
}

}  // namespace bz::screens
