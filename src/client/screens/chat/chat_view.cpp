#include "client/screens/chat/chat.hpp"
#include "client/screens/common/care.hpp"

namespace bz::screens {
namespace {

using domain::PrescriptionState;
using domain::VisitState;
using ui::BubbleOptions;

constexpr int text_max = 1000;  // characters; a long story fits, and the doctor can still read it

std::string_view system_key(std::string_view code) {
    if (code == "visit_opened") return "chat.system.visit_opened";
    if (code == "handover") return "chat.system.handover";
    if (code == "prescribed") return "chat.system.prescribed";
    if (code == "concluded") return "chat.system.concluded";
    if (code == "terminated") return "chat.system.terminated";
    return {};
}

void message(Page& page, const api::Message& item) {
    ui::Ui& ui = page.ui;
    const std::string clock = short_clock(page, item.at);
    BubbleOptions bubble;
    bubble.id = "chat.message." + item.id;
    if (item.from == "doctor") {
        bubble.from = BubbleOptions::From::doctor;
        bubble.initial = initial_of(item.by);
        bubble.text = item.text;
        bubble.label = page.t("chat.said.doctor", {{"doctor", doctor_words(ui, item.by)}, {"clock", clock}});
    } else if (item.from == "patient") {
        bubble.from = BubbleOptions::From::patient;
        bubble.text = item.text;
        bubble.label = page.t("chat.said.you", {{"clock", clock}});
    } else {
        const std::string_view key = system_key(item.text);
        if (key.empty()) return;  // a newer server's line that this client has no words for
        const std::string_view by = !item.by.empty() ? std::string_view(item.by)
                                    : page.shared.visit && page.shared.visit->doctor
                                        ? std::string_view(page.shared.visit->doctor->name)
                                        : std::string_view{};
        const std::string doctor = by.empty() ? page.t("chat.system.doctor") : doctor_words(ui, by);
        bubble.from = item.text == "handover" ? BubbleOptions::From::notice : BubbleOptions::From::system;
        bubble.text = page.t(key, {{"doctor", doctor}, {"clock", clock}});
    }
    ui.bubble(bubble);
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
    page.begin({.name = "chat", .title = doctor, .bar_detail = bar_detail(page)});
    ui.heading(page.t("chat.page.title", {{"doctor", doctor}}), 1);
    ui.space(12);

    if (!shared.messages && page.load_panel(shared.messages.load, shared.messages.error, "chat.try_again"))
        send(TryAgainPressed{});

    if (shared.messages)
        for (const api::Message& item : shared.messages->items) message(page, item);

    std::string news;  // what a screen reader is told when it changes
    const std::string_view pending = pending_message(shared.draft);
    if (!pending.empty()) {
        const bool stuck = model.waiting_net || !shared.online;
        const std::string_view note =
            stuck ? "chat.pending.offline" : (model.problem.empty() ? "chat.pending.sending" : "chat.pending.trouble");
        ui.bubble({.from = BubbleOptions::From::patient,
                   .id = "chat.pending",
                   .initial = {},
                   .text = std::string(pending),
                   .label = page.t("chat.said.you_now"),
                   .note = page.t(note)});
        news = page.t(note);
    }
    if (!model.problem.empty()) {
        ui.banner(ui::Icon::circle_alert, problem_text(ui, model.problem), ui::Tone::amber,
                  page.t(pending.empty() ? "chat.problem.back" : "chat.problem.kept"));
        ui.space(12);
        if (!pending.empty()) {
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

    page.begin_bottom();
    // Only when the newest words are out of sight: a key to them, instead of a jump that takes the keyboard away.
    const ui::Metrics& m = ui.metrics();
    const float bar = m.bottom_pad * 2 + m.field_h + (ui.elder() ? m.button_h : 0) + m.dock_h + 12;
    const ui::Viewport& port = ui.viewport();
    if (!port.flow && shared.messages && newest_bottom - port.scroll > port.height - bar + 40) {
        if (ui.button("chat.newest", page.t("chat.newest.show"),
                      {.kind = ui::ButtonKind::text, .icon = ui::Icon::arrow_down, .compact = true}))
            send(NewestPressed{});
        ui.space(4);
    }
    ui::FieldOptions field;
    field.label = page.t("chat.text.label");
    field.label_hidden = true;
    field.placeholder = page.t("chat.text.placeholder");
    field.hints.enter_key = "send";
    field.hints.max_length = text_max;
    if (model.empty_pressed && typed_message(shared.draft).empty()) field.error = page.t("chat.text.empty");
    // Side by side, but not in elder size (the words need the width) nor under an error (the two would not line up).
    const bool side = !ui.elder() && field.error.empty();
    if (side) ui.begin_side_column(124);
    if (auto text = ui.field("chat.text", typed_message(shared.draft), field)) send(TextTyped{std::move(*text)});
    if (side)
        ui.next_column();
    else
        ui.space(8);
    const bool busy = !pending.empty() && model.sending && shared.online;
    if (ui.button("chat.send", page.t("chat.send.now"), {.icon = ui::Icon::send, .busy = busy})) send(SendPressed{});
    if (side) ui.end_columns();
    ui.space(4);
    page.end_bottom(true);
}

}  // namespace bz::screens
