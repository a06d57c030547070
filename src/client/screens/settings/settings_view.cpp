#include "client/screens/common/paint_note.hpp"
#include "client/screens/settings/settings.hpp"

namespace bz::screens {

namespace {

using SendMsg = Send<Settings::Msg>;

struct Choice {
    std::string_view id, key;  // texts: <key>title, on, off
    bool on;
    ChromeMsg toggle;
};

void choice(Page& page, const Choice& item) {
    ui::Ui& ui = page.ui;
    const std::string key(item.key);
    ui.begin_card();
    ui.heading(page.t(key + "title"), 2);
    ui.space(10);
    if (const auto off = ui.consent_pair(item.id, page.t(key + "off"), page.t(key + "on"), !item.on);
        off && *off == item.on)
        page.chrome.push_back(item.toggle);
    ui.end_card();
    ui.space(12);
}

void read_aloud(Page& page) {
    const state::Shared& shared = page.shared;
    if (shared.can_speak || shared.read_aloud)
        choice(page, {"settings.read_aloud", "settings.read_aloud.", shared.read_aloud, ChromeMsg::toggle_read_aloud});
    if (shared.can_speak) return;
    page.ui.banner(ui::Icon::volume_x, page.t("settings.read_aloud.no_voice"), ui::Tone::plain,
                   page.t("settings.read_aloud.no_voice_do"));
    page.ui.space(12);
}

void personal(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    ui.begin_list(page.t("settings.personal.name"));
    if (page.shared.signed_in) {
        if (ui.list_row("settings.privacy", {.icon = ui::Icon::shield_check,
                                             .title = page.t("settings.privacy.title"),
                                             .subtitle = page.t("settings.privacy.detail"),
                                             .chevron = true}))
            send(Settings::PrivacyPressed{});
        if (ui.list_row("settings.devices", {.icon = ui::Icon::smartphone,
                                             .title = page.t("settings.devices.title"),
                                             .subtitle = page.t("settings.devices.detail"),
                                             .chevron = true}))
            send(Settings::DevicesPressed{});
        if (ui.list_row("settings.addresses", {.icon = ui::Icon::map_pin,
                                               .title = page.t("settings.addresses.title"),
                                               .subtitle = page.t("settings.addresses.detail"),
                                               .chevron = true}))
            send(Settings::AddressesPressed{});
    } else if (ui.list_row("settings.sign_in", {.icon = ui::Icon::shield_check,
                                                .title = page.t("settings.sign_in.title"),
                                                .subtitle = page.t("settings.sign_in.detail"),
                                                .chevron = true})) {
        send(Settings::SignInPressed{});
    }
    ui.end_list();
}

}  // namespace

void Settings::view(Page& page, const Model&, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "settings", .title = page.t("settings.title")});
    ui.heading(page.t("settings.heading"));
    ui.space(16);
    choice(page, {"settings.size", "settings.size.", shared.elder, ChromeMsg::toggle_size});
    choice(page, {"settings.contrast", "settings.contrast.", shared.high_contrast, ChromeMsg::toggle_contrast});
    read_aloud(page);
    choice(page, {"settings.language", "settings.language.", shared.english, ChromeMsg::toggle_language});
    choice(page, {"settings.paint", "settings.paint.", shared.plain, ChromeMsg::toggle_paint});
    paint_note(page);
    personal(page, send);
    if (shared.shared_device) {
        ui.space(12);
        ui.caption(page.t("settings.shared_device"), ui::Icon::users);
    }
    page.end({.emergency = false});
}

}  // namespace bz::screens
