#include "client/screens/common/paint_note.hpp"
#include "client/screens/help/help.hpp"

namespace bz::screens {

namespace {

using state::Route;
using SendMsg = Send<Help::Msg>;

void can_and_cannot(Page& page) {
    ui::Ui& ui = page.ui;
    const auto lines = [&](std::string_view title, ui::Icon icon, std::initializer_list<std::string_view> keys) {
        ui.begin_group(ui::Role::group, {}, {});  // one cell where the page itself makes the columns
        ui.heading(page.t(title), 2);
        for (const std::string_view key : keys) {
            ui.space(6);
            ui.icon_text(icon, page.t(key), ui::TextStyle::body, ui::Color::ink);
        }
        ui.end_group();
    };
    // Large letters need the whole width.
    const bool beside = !ui.elder();
    ui.begin_card();
    if (beside) ui.begin_columns(2, 16);
    lines("help.can.title", ui::Icon::check, {"help.can.see", "help.can.point", "help.can.fill"});
    if (beside)
        ui.next_column();
    else
        ui.space(16);
    lines("help.cannot.title", ui::Icon::ban, {"help.cannot.number", "help.cannot.talk", "help.cannot.pay"});
    if (beside) ui.end_columns();
    ui.end_card();
}

void desk(Page& page) {
    const state::Shared& shared = page.shared;
    if (!shared.hospital) return;
    page.ui.space(12);
    page.ui.begin_list(page.t("help.desk.title"));
    page.ui.fact_row({.icon = ui::Icon::hospital,
                      .title = page.t("help.desk.title"),
                      .subtitle = page.t("help.desk.place", {{"hospital", shared.say(shared.hospital->short_name)},
                                                             {"place", shared.say(shared.hospital->desk_place)}})});
    page.ui.fact_row({.icon = ui::Icon::id_card, .title = page.t("help.desk.bring")});
    page.ui.end_list();
}

void elsewhere(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    ui.space(12);
    ui.begin_list(page.t("help.settings.name"));
    if (page.shared.signed_in && ui.list_row("help.hand_over", {.icon = ui::Icon::monitor,
                                                                .title = page.t("help.hand_over.title"),
                                                                .subtitle = page.t("help.hand_over.detail"),
                                                                .chevron = true}))
        send(Help::HandOverPressed{});
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
    if (ui.button("help.paint", page.t(page.shared.plain ? "help.paint.canvas" : "help.paint.plain"),
                  {.kind = ui::ButtonKind::text, .icon = ui::Icon::type}))
        page.chrome.push_back(ChromeMsg::toggle_paint);
    paint_note(page);
}

void help_view(Page& page, const Help::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const bool digits = Help::left_ms(model, shared.context) > 0 && !Help::is_link(model) && !model.link_asked;
    page.begin({.name = "help", .title = page.t("help.title")});
    ui.heading(page.t(digits ? "help.code.heading" : "help.heading"));
    ui.space(4);
    ui.text(page.t(digits ? "help.code.intro" : "help.intro"), ui::TextStyle::body, ui::Color::ink2);
    if (shared.hospital) ui.caption(page.t("help.hours", {{"hours", shared.hospital->phone_hours}}), ui::Icon::phone);
    ui.space(16);
    draw_code(page, model, send);
    can_and_cannot(page);
    ui.space(12);
    draw_family(page, model, send);
    draw_call_back(page, model, send);
    desk(page);
    elsewhere(page, send);
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

void Help::view(Page& page, const Model& model, const Send<Msg>& send) {
    if (page.route == Route::licence)
        licence_view(page, send);
    else
        help_view(page, model, send);
}

}  // namespace bz::screens
