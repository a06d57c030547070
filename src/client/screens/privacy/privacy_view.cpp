#include "client/screens/common/care.hpp"
#include "client/screens/privacy/privacy_parts.hpp"

namespace bz::screens {

using state::Route;

void privacy_problem(Page& page, const std::string& code) {
    if (code.empty()) return;
    const std::string text = problem_text(page.ui, code);
    page.ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber);
    page.ui.status(text);
    page.ui.space(12);
}

namespace {

// Those that the app asks for; a hospital may have others, which are named by what they are for.
constexpr std::string_view known[] = {"health_data", "sms_notice", "identity", "face", "share_pharmacy", "terms"};

std::string purpose_name(const Page& page, std::string_view purpose) {
    for (const std::string_view one : known)
        if (one == purpose) return page.t("privacy.consent." + std::string(purpose));
    return std::string(purpose);
}

std::string answer_words(const Page& page, const api::Consent& consent) {
    return page.t(consent.given ? "privacy.answer.given" : "privacy.answer.not_given",
                  {{"day", day_clock(page, consent.at)}});
}

// The terms end with the account, and being checked was agreed to by being checked: neither is taken back here.
bool can_change(const api::Consent& consent) { return consent.purpose != "terms" && consent.purpose != "identity"; }

void consent_card(Page& page, const api::Consent& consent, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    const std::string title = purpose_name(page, consent.purpose);
    ui.begin_card();
    ui.heading(title, 2);
    ui.space(4);
    ui.icon_text(consent.given ? ui::Icon::circle_check : ui::Icon::ban, answer_words(page, consent),
                 ui::TextStyle::caption, ui::Color::ink2);
    for (const std::string_view one : known)
        if (one == consent.purpose) {
            ui.space(4);
            ui.text(page.t("privacy.effect." + consent.purpose));
        }
    if (can_change(consent)) {
        ui.space(12);
        const std::string key = consent.given ? "privacy.withdraw" : "privacy.give";
        if (ui.button("privacy.change." + consent.purpose, page.t(key + ".action", {{"title", title}}),
                      {.kind = ui::ButtonKind::secondary, .compact = true}))
            send(Privacy::ConsentAsked{consent.purpose, !consent.given});
    }
    ui.end_card();
    ui.space(12);
}

void consent_dialog(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    const std::string which = model.asked_given ? "privacy.give." : "privacy.withdraw.";
    ui.begin_dialog("privacy.dialog", page.t(which + "question", {{"title", purpose_name(page, model.asked_purpose)}}),
                    page.t(which + "what_" + model.asked_purpose));
    if (!model.problem.empty()) {
        ui.text(problem_text(ui, model.problem), ui::TextStyle::error, ui::Color::amber700);
        ui.space(8);
    }
    if (ui.button("privacy.dialog.yes", page.t(which + "yes"), {.busy = model.busy != Privacy::Busy::no}))
        send(Privacy::ConsentConfirmed{});
    ui.space(8);
    if (ui.button("privacy.dialog.no", page.t("privacy.dialog.no"), {.kind = ui::ButtonKind::secondary}))
        send(Privacy::Dropped{});
    ui.end_dialog();
}

void history(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    const auto& remote = page.shared.consent_history;
    if (!remote || remote->items.empty()) return;
    if (ui.button("privacy.history", page.t(model.history_open ? "privacy.history.close" : "privacy.history.open"),
                  {.kind = ui::ButtonKind::text, .icon = ui::Icon::clock}))
        send(Privacy::HistoryPressed{});
    if (!model.history_open) return;
    ui.space(8);
    ui.begin_list(page.t("privacy.history.open"));
    for (const api::Consent& consent : remote->items)
        ui.fact_row({.icon = consent.given ? ui::Icon::check : ui::Icon::ban,
                     .title = purpose_name(page, consent.purpose),
                     .subtitle = answer_words(page, consent)});
    ui.end_list();
    ui.space(12);
}

void ways_on(Page& page, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    struct Row {
        Route route;
        std::string_view id, key;
        ui::Icon icon;
    };
    ui.begin_list(page.t("privacy.more.name"));
    for (const Row& row : {Row{Route::access_log, "privacy.access_log", "privacy.access_log.", ui::Icon::eye},
                           Row{Route::my_data, "privacy.my_data", "privacy.my_data.", ui::Icon::download},
                           Row{Route::devices, "privacy.devices", "privacy.devices.", ui::Icon::smartphone},
                           Row{Route::leave, "privacy.leave", "privacy.leave.", ui::Icon::log_out}}) {
        const std::string key(row.key);
        if (ui.list_row(row.id, {.icon = row.icon,
                                 .title = page.t(key + "title"),
                                 .subtitle = page.t(key + "detail"),
                                 .chevron = true}))
            send(Privacy::Opened{row.route});
    }
    ui.end_list();
}

void consents_page(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "privacy", .title = page.t("privacy.title")});
    ui.heading(page.t("privacy.heading"));
    ui.space(16);
    if (model.asked_purpose.empty()) privacy_problem(page, model.problem);
    ways_on(page, send);
    ui.space(16);
    ui.heading(page.t("privacy.consents.heading"), 2);
    ui.space(8);
    const auto& remote = page.shared.consents;
    if (!remote) {
        if (page.load_panel(remote.load, remote.error, "privacy.consents")) send(Privacy::RetryPressed{});
    } else if (remote->items.empty()) {
        ui.text(page.t("privacy.consents.none"));
    } else {
        for (const api::Consent& consent : remote->items) consent_card(page, consent, send);
        history(page, model, send);
    }
    page.end({.emergency = false});
    if (!model.asked_purpose.empty()) consent_dialog(page, model, send);
}

}  // namespace

void Privacy::view(Page& page, const Model& model, const Send<Msg>& send) {
    switch (page.route) {
    case Route::access_log: return access_log_view(page, model, send);
    case Route::my_data: return my_data_view(page, model, send);
    case Route::leave: return leave_view(page, model, send);
    case Route::devices: return devices_view(page, model, send);
    default: return consents_page(page, model, send);
    }
}

}  // namespace bz::screens
