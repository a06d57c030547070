#include "client/screens/help/help.hpp"

namespace bz::screens {

namespace {

using state::Route;
using SendMsg = Send<Help::Msg>;

void can_and_cannot(Page& page) {
    ui::Ui& ui = page.ui;
    const auto lines = [&](ui::Icon icon, ui::Color color, std::initializer_list<std::string_view> keys) {
        for (const std::string_view key : keys) {
            ui.space(6);
            ui.icon_text(icon, page.t(key), ui::TextStyle::body, color);
        }
    };
    ui.begin_card();
    ui.heading(page.t("help.can.title"), 2);
    lines(ui::Icon::check, ui::Color::ink, {"help.can.guide", "help.can.look_up", "help.can.meet"});
    ui.space(16);
    ui.heading(page.t("help.cannot.title"), 2);
    lines(ui::Icon::ban, ui::Color::ink, {"help.cannot.code", "help.cannot.number", "help.cannot.pay"});
    ui.end_card();
}

void help_view(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "help", .title = page.t("help.title")});
    ui.heading(page.t("help.heading"));
    ui.space(4);
    ui.text(shared.hospital ? page.t("help.hours", {{"hours", shared.hospital->phone_hours}}) : page.t("help.intro"),
            ui::TextStyle::body, ui::Color::ink2);
    ui.space(16);
    can_and_cannot(page);
    if (shared.hospital) {
        ui.space(12);
        ui.begin_list(page.t("help.desk.title"));
        ui.fact_row({.icon = ui::Icon::hospital,
                     .title = page.t("help.desk.title"),
                     .subtitle = page.t("help.desk.place", {{"hospital", shared.say(shared.hospital->short_name)},
                                                            {"place", shared.say(shared.hospital->desk_place)}})});
        ui.fact_row({.icon = ui::Icon::id_card, .title = page.t("help.desk.bring")});
        ui.end_list();
    }
    ui.space(12);
    ui.begin_list(page.t("help.settings.name"));
    if (ui.list_row("help.settings", {.icon = ui::Icon::settings,
                                      .title = page.t("help.settings.title"),
                                      .subtitle = page.t("help.settings.detail"),
                                      .chevron = true}))
        page.chrome.push_back(ChromeMsg::settings);
    if (ui.list_row("help.feedback", {.icon = ui::Icon::square_pen,
                                      .title = page.t("help.feedback.title"),
                                      .subtitle = page.t("help.feedback.detail"),
                                      .chevron = true}))
        send(Help::FeedbackPressed{});
    ui.end_list();
    ui.space(4);
    if (ui.button("help.paint", page.t(shared.plain ? "help.paint.canvas" : "help.paint.plain"),
                  {.kind = ui::ButtonKind::text, .icon = ui::Icon::type}))
        page.chrome.push_back(ChromeMsg::toggle_paint);
    page.begin_bottom();
    ui.button("help.call", page.t("help.call.action", {{"phone", shared.phone()}}),
              {.icon = ui::Icon::phone, .href = "tel:" + shared.phone()});
    ui.space(4);
    page.end_bottom(true);
}

void licence_view(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "licence", .title = page.t("help.licence.title")});
    ui.heading(shared.hospital ? shared.hospital_name() : page.t("help.licence.heading"));
    ui.space(4);
    ui.text(page.t("help.licence.intro"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(16);
    if (shared.hospital) {
        const api::Hospital& hospital = *shared.hospital.value;
        ui.begin_list(page.t("help.licence.title"));
        ui.value_row("help.licence.number", page.t("help.licence.number"), hospital.licence, {});
        ui.value_row("help.licence.hospital", page.t("help.licence.hospital"), shared.say(hospital.short_name), {});
        ui.value_row("help.licence.place", page.t("help.licence.place"), shared.say(hospital.desk_place), {});
        ui.value_row("help.licence.hours", page.t("help.licence.hours"), hospital.phone_hours, {});
        ui.end_list();
        if (hospital.sandbox) {
            ui.space(12);
            ui.banner(ui::Icon::info, page.t("help.licence.sandbox"), ui::Tone::amber);
        }
    } else if (page.load_panel(shared.hospital.load, shared.hospital.error, "help.hospital")) {
        send(Help::RetryPressed{});
    }
    page.begin_bottom();
    ui.button("help.call", page.t("help.call.action", {{"phone", shared.phone()}}),
              {.icon = ui::Icon::phone, .href = "tel:" + shared.phone()});
    ui.space(4);
    page.end_bottom(true);
}

}  // namespace

void Help::view(Page& page, const Model&, const Send<Msg>& send) {
    if (page.route == Route::licence)
        licence_view(page, send);
    else
        help_view(page, send);
}

}  // namespace bz::screens
