#include "base/money.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/gate/gate.hpp"
#include "client/state/gate_questions.hpp"
#include "client/ui/alarm_header.hpp"
#include "client/ui/sign_row.hpp"

namespace bz::screens {

namespace {

using domain::Changed;
using domain::Diagnosed;
using domain::VisitKind;
using state::Route;
using SendMsg = Send<Gate::Msg>;

// The hospital's data names icons as the icon list does; one this app does not have becomes the siren.
ui::Icon icon_named(std::string_view name) {
    for (std::size_t i = 1; i < icon_count; ++i)
        if (icon_names[i] == name) return static_cast<ui::Icon>(i);
    return ui::Icon::siren;
}

void begin(Page& page, std::string_view route) {
    const VisitKind kind = page.shared.draft.kind;
    page.begin({.name = route,
                .title = journey_title(page.ui, kind),
                .saved = true,
                .step = 1,
                .steps = journey_steps(page.ui, kind)});
}

// What the hospital's own rules call a question or an answer; otherwise the app's words for it.
std::string words_of(const Page& page, std::string_view question, std::string_view answer, std::string_view key) {
    const api::GateQuestion* asked = state::gate_question(page.shared, question);
    if (asked == nullptr) return page.t(key);
    if (answer.empty()) return page.shared.say(asked->text);
    for (const api::GateOption& option : asked->answers)
        if (option.id == answer) return page.shared.say(option.text);
    return {};
}

// "Question 2 of 3"; a single one needs no count.
void question(Page& page, std::string_view id, const std::string& heading, std::string_view intro_key) {
    ui::Ui& ui = page.ui;
    const state::GatePlace place = state::gate_place(page.shared, id);
    if (place.count > 1)
        ui.text(
            page.t("gate.question.count", {{"n", std::to_string(place.index)}, {"count", std::to_string(place.count)}}),
            ui::TextStyle::label, ui::Color::celadon800);
    ui.space(4);
    ui.heading(heading);
    if (!ui.elder() && !intro_key.empty()) {
        ui.space(4);
        ui.text(page.t(intro_key), ui::TextStyle::body, ui::Color::ink2);
    }
    ui.space(16);
}

void missing(Page& page, bool shown, std::string_view first_choice) {
    if (!shown) return;
    const ui::ErrorLink link{std::string(first_choice), page.t("gate.answer.missing")};
    page.ui.error_summary(page.t("common.errors.title", {{"n", "1"}}), {&link, 1});
}

std::string fee(const Page& page, VisitKind kind) {
    const api::Rules& rules = page.shared.hospital->rules;
    return yuan_text_short(kind == VisitKind::refill ? rules.refill_fee_fen : rules.consultation_fee_fen);
}

// -- danger signs

void red_flags_view(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    begin(page, "red_flags");
    question(page, "red_flags", page.t("gate.red_flags.heading"), "gate.red_flags.intro");
    if (shared.hospital) {
        ui.begin_list(page.t("gate.red_flags.name"));
        bool first = true;
        for (const api::RedFlag& flag : shared.hospital->red_flags) {
            const std::string& words = shared.say(ui.elder() ? flag.short_text : flag.text);
            if (ui::sign_row(ui, "gate.flag." + flag.id, icon_named(flag.icon), words, first))
                send(Gate::FlagPressed{flag.id});
            first = false;
        }
        ui.end_list();
    } else if (page.load_panel(shared.hospital.load, shared.hospital.error, "gate.hospital")) {
        send(Gate::RetryPressed{});
    }
    ui.space(16);
    if (ui.button("gate.red_flags.yes", page.t("gate.red_flags.yes"),
                  {.kind = ui::ButtonKind::danger, .icon = ui::Icon::siren}))
        send(Gate::YesPressed{});
    if (!ui.elder()) {
        ui.space(8);
        ui.centered(page.t("gate.red_flags.asks_first"));
    }
    // Nobody can say "none of these" to a list that is not there.
    const auto used = shared.hospital ? page.end({.id = "gate.red_flags.none", .label = page.t("gate.red_flags.none")})
                                      : page.end({});
    if (used.primary) send(Gate::NonePressed{});
}

// -- 120

const api::RedFlag* flag_of(const state::Shared& shared) {
    if (shared.hospital)
        for (const api::RedFlag& flag : shared.hospital->red_flags)
            if (flag.id == shared.draft.red_flag) return &flag;
    return nullptr;
}

std::vector<std::string> words_for_120(const Page& page) {
    const state::Shared& shared = page.shared;
    std::vector<std::string> lines;
    if (const api::Person* person = shared.signed_in ? shared.person() : nullptr; person != nullptr)
        lines.push_back(page.t("gate.emergency.who", {{"name", person->name}, {"age", std::to_string(person->age)}}));
    if (const api::RedFlag* flag = flag_of(shared))
        lines.push_back(page.t("gate.emergency.what", {{"flag", shared.say(flag->text)}}));
    else
        lines.push_back(page.t("gate.emergency.what_open"));
    lines.push_back(shared.draft.address_line.empty()
                        ? page.t("gate.emergency.where_open")
                        : page.t("gate.emergency.where", {{"address", shared.draft.address_line}}));
    return lines;
}

void emergency_view(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    ui.begin_screen("emergency", page.t("gate.emergency.title"));
    std::vector<std::string> below;
    if (const api::RedFlag* flag = flag_of(page.shared))
        below.push_back(page.t("gate.emergency.chosen", {{"flag", page.shared.say(flag->text)}}));
    below.push_back(page.t("gate.emergency.do_not"));
    if (ui::alarm_header(ui, {.back_label = page.t("common.back"),
                              .title = page.t("gate.emergency.title"),
                              .heading = page.t("gate.emergency.heading"),
                              .lines = below,
                              .call_id = "gate.emergency.call",
                              .call_label = page.t("gate.emergency.call"),
                              .call_href = "tel:120"}))
        page.chrome.push_back(ChromeMsg::back);

    page.read_key();
    ui.begin_card();
    ui.heading(page.t("gate.emergency.say"), 2);
    ui.space(6);
    std::string aloud;
    for (const std::string& line : words_for_120(page)) {
        ui.text(line);
        aloud += line;
        aloud += '\n';
    }
    ui.space(12);
    if (ui.button("gate.emergency.read", page.t("gate.emergency.read"),
                  {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::volume_2, .compact = true, .fit = true}))
        send(Gate::ReadAloudPressed{aloud});
    ui.end_card();
    ui.space(12);
    ui.begin_card();
    ui.heading(page.t("gate.emergency.wait"), 2);
    ui.space(8);
    ui.icon_text(ui::Icon::armchair, page.t("gate.emergency.wait_sit"), ui::TextStyle::body, ui::Color::ink);
    ui.space(8);
    ui.icon_text(ui::Icon::door_open, page.t("gate.emergency.wait_door"), ui::TextStyle::body, ui::Color::ink);
    ui.space(8);
    ui.icon_text(ui::Icon::id_card, page.t("gate.emergency.wait_card"), ui::TextStyle::body, ui::Color::ink);
    ui.end_card();
    page.begin_bottom();
    page.end_bottom(false);
}

// -- diagnosed before?

// For some days the rules may let new illnesses in, too.
void first_visits(Page& page) {
    const state::Shared& shared = page.shared;
    if (!shared.hospital || !shared.hospital->first_visits_today.value_or(false)) return;
    const std::string today = date_text(date_of(shared.context.now, shared.context.utc_offset_minutes));
    if (shared.hospital->first_visit_exceptions)
        for (const api::FirstVisitException& exception : *shared.hospital->first_visit_exceptions) {
            if (today < exception.from || exception.until < today) continue;
            page.ui.banner(ui::Icon::calendar_days, shared.say(exception.note), ui::Tone::celadon,
                           page.t("gate.first_visits.until", {{"day", day_words(page, exception.until)}}));
            page.ui.space(16);
            return;
        }
}

void diagnosed_view(Page& page, const Gate::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    begin(page, "diagnosed");
    missing(page, model.diagnosed_missing, "gate.diagnosed.yes");
    const std::string heading = words_of(page, "diagnosed", {}, "gate.diagnosed.heading");
    question(page, "diagnosed", heading, "gate.diagnosed.intro");
    const Diagnosed answer = page.shared.draft.diagnosed;
    const bool elder = ui.elder();
    const auto choice = [&](std::string_view id, Diagnosed value, std::string_view key, std::string_view reason) {
        const std::string title = words_of(page, "diagnosed", to_string(value), key);
        if (title.empty()) return;
        if (ui.choice("gate.diagnosed", id,
                      {.title = title, .reason = elder ? std::string{} : page.t(reason), .selected = answer == value}))
            send(Gate::DiagnosedChosen{value});
    };
    first_visits(page);
    ui.begin_group(ui::Role::radiogroup, "gate.diagnosed", heading);
    choice("gate.diagnosed.yes", Diagnosed::yes, "gate.diagnosed.yes", "gate.diagnosed.yes_reason");
    const bool free = page.shared.hospital && page.shared.hospital->first_visits_today.value_or(false);
    choice("gate.diagnosed.no", Diagnosed::no, "gate.diagnosed.no",
           free ? "gate.diagnosed.no_reason_free" : "gate.diagnosed.no_reason");
    choice("gate.diagnosed.unsure", Diagnosed::unsure, "gate.diagnosed.unsure", "gate.diagnosed.unsure_reason");
    ui.end_group();
    ui.space(4);
    ui.banner(ui::Icon::stethoscope, page.t("gate.diagnosed.doctor_decides"));
    const auto used = page.end({.id = "gate.diagnosed.continue", .label = page.t("gate.continue.action")});
    if (used.primary) send(Gate::DiagnosedContinued{});
}

void not_refill_view(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "not_refill", .title = page.t("gate.not_refill.title"), .saved = true});
    ui.heading(page.t("gate.not_refill.heading"));
    ui.space(4);
    ui.text(page.t("gate.not_refill.why"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(16);
    ui.begin_list(page.t("gate.not_refill.where"));
    if (shared.hospital)
        ui.fact_row({.icon = ui::Icon::hospital,
                     .title = shared.say(shared.hospital->short_name),
                     .subtitle = shared.say(shared.hospital->desk_place)});
    ui.list_row("gate.not_refill.phone", {.icon = ui::Icon::phone,
                                          .title = page.t("gate.not_refill.phone", {{"phone", shared.phone()}}),
                                          .subtitle = page.t("gate.not_refill.phone_reason"),
                                          .chevron = true,
                                          .href = "tel:" + shared.phone()});
    ui.end_list();
    ui.space(16);
    ui.banner(ui::Icon::message_circle_question_mark, page.t("gate.not_refill.ask"), ui::Tone::celadon,
              shared.hospital ? page.t("gate.not_refill.ask_detail", {{"yuan", fee(page, VisitKind::consultation)}})
                              : page.t("gate.not_refill.ask_plain"));
    const auto used = page.end({.id = "gate.not_refill.ask",
                                .label = page.t("gate.not_refill.ask_action"),
                                .icon = ui::Icon::message_circle_question_mark,
                                .second_id = "gate.not_refill.again",
                                .second_label = page.t("gate.not_refill.again")});
    if (used.primary) send(Gate::AskInsteadPressed{});
    if (used.second) send(Gate::AnswerAgainPressed{});
}

// -- anything changed?

// "The same again": three keys, so that nothing changed is a single press.
void changed_again(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const ui::ButtonOptions other{.kind = ui::ButtonKind::secondary};
    if (ui.button("gate.changed.changed", words_of(page, "changed", "changed", "gate.changed.changed"), other))
        send(Gate::ChangedAnswered{Changed::changed});
    ui.space(12);
    if (ui.button("gate.changed.unsure", words_of(page, "changed", "unsure", "gate.changed.unsure"), other))
        send(Gate::ChangedAnswered{Changed::unsure});
    const auto used =
        page.end({.id = "gate.changed.same", .label = words_of(page, "changed", "same", "gate.changed.same")});
    if (used.primary) send(Gate::ChangedAnswered{Changed::same});
}

void changed_view(Page& page, const Gate::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    begin(page, "changed");
    missing(page, model.changed_missing, "gate.changed.same");
    const std::string heading = words_of(page, "changed", {}, "gate.changed.heading");
    question(page, "changed", heading, "gate.changed.intro");
    if (draft.repeat) return changed_again(page, send);
    const auto choice = [&](std::string_view id, Changed value, std::string_view key) {
        const std::string title = words_of(page, "changed", to_string(value), key);
        if (!title.empty() && ui.choice("gate.changed", id, {.title = title, .selected = draft.changed == value}))
            send(Gate::ChangedChosen{value});
    };
    ui.begin_group(ui::Role::radiogroup, "gate.changed", heading);
    choice("gate.changed.same", Changed::same, "gate.changed.same");
    choice("gate.changed.changed", Changed::changed, "gate.changed.changed");
    choice("gate.changed.unsure", Changed::unsure, "gate.changed.unsure");
    ui.end_group();
    const bool ask = draft.changed == Changed::changed || draft.changed == Changed::unsure;
    if (ask) {
        ui.space(4);
        const std::string why = page.t("gate.changed.ask_first");
        ui.banner(ui::Icon::stethoscope, why, ui::Tone::celadon,
                  page.shared.hospital
                      ? page.t("gate.changed.ask_detail", {{"yuan", fee(page, VisitKind::consultation)}})
                      : page.t("gate.changed.ask_plain"));
        ui.status(why);
        ui.space(16);
        if (const auto text =
                ui.field("gate.change", draft.complaint,
                         {.label = page.t("gate.change.label"), .hint = page.t("gate.change.hint"), .rows = 3}))
            send(Gate::ChangeTyped{*text});
    }
    const auto used = page.end(
        {.id = "gate.changed.continue", .label = page.t(ask ? "gate.changed.ask_action" : "gate.continue.action")});
    if (used.primary) send(Gate::ChangedContinued{});
}

// -- the hospital's own questions

void question_view(Page& page, const Gate::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    begin(page, "question");
    const api::GateQuestion* asked = state::shown_question(shared);
    if (asked == nullptr) {
        // The rules are not here yet, or ask nothing more.
        ui.heading(page.t("gate.question.none"));
        ui.space(12);
        if (!shared.hospital && page.load_panel(shared.hospital.load, shared.hospital.error, "gate.hospital"))
            send(Gate::RetryPressed{});
        const auto used = shared.hospital
                              ? page.end({.id = "gate.question.continue", .label = page.t("gate.continue.action")})
                              : page.end({});
        if (used.primary) send(Gate::QuestionContinued{});
        return;
    }
    const std::string answer = state::gate_answer(shared.draft, asked->id);
    const std::string prefix = "gate.question." + asked->id + ".";
    missing(page, model.question_missing && answer.empty(), prefix + asked->answers.front().id);
    question(page, asked->id, shared.say(asked->text), {});
    ui.begin_group(ui::Role::radiogroup, "gate.question." + asked->id, shared.say(asked->text));
    for (const api::GateOption& option : asked->answers)
        if (ui.choice("gate.question." + asked->id, prefix + option.id,
                      {.title = shared.say(option.text), .selected = option.id == answer}))
            send(Gate::QuestionAnswered{asked->id, option.id});
    ui.end_group();
    const auto lead = state::gate_lead(shared, *asked);
    const bool ask = lead == domain::GateLead::consultation && shared.draft.kind == VisitKind::refill;
    if (ask) {
        ui.space(4);
        const std::string why = page.t("gate.changed.ask_first");
        ui.banner(ui::Icon::stethoscope, why, ui::Tone::celadon,
                  page.t("gate.question.ask_detail", {{"yuan", fee(page, VisitKind::consultation)}}));
        ui.status(why);
    }
    const auto used = page.end(
        {.id = "gate.question.continue", .label = page.t(ask ? "gate.changed.ask_action" : "gate.continue.action")});
    if (used.primary) send(Gate::QuestionContinued{});
}

}  // namespace

void Gate::view(Page& page, const Model& model, const Send<Msg>& send) {
    switch (page.route) {
    case Route::emergency: return emergency_view(page, send);
    case Route::diagnosed: return diagnosed_view(page, model, send);
    case Route::not_refill: return not_refill_view(page, send);
    case Route::changed: return changed_view(page, model, send);
    case Route::question: return question_view(page, model, send);
    default: return red_flags_view(page, send);
    }
}

}  // namespace bz::screens
