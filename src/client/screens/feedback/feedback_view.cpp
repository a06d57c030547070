#include <algorithm>

#include "base/text.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/feedback/feedback.hpp"

namespace bz::screens {

namespace {

using domain::ComplaintState;
using ui::Tone;
using SendMsg = Send<Feedback::Msg>;

std::string state_words(const Page& page, ComplaintState state) {
    return page.t("feedback.state." + std::string(to_string(state)));
}

Tone tone_of(ComplaintState state) {
    return state == ComplaintState::answered || state == ComplaintState::closed ? Tone::celadon : Tone::amber;
}

std::string beginning(std::string_view text) {
    constexpr int most = 24;
    std::size_t end = 0;
    int count = 0;
    while (end < text.size() && count < most && text[end] != '\n')
        static_cast<void>(next_code_point(text, end)), ++count;
    std::string words(text.substr(0, end));
    if (end < text.size()) words += "…";
    return words;
}

void list(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    ui.heading(page.t("feedback.list.title"), 1);
    ui.space(4);
    ui.text(page.t("feedback.list.text"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(12);
    if (!shared.complaints) {
        if (page.load_panel(shared.complaints.load, shared.complaints.error, "feedback.try_again"))
            send(Feedback::TryAgainPressed{});
    } else if (shared.complaints->items.empty()) {
        ui.banner(ui::Icon::info, page.t("feedback.list.none"), Tone::plain);
    } else {
        ui.begin_list(page.t("feedback.list.title"));
        for (const api::Complaint& one : shared.complaints->items) {
            const std::string words = one.lines.empty() ? one.number : beginning(one.lines.front().text);
            if (ui.list_row("feedback.open." + one.id,
                            {.icon = ui::Icon::square_pen,
                             .title = words,
                             .subtitle = page.t("feedback.row.detail",
                                                {{"day", day_words(page, one.created_at)}, {"number", one.number}}),
                             .tag = state_words(page, one.state),
                             .tag_tone = tone_of(one.state),
                             .chevron = true}))
                send(Feedback::OpenPressed{one.id});
        }
        ui.end_list();
    }
    const Page::Used used = page.end({.id = "feedback.new",
                                      .label = page.t("feedback.new.go"),
                                      .icon = ui::Icon::square_pen,
                                      .emergency = false,
                                      .second_id = "feedback.home",
                                      .second_label = page.t("feedback.home.go")});
    if (used.primary) send(Feedback::NewPressed{});
    if (used.second) send(Feedback::HomePressed{});
}

void about(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    if (!shared.visit || shared.visit->state == domain::VisitState::draft) return;
    const api::Visit& visit = *shared.visit.value;
    const std::string day = day_words(page, visit.submitted_at.value_or(visit.created_at));
    const std::string words =
        visit.doctor ? page.t("feedback.about.visit", {{"doctor", doctor_words(ui, visit.doctor->name)}, {"day", day}})
                     : page.t("feedback.about.visit_plain", {{"day", day}});
    const bool this_one = shared.draft.feedback_visit == visit.id;
    ui.begin_group(ui::Role::radiogroup, "feedback.about", page.t("feedback.about.title"));
    if (ui.choice("feedback.about", "feedback.about.visit", {.title = words, .selected = this_one}))
        send(Feedback::AboutChosen{visit.id});
    ui.space(8);
    if (ui.choice("feedback.about", "feedback.about.other",
                  {.title = page.t("feedback.about.other"), .selected = !this_one}))
        send(Feedback::AboutChosen{});
    ui.end_group();
    ui.space(16);
}

void write(Page& page, const Feedback::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    const bool again = !draft.feedback_id.empty();
    const std::string error = model.empty ? page.t("feedback.error.empty") : std::string{};
    if (model.empty) {
        const ui::ErrorLink link{"feedback.words", error};
        ui.error_summary(page.t("common.errors.title", {{"n", "1"}}), {&link, 1});
    }
    if (!model.problem.empty()) {
        ui.banner(ui::Icon::circle_alert, problem_text(ui, model.problem), Tone::amber,
                  page.t("feedback.problem.kept"));
        ui.space(12);
    }
    ui.heading(page.t(again ? "feedback.again.title" : "feedback.write.title"), 1);
    ui.space(12);
    if (!again) about(page, send);
    ui::FieldOptions field;
    field.label = page.t(again ? "feedback.words.again" : "feedback.words.label");
    field.hint = page.t("feedback.words.hint");
    field.error = error;
    field.hints.max_length = domain::complaint_text_max - 100;  // room for the line about calling
    field.hints.multiline = true;
    field.rows = 5;
    field.note = page.t("feedback.words.count", {{"n", std::to_string(count_code_points(draft.feedback_text))},
                                                 {"max", std::to_string(domain::complaint_text_max - 100)}});
    if (auto text = ui.field("feedback.words", draft.feedback_text, field))
        send(Feedback::WordsTyped{std::move(*text)});
    ui.space(12);
    const std::string phone = page.shared.account ? page.shared.account->phone_masked : std::string{};
    if (auto on = ui.checkbox("feedback.call", page.t("feedback.call.title"),
                              phone.empty() ? std::string{} : page.t("feedback.call.number", {{"phone", phone}}),
                              draft.feedback_call))
        send(Feedback::CallToggled{*on});
    const Page::Used used = page.end({.id = "feedback.send",
                                      .label = page.t("feedback.send.now"),
                                      .busy = model.sending,
                                      .emergency = false,
                                      .second_id = "feedback.list",
                                      .second_label = page.t("feedback.list.back")});
    if (used.primary) send(Feedback::SendPressed{page.t("feedback.call.line")});
    if (used.second) send(Feedback::ListPressed{});
}

void line(Page& page, const api::ComplaintLine& line) {
    ui::Ui& ui = page.ui;
    const bool hospital = line.from == "hospital";
    ui.begin_card({.fill = hospital ? ui::Color::celadon100 : ui::Color::surface,
                   .stroke = hospital ? ui::Color::celadon200 : ui::Color::line,
                   .elevation = 0});
    const std::string who = hospital ? line.by.empty() ? page.t("feedback.line.hospital")
                                                       : page.t("feedback.line.clerk", {{"name", line.by}})
                                     : page.t("feedback.line.you");
    ui.icon_text(hospital ? ui::Icon::hospital : ui::Icon::users,
                 page.t("feedback.line.when", {{"who", who}, {"time", day_clock(page, line.at)}}),
                 ui::TextStyle::caption, ui::Color::ink2);
    ui.space(4);
    ui.text(line.text);
    ui.end_card();
    ui.space(12);
}

void one(Page& page, const Feedback::Model& model, const api::Complaint& complaint, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const std::string title =
        page.t(model.sent ? "feedback.sent.title" : "feedback.one.title", {{"number", complaint.number}});
    ui.heading(title, 1);
    if (model.sent) ui.status(title);
    ui.space(8);
    ui.tag(state_words(page, complaint.state), tone_of(complaint.state));
    ui.space(8);
    ui.text(page.t("feedback.next." + std::string(to_string(complaint.state)),
                   {{"number", complaint.number}, {"phone", page.shared.phone()}}),
            ui::TextStyle::body, ui::Color::ink2);
    ui.space(12);
    for (const api::ComplaintLine& said : complaint.lines) line(page, said);
    const bool open = complaint.reopen_until && !is_past(page.shared, *complaint.reopen_until);
    if (open) {
        if (ui.button("feedback.reopen",
                      page.t("feedback.reopen.go", {{"day", day_words(page, *complaint.reopen_until)}}),
                      {.kind = ui::ButtonKind::secondary}))
            send(Feedback::ReopenPressed{});
    }
    const Page::Used used = page.end({.id = "feedback.list",
                                      .label = page.t("feedback.list.back"),
                                      .emergency = false,
                                      .second_id = "feedback.home",
                                      .second_label = page.t("feedback.home.go")});
    if (used.primary) send(Feedback::ListPressed{});
    if (used.second) send(Feedback::HomePressed{});
}

}  // namespace

void Feedback::view(Page& page, const Model& model, const Send<Msg>& send) {
    page.begin({.name = "feedback", .title = page.t("feedback.page.bar"), .saved = model.part == Part::write});
    if (model.part == Part::write) return write(page, model, send);
    if (model.part == Part::one && page.shared.complaints)
        for (const api::Complaint& complaint : page.shared.complaints->items)
            if (complaint.id == model.open_id) return one(page, model, complaint, send);
    list(page, send);
}

}  // namespace bz::screens
