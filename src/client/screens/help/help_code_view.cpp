#include "client/screens/help/help.hpp"
#include "client/ui/surroundings.hpp"

namespace bz::screens {

namespace {

using ui::Icon;
using ui::Tone;
using SendMsg = Send<Help::Msg>;

// In a hospital's page nothing is kept (decision 34): what that means for whoever is being helped, before it happens.
void stay_here(Page& page) {
    if (!ui::embedded()) return;
    page.ui.space(8);
    page.ui.icon_text(Icon::info, page.t("help.portal.stay"), ui::TextStyle::label, ui::Color::ink2);
}

// Short enough to be read aloud and understood on the phone.
void digits_card(Page& page, const Help::Model& model, std::int64_t left_ms) {
    ui::Ui& ui = page.ui;
    const api::HelpSession& session = *model.session.value;
    const std::int64_t minutes = left_ms / ms_per_minute;
    const std::string left =
        minutes > 0 ? page.t("help.code.minutes", {{"n", std::to_string(minutes)}}) : page.t("help.code.soon");
    ui.begin_card();
    ui.digits(page.t("help.code.label"), *session.code);
    ui.space(12);
    ui.icon_text(Icon::clock, left, ui::TextStyle::body, ui::Color::ink2);
    ui.space(4);
    if (session.helpers_on_duty > 0)
        ui.icon_text(Icon::headset, page.t("help.duty.some", {{"n", std::to_string(session.helpers_on_duty)}}),
                     ui::TextStyle::label, ui::Color::celadon800);
    else
        ui.icon_text(Icon::headset, page.t("help.duty.none"), ui::TextStyle::label, ui::Color::amber800);
    ui.end_card();
    stay_here(page);
}

void digits_key(Page& page, const SendMsg& send, std::string_view label) {
    page.ui.space(8);
    if (page.ui.button("help.renew", page.t(label), {.kind = ui::ButtonKind::secondary, .icon = Icon::refresh_cw}))
        send(Help::NewCodePressed{});
}

void renew(Page& page, const SendMsg& send, std::string_view title, std::string_view detail) {
    page.ui.banner(Icon::clock, page.t(title), Tone::amber, page.t(detail));
    page.ui.status(page.t(title));
    digits_key(page, send, "help.code.renew");
}

// Handing it on, and who is at the door, is asked above every page; here is only that it was made.
void link_out(Page& page, const SendMsg& send) {
    page.ui.banner(Icon::users, page.t("help.link.title"), Tone::celadon, page.t("help.link.detail"));
    stay_here(page);
    digits_key(page, send, "help.link.digits");
}

// Whoever chose a link is told of the link, and keeps it.
std::string why(Page& page, const Help::Model& model) {
    if (!model.link_asked) return problem_text(page.ui, model.session.error);
    return page.t(model.session.error == "offline" ? "help.link.offline" : "help.link.failed");
}

void failed(Page& page, const Help::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    // Whole minutes, rounded up: by the time it names, the wait is surely over.
    const auto until = parse_rfc3339(model.wait_until);
    const Instant minute = until ? (*until + ms_per_minute - 1) / ms_per_minute * ms_per_minute : 0;
    const std::string text =
        minute > page.shared.context.now
            ? page.t("help.code.wait",
                     {{"time", page.shared.clock(rfc3339_text(minute, page.shared.context.utc_offset_minutes))}})
            : why(page, model);
    const char* next = model.session.error == "offline" ? "help.link.offline_detail" : "help.link.failed_detail";
    ui.banner(Icon::circle_alert, text, Tone::amber, model.link_asked ? page.t(next) : std::string{});
    ui.status(text);
    ui.space(8);
    if (ui.button("help.retry", page.t("common.retry"), {.kind = ui::ButtonKind::secondary, .icon = Icon::refresh_cw}))
        send(Help::RetryPressed{});
    if (!model.link_asked) return;
    ui.space(8);
    if (ui.button("help.digits", page.t("help.link.digits"), {.kind = ui::ButtonKind::text}))
        send(Help::DigitsPressed{});
}

void active(Page& page, const Help::Model& model, const SendMsg& send) {
    const std::string title =
        page.t("help.active.title", {{"name", model.session->helper_name.value_or(page.t("help.title"))}});
    page.ui.banner(Icon::headset, title, Tone::celadon, page.t("help.active.detail"));
    stay_here(page);
    page.ui.space(8);
    if (page.ui.button("help.back", page.t("help.active.back"), {.icon = Icon::undo_2})) send(Help::BackPressed{});
}

}  // namespace

void draw_code(Page& page, const Help::Model& model, const SendMsg& send) {
    const std::int64_t left = Help::left_ms(model, page.shared.context);
    if (model.session.load == state::Load::loading)
        page.ui.banner(Icon::clock, page.t(model.link_asked ? "help.link.asking" : "help.code.asking"), Tone::plain);
    else if (model.session.load == state::Load::failed)
        failed(page, model, send);
    else if (!model.session)
        return;  // (only for a moment: the page asks when it is entered)
    else if (model.session->state == "active")
        active(page, model, send);
    else if (left > 0 && Help::is_link(model))
        link_out(page, send);
    else if (left > 0)
        digits_card(page, model, left);
    else if (model.session->state == "ended")
        renew(page, send, "help.code.ended", "help.code.ended_detail");
    else if (Help::is_link(model))
        renew(page, send, "help.link.expired", "help.link.expired_detail");
    else
        renew(page, send, "help.code.expired", "help.code.expired_detail");
    page.ui.space(12);
}

void draw_family(Page& page, const Help::Model& model, const SendMsg& send) {
    if (model.session && model.session->state == "active") return;  // somebody is there already
    page.ui.begin_list(page.t("help.family.title"));
    if (page.ui.list_row("help.family", {.icon = Icon::users,
                                         .title = page.t("help.family.title"),
                                         .subtitle = page.t("help.family.detail"),
                                         .chevron = true}))
        send(Help::FamilyPressed{});
    page.ui.end_list();
    page.ui.space(12);
}

void draw_call_back(Page& page, const Help::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    using CallBack = Help::CallBack;
    if (model.call_back == CallBack::closed) {
        ui.begin_list(page.t("help.call_back.title"));
        if (ui.list_row("help.call_back", {.icon = Icon::phone_call,
                                           .title = page.t("help.call_back.title"),
                                           .subtitle = page.t("help.call_back.detail"),
                                           .chevron = true}))
            send(Help::CallBackPressed{});
        ui.end_list();
        return;
    }
    if (model.call_back == CallBack::done) {
        const std::string when = model.ahead > 0 ? page.t("help.call_back.ahead", {{"n", std::to_string(model.ahead)}})
                                                 : page.t("help.call_back.next");
        ui.banner(Icon::circle_check, page.t("help.call_back.done"), Tone::celadon, when);
        ui.status(page.t("help.call_back.done"));
        return;
    }
    const bool busy = model.call_back == CallBack::sending;
    ui.begin_card();
    ui.heading(page.t("help.call_back.title"), 2);
    ui.space(8);
    if (!model.call_problem.empty()) {
        ui.banner(Icon::circle_alert, problem_text(ui, model.call_problem), Tone::amber);
        ui.space(8);
    }
    if (page.shared.signed_in) {
        ui.text(page.t("help.call_back.own"));
    } else if (const auto text =
                   ui.field("help.phone", page.shared.draft.phone,
                            {.label = page.t("help.call_back.phone"),
                             .error = model.phone_wrong ? page.t("help.call_back.phone_error") : std::string{},
                             .hints = {.type = "tel",
                                       .input_mode = "tel",
                                       .autocomplete = "tel",
                                       .enter_key = "go",
                                       .autocapitalize = {},
                                       .max_length = 20}})) {
        send(Help::PhoneTyped{*text});
    }
    ui.space(12);
    if (ui.button("help.call_back.send", page.t("help.call_back.send"),
                  {.kind = ui::ButtonKind::secondary, .icon = Icon::phone_call, .busy = busy, .compact = true}))
        send(Help::CallBackSent{});
    ui.space(4);
    if (ui.button("help.call_back.close", page.t("help.call_back.close"),
                  {.kind = ui::ButtonKind::text, .compact = true}))
        send(Help::CallBackClosed{});
    ui.end_card();
}

}  // namespace bz::screens
