#include "client/screens/identity/identity_parts.hpp"

namespace bz::screens {

using state::Route;
using Consent = Identity::Consent;
using Model = Identity::Model;

void begin_identity(Page& page, std::string_view route, int step) {
    page.begin({.name = route,
                .title = page.t("identity.title"),
                .saved = true,
                .step = step,
                .steps = {page.t("identity.step.fill"), page.t("identity.step.confirm")}});
}

void identity_summary(Page& page, const std::vector<ui::ErrorLink>& links) {
    page.ui.error_summary(page.t("common.errors.title", {{"n", std::to_string(links.size())}}), links);
}

void identity_problem(Page& page, const std::string& code) {
    if (code.empty()) return;
    const std::string text = problem_text(page.ui, code);
    page.ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber, page.t("identity.problem.kept"));
    page.ui.status(text);
    page.ui.space(12);
}

void identity_intro(Page& page, std::string_view key) {
    if (page.ui.elder()) return;
    page.ui.space(4);
    page.ui.text(page.t(key), ui::TextStyle::body, ui::Color::ink2);
}

namespace {

// -- consents

struct ConsentText {
    Consent consent;
    std::string_view id, key;
    bool required;
};
constexpr ConsentText consent_texts[] = {
    {Consent::identity, "identity.consent_identity", "identity.consent_identity.", true},
    {Consent::health_data, "identity.consent_health", "identity.consent_health.", true},
    {Consent::sms_notice, "identity.consent_sms", "identity.consent_sms.", false},
};

std::string consent_error(const Page& page, const Model& model, const ConsentText& item) {
    switch (model.consent_errors[static_cast<std::size_t>(item.consent)]) {
    case Identity::Wrong::open: return page.t("identity.consent.error_open");
    case Identity::Wrong::refused: return page.t("identity.consent.error_refused");
    case Identity::Wrong::nothing: break;
    }
    return {};
}

void consent_card(Page& page, const Model& model, const ConsentText& item, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const std::string key(item.key);
    const std::string error = consent_error(page, model, item);
    ui.space(12);
    ui.begin_card(
        {.stroke = error.empty() ? ui::Color::line : ui::Color::amber700, .stroke_width = error.empty() ? 1.0f : 2.0f});
    ui.tag(page.t(item.required ? "identity.consent.required" : "identity.consent.optional"),
           item.required ? ui::Tone::celadon : ui::Tone::plain);
    ui.space(6);
    const std::string title = page.t(key + "title");
    ui.heading(title, 2);
    if (!error.empty()) ui.icon_text(ui::Icon::circle_alert, error, ui::TextStyle::error, ui::Color::amber700);
    ui.space(4);
    ui.text(page.t(key + "why"));
    ui.space(4);
    ui.text(page.t(key + "refused"), ui::TextStyle::caption, ui::Color::ink2);
    ui.space(12);
    const auto answer = Identity::answer(page.shared.draft, item.consent);
    if (const auto chosen =
            ui.consent_pair(item.id, page.t("identity.consent.yes"), page.t("identity.consent.no"), answer))
        send(Identity::ConsentChosen{item.consent, *chosen});
    ui.end_card();
}

void consents_view(Page& page, const Model& model, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    begin_identity(page, "consents", 1);
    std::vector<ui::ErrorLink> links;
    for (const ConsentText& item : consent_texts)
        if (const std::string error = consent_error(page, model, item); !error.empty())
            links.push_back({std::string(item.id) + ".yes",
                             page.t("identity.consent.error_link",
                                    {{"title", page.t(std::string(item.key) + "title")}, {"error", error}})});
    identity_summary(page, links);
    ui.heading(page.t("identity.consents.heading"));
    identity_intro(page, "identity.consents.intro");
    for (const ConsentText& item : consent_texts) consent_card(page, model, item, send);
    ui.space(12);
    if (!ui.elder()) ui.banner(ui::Icon::info, page.t("identity.consents.later"), ui::Tone::plain);
    const auto used =
        page.end({.id = "identity.consents_continue",
                  .label = page.t(links.empty() ? "identity.continue.action" : "identity.continue.mended"),
                  .emergency = false});
    if (used.primary) send(Identity::ConsentsContinued{});
}

}  // namespace

void Identity::view(Page& page, const Model& model, const Send<Msg>& send) {
    switch (page.route) {
    case Route::consents: return consents_view(page, model, send);
    case Route::verify: return verify_view(page, model, send);
    case Route::staff_photo: return staff_photo_view(page, model, send);
    case Route::face_consent: return face_consent_view(page, model, send);
    default: return document_view(page, model, send);
    }
}

}  // namespace bz::screens
