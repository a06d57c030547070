#include "base/money.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/gate/gate.hpp"
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
                .step_count = 4,
                .step_name = page.t("gate.step.before"),
                .step_next = page.t(kind == VisitKind::refill ? "gate.step.records" : "gate.step.complaint")});
}

// "Question 2 of 3"; a consultation asks only one and needs no count.
void question(Page& page, int index, std::string_view heading_key, std::string_view intro_key) {
    ui::Ui& ui = page.ui;
    if (page.shared.draft.kind == VisitKind::refill)
        ui.text(page.t("gate.question.count", {{"n", std::to_string(index)}}), ui::TextStyle::label,
                ui::Color::celadon800);
    ui.space(4);
    ui.heading(page.t(heading_key));
    if (!ui.elder()) {
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
    question(page, 1, "gate.red_flags.heading", "gate.red_flags.intro");
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

void diagnosed_view(Page& page, const Gate::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    begin(page, "diagnosed");
    missing(page, model.diagnosed_missing, "gate.diagnosed.yes");
    question(page, 2, "gate.diagnosed.heading", "gate.diagnosed.intro");
    const Diagnosed answer = page.shared.draft.diagnosed;
    const bool elder = ui.elder();
    const auto choice = [&](std::string_view id, Diagnosed value, std::string_view title, std::string_view reason) {
        if (ui.choice("gate.diagnosed", id,
                      {.title = page.t(title),
                       .reason = elder ? std::string{} : page.t(reason),
                       .selected = answer == value}))
            send(Gate::DiagnosedChosen{value});
    };
    ui.begin_group(ui::Role::radiogroup, "gate.diagnosed", page.t("gate.diagnosed.heading"));
    choice("gate.diagnosed.yes", Diagnosed::yes, "gate.diagnosed.yes", "gate.diagnosed.yes_reason");
    choice("gate.diagnosed.no", Diagnosed::no, "gate.diagnosed.no", "gate.diagnosed.no_reason");
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

void changed_view(Page& page, const Gate::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    begin(page, "changed");
    missing(page, model.changed_missing, "gate.changed.same");
    question(page, 3, "gate.changed.heading", "gate.changed.intro");
    const auto choice = [&](std::string_view id, Changed value, std::string_view title) {
        if (ui.choice("gate.changed", id, {.title = page.t(title), .selected = draft.changed == value}))
            send(Gate::ChangedChosen{value});
    };
    ui.begin_group(ui::Role::radiogroup, "gate.changed", page.t("gate.changed.heading"));
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

}  // namespace

void Gate::view(Page& page, const Model& model, const Send<Msg>& send) {
    switch (page.route) {
    case Route::emergency: return emergency_view(page, send);
    case Route::diagnosed: return diagnosed_view(page, model, send);
    case Route::not_refill: return not_refill_view(page, send);
    case Route::changed: return changed_view(page, model, send);
    default: return red_flags_view(page, send);
    }
}

}  // namespace bz::screens
