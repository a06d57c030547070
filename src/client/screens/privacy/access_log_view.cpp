// Who looked at or changed a person's data, in plain words.
#include <algorithm>

#include "client/screens/common/care.hpp"
#include "client/screens/privacy/privacy_parts.hpp"

namespace bz::screens {

namespace {

struct Subject {
    std::string_view part, key;  // of the operation's path; text key
};
// The first that fits: what is more special stands before what is more general.
constexpr Subject subjects[] = {{"/audit-events", "log"},
                                {"/account/export", "export"},
                                {"/account/delete", "account"},
                                {"/earlier-care", "medicines"},
                                {"/prescriptions", "prescription"},
                                {"/prescribe", "prescription"},
                                {"/messages", "talk"},
                                {"/records", "records"},
                                {"/identity", "identity"},
                                {"/guardianships", "guardian"},
                                {"/carers", "care"},
                                {"/consents", "consents"},
                                {"help.", "help"},
                                {"mandate", "mandate"},
                                {"/desk/batch", "mandate"},
                                {"pickup.", "order"},
                                {"/sessions", "session"},
                                {"/hand-overs", "session"},
                                {"/sms-codes", "session"},
                                {"/orders", "order"},
                                {"/payments", "payment"},
                                {"/pay/", "payment"},
                                {"/addresses", "address"},
                                {"/uploads", "files"},
                                {"/rating", "rating"},
                                {"/complaints", "complaint"},
                                {"/visits", "visit"},
                                {"/people", "person"},
                                {"/account", "account"}};

constexpr std::string_view help_prefix = "help.";

std::string what_words(const Page& page, std::string_view action) {
    for (const Subject& subject : subjects)
        if (action.contains(subject.part)) return page.t("privacy.log.what_" + std::string(subject.key));
    return page.t("privacy.log.what_other");
}

std::string role_words(const Page& page, std::string_view actor) {
    static constexpr std::string_view actors[] = {"patient", "doctor", "pharmacist", "pharmacy",  "courier",
                                                  "clerk",   "helper", "family",     "community", "system"};
    const bool named = std::ranges::contains(actors, actor);
    return page.t("privacy.log.who_" + std::string(named ? actor : "other"));
}

std::string actor_words(const Page& page, const api::AuditEvent& event) {
    // Who was helped before signing in was the account's own person.
    if (event.actor == "anonymous" && event.action.starts_with(help_prefix)) return page.t("privacy.log.who_before");
    const std::string role = role_words(page, event.actor);
    if (!event.actor_name) return role;
    // A name that someone gave of themselves stands in quotation marks.
    const char* key = event.actor == "family" ? "privacy.log.who_named" : "privacy.log.who_staff";
    return page.t(key, {{"who", role}, {"name", *event.actor_name}});
}

// What a helper did has words of its own for each thing: these lines are there to be read.
std::string event_words(const Page& page, const api::AuditEvent& event) {
    static constexpr std::string_view helps[] = {"asked",   "seen",     "called",    "joined",      "pointed",
                                                 "said",    "proposed", "withdrawn", "opened",      "resynced",
                                                 "refused", "knocked",  "let_in",    "turned_away", "ended"};
    const std::string who = actor_words(page, event);
    if (event.action.starts_with(help_prefix)) {
        const std::string what = event.action.substr(help_prefix.size());
        if (std::ranges::contains(helps, what)) return page.t("privacy.log.help_" + what, {{"who", who}});
    }
    const bool looked = event.action.starts_with("GET ");
    return page.t(looked ? "privacy.log.looked" : "privacy.log.did",
                  {{"who", who}, {"what", what_words(page, event.action)}});
}

ui::Icon actor_icon(std::string_view actor) {
    if (actor == "patient") return ui::Icon::id_card;
    if (actor == "doctor") return ui::Icon::stethoscope;
    if (actor == "pharmacist" || actor == "pharmacy") return ui::Icon::pill;
    if (actor == "courier") return ui::Icon::truck;
    return actor == "system" ? ui::Icon::monitor : ui::Icon::headset;
}

void event_row(Page& page, const api::AuditEvent& event) {
    page.ui.fact_row({.icon = actor_icon(event.actor),
                      .tone = event.actor == "patient" ? ui::Tone::celadon : ui::Tone::amber,
                      .title = event_words(page, event),
                      .subtitle = day_clock(page, event.at)});
}

}  // namespace

void access_log_view(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "access_log", .title = page.t("privacy.title")});
    ui.heading(page.t("privacy.access_log.title"));
    ui.space(4);
    if (!ui.elder()) ui.text(page.t("privacy.log.intro"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(16);
    privacy_problem(page, model.problem);
    const auto& remote = page.shared.audit_events;
    if (!remote) {
        if (page.load_panel(remote.load, remote.error, "privacy.log")) send(Privacy::RetryPressed{});
    } else if (remote->items.empty()) {
        ui.text(page.t("privacy.log.none"));
    } else {
        ui.begin_list(page.t("privacy.access_log.title"));
        for (const api::AuditEvent& event : remote->items) event_row(page, event);
        for (const api::AuditEvent& event : model.earlier) event_row(page, event);
        ui.end_list();
        ui.space(12);
        if (model.next_cursor &&
            ui.button("privacy.log.more", page.t("privacy.log.more"),
                      {.kind = ui::ButtonKind::secondary, .busy = model.busy == Privacy::Busy::loading_more}))
            send(Privacy::MorePressed{});
    }
    page.end({.emergency = false});
}

void my_data_view(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "my_data", .title = page.t("privacy.title")});
    ui.heading(page.t("privacy.my_data.heading"));
    ui.space(4);
    ui.text(page.t("privacy.my_data.what"));
    ui.space(16);
    privacy_problem(page, model.problem);
    if (!model.saved.empty()) {
        const std::string text = page.t("privacy.my_data.saved", {{"file", model.saved}});
        ui.banner(ui::Icon::circle_check, text, ui::Tone::celadon, page.t("privacy.my_data.keep_safe"));
        ui.status(text);
        ui.space(12);
    }
    ui.begin_list(page.t("privacy.my_data.heading"));
    if (ui.list_row("privacy.save_page", {.icon = ui::Icon::printer,
                                          .title = page.t("privacy.my_data.page"),
                                          .subtitle = page.t("privacy.my_data.page_detail"),
                                          .chevron = true}))
        send(Privacy::SavePressed{true});
    if (ui.list_row("privacy.save_file", {.icon = ui::Icon::file_text,
                                          .title = page.t("privacy.my_data.file"),
                                          .subtitle = page.t("privacy.my_data.file_detail"),
                                          .chevron = true}))
        send(Privacy::SavePressed{false});
    ui.end_list();
    if (!model.saving.empty()) {
        ui.space(12);
        ui.banner(ui::Icon::clock, page.t("privacy.my_data.saving"), ui::Tone::plain);
        ui.status(page.t("privacy.my_data.saving"));
    }
    ui.space(12);
    ui.caption(page.t(page.shared.shared_device ? "privacy.my_data.shared_device" : "privacy.my_data.keep_safe"),
               ui::Icon::lock);
    page.end({.emergency = false});
}

}  // namespace bz::screens
