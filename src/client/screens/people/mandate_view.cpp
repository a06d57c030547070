// Who of a community may fetch medicine, by a paper that was signed; and the question before anything of this kind
// ends.
#include <algorithm>

#include "client/screens/common/words.hpp"
#include "client/screens/people/people_parts.hpp"

namespace bz::screens {

namespace {

struct Question {
    std::string title, consequence;
};

Question of_carer(const Page& page, const api::Carer& carer) {
    if (carer.state == "invited") return {page.t("people.end.code"), page.t("people.end.code_what")};
    if (carer.side == "received")
        return {page.t("people.end.received", {{"name", carer.person_name}}), page.t("people.end.received_what")};
    return {page.t("people.end.given", {{"name", carer.carer_name.value_or("")}}), page.t("people.end.given_what")};
}

Question question_of(const Page& page, const People::Model& model) {
    if (const api::Carer* carer = People::carer(page.shared, model.asked_carer)) return of_carer(page, *carer);
    if (const api::Mandate* mandate = People::mandate(page.shared, model.asked_mandate))
        return {page.t("people.end.mandate", {{"worker", mandate->worker_name}, {"name", mandate->person_name}}),
                page.t("people.end.mandate_what")};
    return {page.t("people.end.guardian"), page.t("people.end.guardian_what")};
}

}  // namespace

void mandates_view(Page& page, std::string_view person_id, const PeopleSend& send) {
    const state::Shared& shared = page.shared;
    if (!shared.mandates) return;
    const auto fits = [&](const api::Mandate& one) {
        return one.state == "active" && (person_id.empty() || one.person_id == person_id);
    };
    if (std::ranges::none_of(shared.mandates->items, fits)) return;
    ui::Ui& ui = page.ui;
    ui.space(16);
    ui.heading(page.t("people.mandates.heading"), 2);
    ui.space(8);
    ui.begin_list(page.t("people.mandates.heading"));
    for (const api::Mandate& one : shared.mandates->items) {
        if (!fits(one)) continue;
        const std::string what =
            page.t("people.mandates.what",
                   {{"community", one.worker_title}, {"name", one.person_name}, {"day", full_day(page, one.ends_on)}});
        if (ui.value_row("people.mandate." + one.id, one.worker_name, what, page.t("people.mandates.end")))
            send(People::EndMandateAsked{one.id});
        if (!one.paper) continue;
        const std::string title = page.t("people.mandates.paper", {{"worker", one.worker_name}});
        const std::string signed_on = page.t("people.mandates.signed", {{"day", full_day(page, one.signed_on)}});
        if (ui.value_row("people.mandate_paper." + one.id, title, signed_on, page.t("people.mandates.look")))
            send(People::MandatePaperPressed{one.id, title, one.signed_on});
    }
    ui.end_list();
    ui.space(8);
    ui.caption(page.t("people.mandates.limits"), ui::Icon::file_text);
}

void end_dialog_view(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    const Question question = question_of(page, model);
    ui.begin_dialog("people.end", question.title, question.consequence);
    if (!model.problem.empty()) {
        ui.text(problem_text(ui, model.problem), ui::TextStyle::error, ui::Color::amber700);
        ui.space(8);
    }
    if (ui.button("people.end.yes", page.t("people.end.yes"), {.busy = model.busy})) send(People::EndConfirmed{});
    ui.space(8);
    if (ui.button("people.end.no", page.t("people.end.no"), {.kind = ui::ButtonKind::secondary}))
        send(People::EndDropped{});
    ui.end_dialog();
}

}  // namespace bz::screens
