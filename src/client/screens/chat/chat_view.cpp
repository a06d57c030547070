#include "base/text.hpp"
#include "client/screens/chat/chat_parts.hpp"
#include "client/screens/common/care.hpp"
#include "client/ui/media_bubble.hpp"

namespace bz::screens {
namespace {

using domain::PrescriptionState;
using domain::VisitState;
using ui::BubbleOptions;

std::string_view system_key(std::string_view code) {
    if (code == "visit_opened") return "chat.system.visit_opened";
    if (code == "handover") return "chat.system.handover";
    if (code == "prescribed") return "chat.system.prescribed";
    if (code == "concluded") return "chat.system.concluded";
    if (code == "terminated") return "chat.system.terminated";
    if (code == "by_mandate") return "chat.system.by_mandate";
    return {};
}

// The newest of one's own messages that the other side has read; it carries the mark for all before it.
std::string read_mark(const state::Shared& shared) {
    if (!shared.messages || !shared.messages->read_by_other_until) return {};
    std::string mine;
    for (const api::Message& item : shared.messages->items) {
        if (item.from == "patient") mine = item.id;
        if (item.id == *shared.messages->read_by_other_until) return mine;
    }
    return {};
}

struct Said {
    Page& page;
    const Chat::Model& model;
    const Send<Chat::Msg>& send;
    const api::Message& item;
    std::string label;  // who said it, and when
    std::string note;
};

void voice(const Said& said) {
    const Page& page = said.page;
    const std::string source = "message:" + said.item.id;
    const bool playing = said.model.playing == source;
    const int told = said.item.attachment->seconds.value_or(0);
    const int length = playing && said.model.length > 0 ? said.model.length : told;
    ui::VoiceBubbleOptions bubble;
    bubble.id = "chat.play." + said.item.id;
    bubble.initial = initial_of(said.item.by);
    bubble.mine = said.item.from == "patient";
    bubble.playing = playing;
    bubble.share = length > 0 ? static_cast<float>(said.model.played) / static_cast<float>(length) : 0;
    const std::string n = std::to_string(length);
    bubble.length = playing      ? page.t("chat.voice.played", {{"at", std::to_string(said.model.played)}, {"n", n}})
                    : length > 0 ? page.t("chat.voice.seconds", {{"n", n}})
                                 : page.t("chat.voice.name");
    bubble.label =
        page.t(playing ? "chat.play.stop" : "chat.play.now", {{"who", said.label}, {"length", bubble.length}});
    bubble.words = said.item.text;
    bubble.note = said.model.unplayable == source ? page.t("chat.voice.unplayable") : said.note;
    if (ui::voice_bubble(said.page.ui, bubble)) said.send(Chat::PlayPressed{source});
}

void photo(const Said& said) {
    const std::string source = "message:" + said.item.id;
    if (ui::photo_bubble(said.page.ui, {.id = "chat.photo." + said.item.id,
                                        .initial = initial_of(said.item.by),
                                        .label = said.page.t("chat.photo.see", {{"who", said.label}}),
                                        .source = source,
                                        .words = said.item.text,
                                        .note = said.note,
                                        .mine = said.item.from == "patient"}))
        said.send(Chat::PhotoPressed{source, said.page.t("chat.photo.title")});
}

void spoken(const Said& said) {
    const bool mine = said.item.from == "patient";
    said.page.ui.bubble({.from = mine ? BubbleOptions::From::patient : BubbleOptions::From::doctor,
                         .id = "chat.message." + said.item.id,
                         .initial = mine ? std::string{} : initial_of(said.item.by),
                         .text = said.item.text,
                         .label = said.label,
                         .note = said.note});
}

void system_line(Page& page, const api::Message& item) {
    ui::Ui& ui = page.ui;
    const std::string_view key = system_key(item.text);
    if (key.empty()) return;  // a newer server's line that this client has no words for
    const std::string_view by = !item.by.empty() ? std::string_view(item.by)
                                : page.shared.visit && page.shared.visit->doctor
                                    ? std::string_view(page.shared.visit->doctor->name)
                                    : std::string_view{};
    BubbleOptions bubble;
    bubble.id = "chat.message." + item.id;
    bubble.from = item.text == "handover" || item.text == "by_mandate" ? BubbleOptions::From::notice
                                                                       : BubbleOptions::From::system;
    bubble.text = page.t(key, {{"doctor", by.empty() ? page.t("chat.system.doctor") : doctor_words(ui, by)},
                               {"who", std::string(by)},
                               {"clock", short_clock(page, item.at)}});
    ui.bubble(bubble);
}

void message(const Said& said) {
    const api::Message& item = said.item;
    if (item.from != "doctor" && item.from != "patient") return system_line(said.page, item);
    if (!item.attachment) return spoken(said);
    item.attachment->kind == "voice" ? voice(said) : photo(said);
}

void messages(Page& page, const Chat::Model& model, const Send<Chat::Msg>& send) {
    const std::string read = read_mark(page.shared);
    for (const api::Message& item : page.shared.messages->items) {
        const std::string clock = short_clock(page, item.at);
        const bool mine = item.from == "patient";
        message({page, model, send, item,
                 mine ? page.t("chat.said.you", {{"clock", clock}})
                      : page.t("chat.said.doctor", {{"doctor", doctor_words(page.ui, item.by)}, {"clock", clock}}),
                 mine && item.id == read ? page.t("chat.read.mark") : std::string{}});
    }
}

// What is on its way now: the words, and how far the file with them is.
std::string pending_note(const Page& page, const Chat::Model& model) {
    if (model.waiting_net || !page.shared.online) return page.t("chat.pending.offline");
    if (!model.problem.empty()) return page.t("chat.pending.trouble");
    const state::UploadDraft* file = attached_file(page.shared.draft);
    if (file && file->upload_id.empty() && file->bytes > 0)
        return page.t("chat.pending.file", {{"percent", std::to_string(file->sent * 100 / file->bytes)}});
    return page.t("chat.pending.sending");
}

void pending(Page& page, const std::string& note) {
    const state::UploadDraft* file = attached_file(page.shared.draft);
    std::string text(pending_message(page.shared.draft));
    if (file) {
        const std::string what = page.t(is_voice(*file) ? "chat.pending.voice" : "chat.pending.photo");
        text = text.empty() ? what : what + "\n" + text;
    }
    page.ui.bubble({.from = BubbleOptions::From::patient,
                    .id = "chat.pending",
                    .initial = {},
                    .text = std::move(text),
                    .label = page.t("chat.said.you_now"),
                    .note = note});
}

std::string trouble(const Page& page, const std::string& code) {
    const std::string key = "chat.file." + code;
    const std::string text = page.t(key);
    return text == key ? problem_text(page.ui, code) : text;
}

// What became of the prescription, without a single medicine's name before the pharmacist has looked.
// Answers what it says.
std::string prescription_card(Page& page) {
    const state::Shared& shared = page.shared;
    if (!shared.visit || !shared.visit->prescription_id || shared.visit->state != VisitState::prescribed) return {};
    ui::Ui& ui = page.ui;
    ui::Icon icon = ui::Icon::clock;
    std::string title = page.t("chat.prescription.in_review");
    std::string text = page.t("chat.prescription.in_review_next");
    if (shared.prescription) {
        const api::Prescription& prescription = *shared.prescription.value;
        const bool open =
            prescription.state == PrescriptionState::approved || prescription.state == PrescriptionState::confirmed;
        switch (open && is_past(shared, prescription.valid_until) ? PrescriptionState::expired : prescription.state) {
        case PrescriptionState::signed_:
        case PrescriptionState::in_review: break;
        case PrescriptionState::approved:
        case PrescriptionState::confirmed:
            icon = ui::Icon::badge_check;
            title = prescription.pharmacist_name
                        ? page.t("chat.prescription.approved", {{"name", *prescription.pharmacist_name}})
                        : page.t("chat.prescription.approved_unnamed");
            text = page.t("chat.prescription.approved_next", {{"until", day_clock(page, prescription.valid_until)}});
            break;
        case PrescriptionState::returned:
            icon = ui::Icon::undo_2;
            title = page.t("chat.prescription.returned");
            text = page.t("chat.prescription.returned_next");
            break;
        case PrescriptionState::ordered:
            icon = ui::Icon::package;
            title = page.t("chat.prescription.ordered");
            text.clear();
            break;
        case PrescriptionState::expired:
            icon = ui::Icon::clock;
            title = page.t("chat.prescription.expired");
            text = page.t("chat.prescription.expired_next");
            break;
        }
    }
    ui.space(4);
    ui.begin_card({.fill = ui::Color::celadon100, .stroke = ui::Color::celadon200, .elevation = 0});
    ui.icon_text(icon, title, ui::TextStyle::strong, ui::Color::ink);
    if (!text.empty()) {
        ui.space(4);
        ui.text(text, ui::TextStyle::body, ui::Color::ink2);
    }
    ui.end_card();
    ui.space(12);
    return title;
}

std::string next_label(const Page& page, state::Route next) {
    switch (next) {
    case state::Route::summary: return page.t("chat.next.summary");
    case state::Route::terminated: return page.t("chat.next.terminated");
    case state::Route::order: return page.t("chat.next.order");
    default: return page.t("chat.next.fulfilment");
    }
}

}  // namespace

void Chat::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const bool has_doctor = shared.visit && shared.visit->doctor;
    const std::string doctor = has_doctor ? doctor_words(ui, shared.visit->doctor->name) : page.t("chat.page.doctor");
    std::string where;  // the doctor's name is the title already
    if (has_doctor && shared.hospital && !ui.elder())
        where = page.t("chat.page.detail", {{"hospital", shared.say(shared.hospital->short_name)},
                                            {"department", shared.say(shared.visit->doctor->department)}});
    page.begin({.name = "chat", .title = doctor, .bar_detail = where});
    ui.heading(page.t("chat.page.title", {{"doctor", doctor}}), 1);
    ui.space(12);

    if (!shared.messages && page.load_panel(shared.messages.load, shared.messages.error, "chat.try_again"))
        send(TryAgainPressed{});

    if (shared.messages) messages(page, model, send);

    std::string news;  // what a screen reader is told when it changes
    const bool under_way = !shared.draft.message_key.empty();
    if (under_way) {
        news = pending_note(page, model);
        pending(page, news);
    }
    if (model.recording) news = page.t("chat.record.now");
    if (!model.problem.empty()) {
        ui.banner(ui::Icon::circle_alert, trouble(page, model.problem), ui::Tone::amber,
                  page.t(under_way ? "chat.problem.kept" : "chat.problem.back"));
        ui.space(12);
        if (under_way) {
            if (ui.button("chat.send_again", page.t("chat.send.again"),
                          {.kind = ui::ButtonKind::secondary,
                           .icon = ui::Icon::refresh_cw,
                           .busy = model.sending,
                           .compact = true}))
                send(SendAgainPressed{});
            ui.space(12);
        }
    }
    if (std::string card = prescription_card(page); !card.empty()) news = std::move(card);
    if (news.empty() && has_doctor && shared.visit->state == VisitState::in_consultation)
        news = page.t("chat.status.here", {{"doctor", doctor}});
    ui.status(news);
    const float newest_bottom = ui.y();

    const state::Route next = chat_next(shared);
    if (shared.visit && next != state::Route::home && next != state::Route::waiting) {
        if (page.end({.id = "chat.next", .label = next_label(page, next)}).primary) send(NextPressed{});
        return;
    }
    if (shared.visit && shared.visit->state == VisitState::prescribed) {
        if (page.end({.id = "chat.home", .label = page.t("chat.home.known")}).primary) send(HomePressed{});
        return;
    }

    chat::composer(page, model, newest_bottom, send);
}

}  // namespace bz::screens
