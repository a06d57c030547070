// Devices that are signed in, and leaving for good.
#include "client/screens/common/care.hpp"
#include "client/screens/common/sms_code.hpp"
#include "client/screens/privacy/privacy_parts.hpp"
#include "domain/phone.hpp"

namespace bz::screens {

namespace {

std::string device_name(const Page& page, const api::Device& device) {
    const std::string kind = page.t("privacy.device." + (device.kind.empty() ? std::string("unknown") : device.kind));
    std::string name = kind;
    for (const std::string& part : {device.system, device.browser})
        if (!part.empty()) name += " · " + part;
    return name;
}

ui::Icon device_icon(std::string_view kind) {
    if (kind == "computer") return ui::Icon::monitor;
    return kind == "tablet" ? ui::Icon::tablet : ui::Icon::smartphone;
}

void session_dialog(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    const bool others = model.asked_session == "others";
    ui.begin_dialog("privacy.dialog", page.t(others ? "privacy.devices.question_others" : "privacy.devices.question"),
                    page.t("privacy.devices.what"));
    if (!model.problem.empty()) {
        ui.text(problem_text(ui, model.problem), ui::TextStyle::error, ui::Color::amber700);
        ui.space(8);
    }
    if (ui.button("privacy.dialog.yes", page.t("privacy.devices.yes"), {.busy = model.busy != Privacy::Busy::no}))
        send(Privacy::SessionConfirmed{});
    ui.space(8);
    if (ui.button("privacy.dialog.no", page.t("privacy.dialog.no"), {.kind = ui::ButtonKind::secondary}))
        send(Privacy::Dropped{});
    ui.end_dialog();
}

void session_list(Page& page, const api::SessionList& list, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    ui.begin_list(page.t("privacy.devices.title"));
    for (const api::OpenSession& one : list.items) {
        const std::string name = device_name(page, one.device);
        if (one.current)
            ui.fact_row({.icon = device_icon(one.device.kind),
                         .title = name,
                         .subtitle = page.t("privacy.devices.since", {{"day", day_clock(page, one.created_at)}}),
                         .tag = page.t("privacy.devices.here")});
        else if (ui.list_row("privacy.session." + one.id,
                             {.icon = device_icon(one.device.kind),
                              .tone = ui::Tone::amber,
                              .title = name,
                              .subtitle = page.t("privacy.devices.seen", {{"day", day_clock(page, one.seen_at)}}),
                              .trailing = page.t("privacy.devices.end")}))
            send(Privacy::SessionAsked{one.id});
    }
    ui.end_list();
    ui.space(12);
    if (list.items.size() > 1 && ui.button("privacy.end_others", page.t("privacy.devices.end_others"),
                                           {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::log_out}))
        send(Privacy::SessionAsked{"others"});
    if (list.items.size() <= 1) ui.caption(page.t("privacy.devices.only"), ui::Icon::shield_check);
}

std::string code_error(const Page& page, const Privacy::Model& model) {
    if (model.code_error.empty()) return {};
    return page.t("sign_in.code.error_" + model.code_error, {{"n", std::to_string(model.attempts_left)}});
}

void what_goes(Page& page) {
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.heading(page.t("privacy.leave.goes"), 2);
    for (const std::string_view key : {"privacy.leave.goes_sign_in", "privacy.leave.goes_data"}) {
        ui.space(6);
        ui.icon_text(ui::Icon::trash_2, page.t(key), ui::TextStyle::body, ui::Color::ink);
    }
    ui.space(16);
    ui.heading(page.t("privacy.leave.stays"), 2);
    for (const std::string_view key : {"privacy.leave.stays_care", "privacy.leave.stays_chat"}) {
        ui.space(6);
        ui.icon_text(ui::Icon::lock, page.t(key), ui::TextStyle::body, ui::Color::ink);
    }
    ui.end_card();
    ui.space(12);
    ui.caption(page.t("privacy.leave.copy_first"), ui::Icon::download);
}

void phone_question(Page& page, const std::string& wrong, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    ui.space(16);
    if (const auto text = ui.field(
            "privacy.phone", page.shared.draft.phone,
            {.label = page.t("privacy.leave.phone"),
             .error = wrong,
             .hints =
                 {.type = "tel", .input_mode = "tel", .autocomplete = "tel", .enter_key = "done", .max_length = 20},
             .shown = domain::grouped_phone(page.shared.draft.phone)}))
        send(Privacy::PhoneTyped{*text});
}

void code_question(Page& page, const Privacy::Model& model, const std::string& wrong, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    ui.space(16);
    if (const auto text = ui.field("privacy.code", draft.leave_code,
                                   {.label = page.t("sign_in.code.label"),
                                    .error = wrong,
                                    .hints = {.input_mode = "numeric",
                                              .autocomplete = "one-time-code",
                                              .enter_key = "done",
                                              .max_length = sms_code_field_max},
                                    .code = true}))
        send(Privacy::CodeTyped{*text});
    if (!draft.leave_sandbox_code.empty()) {
        ui.space(8);
        ui.caption(page.t("privacy.leave.sandbox_code", {{"code", draft.leave_sandbox_code}}), ui::Icon::info);
    }
    ui.space(16);
    if (ui.button("privacy.leave_now", page.t("privacy.leave.now"),
                  {.kind = ui::ButtonKind::danger, .busy = model.busy == Privacy::Busy::leaving}))
        send(Privacy::LeavePressed{});
}

}  // namespace

void devices_view(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "devices", .title = page.t("privacy.title")});
    ui.heading(page.t("privacy.devices.title"));
    ui.space(4);
    if (!ui.elder()) ui.text(page.t("privacy.devices.intro"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(16);
    if (model.asked_session.empty()) privacy_problem(page, model.problem);
    const auto& remote = page.shared.sessions;
    if (remote)
        session_list(page, *remote.value, send);
    else if (page.load_panel(remote.load, remote.error, "privacy.sessions"))
        send(Privacy::RetryPressed{});
    page.end({.emergency = false});
    if (!model.asked_session.empty()) session_dialog(page, model, send);
}

void leave_view(Page& page, const Privacy::Model& model, const PrivacySend& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "leave", .title = page.t("privacy.title")});
    const std::string wrong_code = code_error(page, model);
    const std::string wrong_phone =
        model.phone_error.empty() ? std::string{} : page.t("privacy.leave.phone_" + model.phone_error);
    std::vector<ui::ErrorLink> links;
    if (!wrong_phone.empty()) links.push_back({"privacy.phone", wrong_phone});
    if (!wrong_code.empty()) links.push_back({"privacy.code", wrong_code});
    ui.error_summary(page.t("common.errors.title", {{"n", std::to_string(links.size())}}), links);
    privacy_problem(page, model.problem);
    ui.heading(page.t("privacy.leave.heading"));
    ui.space(12);
    if (model.under_way) {
        const std::string text = problem_text(ui, "account_busy");
        ui.banner(ui::Icon::clock, text, ui::Tone::amber, page.t("privacy.leave.busy"));
        ui.status(text);
        const auto used =
            page.end({.id = "privacy.home", .label = page.t("privacy.leave.to_home"), .emergency = false});
        if (used.primary) send(Privacy::HomePressed{});
        return;
    }
    what_goes(page);
    const bool asked = !shared.draft.leave_code_id.empty();
    if (asked) {
        code_question(page, model, wrong_code, send);
        page.end({.emergency = false});
        return;
    }
    if (!Privacy::knows_phone(shared) || !wrong_phone.empty()) phone_question(page, wrong_phone, send);
    const auto used = page.end({.id = "privacy.send_code",
                                .label = page.t("privacy.leave.send_code"),
                                .busy = model.busy == Privacy::Busy::sending_code,
                                .emergency = false});
    if (used.primary) send(Privacy::SendCodePressed{});
}

}  // namespace bz::screens
