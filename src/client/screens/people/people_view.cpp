#include "client/screens/people/people_parts.hpp"

namespace bz::screens {

using state::Load;
using state::Route;

std::string relation_words(const Page& page, std::string_view relationship) {
    return page.t("people.relation." + std::string(relationship));
}

void people_problem(Page& page, const People::Model& model) {
    if (model.problem.empty()) return;
    const std::string text = problem_text(page.ui, model.problem);
    page.ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber);
    page.ui.status(text);
    page.ui.space(12);
}

bool account_missing(Page& page, const PeopleSend& send) {
    if (page.shared.account) return false;
    if (page.load_panel(page.shared.account.load, page.shared.account.error, "people.account"))
        send(People::RetryPressed{});
    page.end({.emergency = false});
    return true;
}

namespace {

bool own_is_verified(const state::Shared& shared) {
    const api::Person* own = shared.own_person();
    return own != nullptr && own->verified;
}

void person_rows(Page& page, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    ui.begin_list(page.t("people.list.name"));
    for (const api::Person& person : page.shared.account->people)
        if (ui.list_row("people.person." + person.id,
                        {.icon = person.relationship == "child" ? ui::Icon::baby : ui::Icon::id_card,
                         .title = person.name,
                         .subtitle = relation_words(page, person.relationship),
                         .tag = page.t(person.verified ? "identity.verified.tag" : "people.unverified.tag"),
                         .tag_tone = person.verified ? ui::Tone::celadon : ui::Tone::amber,
                         .chevron = true}))
            send(People::PersonPressed{person.id});
    ui.end_list();
}

void ways_to_add(Page& page, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    ui.heading(page.t("people.add.heading"), 2);
    ui.space(8);
    ui.begin_list(page.t("people.add.heading"));
    if (ui.list_row("people.care", {.icon = ui::Icon::user_round_plus,
                                    .title = page.t("people.add.care"),
                                    .subtitle = page.t("people.add.care_detail"),
                                    .chevron = true}))
        send(People::TakeCarePressed{});
    if (ui.list_row("people.child", {.icon = ui::Icon::baby,
                                     .title = page.t("people.add.child"),
                                     .subtitle = page.t("people.add.child_detail"),
                                     .chevron = true}))
        send(People::ChildPressed{});
    if (ui.list_row("people.let_in", {.icon = ui::Icon::key_round,
                                      .title = page.t("people.add.let_in"),
                                      .subtitle = page.t("people.add.let_in_detail"),
                                      .chevron = true}))
        send(People::LetInPressed{});
    ui.end_list();
}

void people_list(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "people", .title = page.t("people.title")});
    ui.heading(page.t("people.heading"));
    ui.space(4);
    if (!ui.elder()) ui.text(page.t("people.intro"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(16);
    if (!model.asks_end()) people_problem(page, model);
    if (account_missing(page, send)) return;
    if (!page.shared.account->people.empty()) {
        person_rows(page, send);
        ui.space(16);
    }
    if (own_is_verified(page.shared)) {
        ways_to_add(page, send);
    } else {
        ui.banner(ui::Icon::id_card, page.t("people.register.first"), ui::Tone::amber, page.t("people.register.why"));
        ui.space(12);
    }
    carers_view(page, {}, send);
    mandates_view(page, {}, send);
    ui.space(12);
    ui.caption(page.t("people.no_phone"), ui::Icon::house);
    const bool first = !own_is_verified(page.shared);
    const auto used = page.end({.id = first ? "people.register" : "",
                                .label = first ? page.t("people.register.action") : std::string{},
                                .emergency = false});
    if (used.primary) send(People::RegisterPressed{});
    if (model.asks_end()) end_dialog_view(page, model, send);
}

void who_view(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "who", .title = page.t("people.who.title"), .saved = true});
    std::vector<ui::ErrorLink> links;
    if (shared.account && !shared.account->people.empty() && model.who_missing)
        links.push_back({"people.who." + shared.account->people.front().id, page.t("people.who.error_open")});
    if (model.presence_missing) links.push_back({"people.presence", page.t("people.presence.error")});
    ui.error_summary(page.t("common.errors.title", {{"n", std::to_string(links.size())}}), links);
    ui.heading(page.t("people.who.heading"));
    ui.space(16);
    if (account_missing(page, send)) return;
    ui.begin_group(ui::Role::radiogroup, "people.who", page.t("people.who.heading"));
    for (const api::Person& person : shared.account->people)
        if (ui.choice("people.who", "people.who." + person.id,
                      {.title = person.name,
                       .reason = relation_words(page, person.relationship),
                       .tag = person.verified ? std::string{} : page.t("people.unverified.tag"),
                       .selected = shared.draft.person_id == person.id}))
            send(People::WhoChosen{person.id});
    ui.end_group();
    const api::Person* chosen = shared.find_person(shared.draft.person_id);
    if (chosen != nullptr && state::needs_guardian(shared, *chosen)) {
        ui.space(8);
        if (const auto there = ui.checkbox("people.presence", page.t("people.presence.title"),
                                           page.t("people.presence.reason"), shared.draft.guardian_present,
                                           model.presence_missing ? page.t("people.presence.error") : std::string{}))
            send(People::PresenceTicked{*there});
    }
    const auto used = page.end({.id = "people.who_continue", .label = page.t("identity.continue.action")});
    if (used.primary) send(People::WhoContinued{});
}

}  // namespace

void People::view(Page& page, const Model& model, const Send<Msg>& send) {
    switch (page.route) {
    case Route::person: return person_view(page, model, send);
    case Route::care: return take_care_view(page, model, send);
    case Route::care_code: return let_in_view(page, model, send);
    case Route::guardian: return guardian_view(page, model, send);
    case Route::who: return who_view(page, model, send);
    default: return people_list(page, model, send);
    }
}

}  // namespace bz::screens
