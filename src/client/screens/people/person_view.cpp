// One person's page: who that is, what can be done for them, who cares for them.
#include <algorithm>

#include "client/screens/people/people_parts.hpp"
#include "domain/guardianship.hpp"

namespace bz::screens {

namespace {

void facts(Page& page, const api::Person& person) {
    ui::Ui& ui = page.ui;
    ui.begin_list(page.t("people.facts.name"));
    ui.value_row("people.relationship", page.t("people.facts.relation"), relation_words(page, person.relationship), {});
    ui.value_row("people.number", page.t("people.facts.number"), person.number_masked, {});
    ui.value_row("people.age", page.t("people.facts.age"),
                 page.t("people.facts.years", {{"n", std::to_string(person.age)}}), {});
    ui.end_list();
    ui.space(16);
}

std::string guardian_reason(const Page& page, const api::Guardianship& one) {
    return page.t(one.reason == "photo_unclear" ? "people.guardian.photo_unclear" : "people.guardian.document_differs");
}

void guardian_card(Page& page, const api::Person& child, const PeopleSend& send) {
    using domain::GuardianshipState;
    ui::Ui& ui = page.ui;
    const api::Guardianship* one = People::guardianship(page.shared, child.id);
    const bool refused = one != nullptr && one->state == GuardianshipState::rejected;
    ui.begin_card();
    ui.heading(page.t("people.guardian.title"), 2);
    ui.space(6);
    if (one == nullptr || refused) {
        if (refused) {
            ui.icon_text(ui::Icon::circle_alert, guardian_reason(page, *one), ui::TextStyle::error,
                         ui::Color::amber700);
            ui.space(4);
        }
        ui.text(page.t("people.guardian.why"));
        ui.space(12);
        if (ui.button("people.guardian", page.t(refused ? "people.guardian.again" : "people.guardian.action"),
                      {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::camera}))
            send(People::GuardianPressed{});
    } else {
        const bool verified = one->state == GuardianshipState::verified;
        const std::string text = page.t(verified ? "people.guardian.verified" : "people.guardian.pending");
        ui.icon_text(verified ? ui::Icon::circle_check : ui::Icon::clock, text, ui::TextStyle::body, ui::Color::ink);
        ui.status(text);
        ui.space(8);
        if (ui.button("people.guardian_end", page.t("people.guardian.end"), {.kind = ui::ButtonKind::text}))
            send(People::EndGuardianshipAsked{one->id});
    }
    ui.end_card();
    ui.space(16);
}

void unverified(Page& page, const PeopleSend& send) {
    page.ui.banner(ui::Icon::id_card, page.t("people.unverified.text"), ui::Tone::amber);
    page.ui.space(12);
    if (page.ui.button("people.verify", page.t("people.unverified.action"), {.kind = ui::ButtonKind::secondary}))
        send(People::VerifyPressed{});
    page.ui.space(16);
}

}  // namespace

void carers_view(Page& page, std::string_view person_id, const PeopleSend& send) {
    const state::Shared& shared = page.shared;
    if (!shared.carers) return;
    const auto fits = [&](const api::Carer& carer) {
        return carer.side == "given" && carer.state != "ended" && (person_id.empty() || carer.person_id == person_id);
    };
    if (std::ranges::none_of(shared.carers->items, fits)) return;
    ui::Ui& ui = page.ui;
    ui.space(16);
    ui.heading(page.t("people.carers.heading"), 2);
    ui.space(8);
    ui.begin_list(page.t("people.carers.heading"));
    for (const api::Carer& carer : shared.carers->items) {
        if (!fits(carer)) continue;
        const bool waits = carer.state == "invited";
        std::string who = carer.carer_name ? *carer.carer_name : page.t("people.carers.nobody");
        std::string detail =
            waits ? page.t("people.carers.until", {{"time", shared.clock(carer.code_expires_at.value_or(""))}})
                  : page.t("people.carers.active", {{"name", carer.person_name}});
        if (ui.value_row("people.carer." + carer.id, who, detail,
                         page.t(waits ? "people.carers.take_back" : "people.carers.end")))
            send(People::EndCareAsked{carer.id});
    }
    ui.end_list();
}

void person_view(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "person", .title = page.t("people.title")});
    const api::Person* person = People::shown(page.shared);
    ui.heading(person != nullptr ? person->name : page.t("people.heading"));
    ui.space(16);
    if (account_missing(page, send)) return;
    if (person == nullptr) {
        ui.banner(ui::Icon::info, page.t("people.gone"), ui::Tone::plain);
        page.end({.emergency = false});
        return;
    }
    if (!model.added.empty()) {
        const std::string text = page.t("people.added.title", {{"name", model.added}});
        ui.banner(ui::Icon::circle_check, text, ui::Tone::celadon, page.t("people.added.detail"));
        ui.status(text);
        ui.space(12);
    }
    if (!model.asks_end()) people_problem(page, model);
    facts(page, *person);
    if (!person->verified && !person->carer_id) unverified(page, send);
    if (person->age < domain::adult_age && person->relationship != "self" && !person->carer_id)
        guardian_card(page, *person, send);
    if (person->carer_id) {
        ui.caption(page.t("people.care.what"), ui::Icon::eye);
        ui.space(8);
        if (ui.button("people.end_care", page.t("people.care.end"), {.kind = ui::ButtonKind::text}))
            send(People::EndCareAsked{*person->carer_id});
    } else {
        carers_view(page, person->id, send);
        mandates_view(page, person->id, send);
        ui.space(8);
        if (person->verified && ui.button("people.let_in", page.t("people.add.let_in_other"),
                                          {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::key_round}))
            send(People::LetInPressed{});
    }
    const bool self = person->relationship == "self";
    const auto used = page.end(
        {.id = "people.visit", .label = page.t(self ? "people.visit.self" : "people.visit.other"), .emergency = false});
    if (used.primary) send(People::VisitPressed{});
    if (model.asks_end()) end_dialog_view(page, model, send);
}

}  // namespace bz::screens
