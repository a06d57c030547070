#include "client/screens/common/page.hpp"

#include "client/ui/bar_keys.hpp"
#include "client/ui/skeleton.hpp"
#include "client/ui/surroundings.hpp"

namespace bz::screens {

using ui::Icon;
using ui::Tone;

std::string Page::t(const char* key) const { return ui.t(key); }
std::string Page::t(const char* key, std::initializer_list<ui::TextArg> args) const { return ui.t(key, args); }
std::string Page::t(std::string_view key, std::initializer_list<ui::TextArg> args) const { return ui.t(key, args); }

void Page::begin(const Options& options) {
    ui.begin_screen(options.name, options.title);
    const bool back = ui.top_bar({.title = options.title,
                                  .hospital = options.bar_detail.empty() ? shared.hospital_name() : options.bar_detail,
                                  .saved = options.saved,
                                  .back_label = options.back ? t("common.back") : std::string{}});
    if (back) chrome.push_back(ChromeMsg::back);
    const ui::BarKeysUse keys = ui::bar_keys_used(ui);
    if (keys.size) chrome.push_back(ChromeMsg::toggle_size);
    if (keys.language) chrome.push_back(ChromeMsg::toggle_language);
    if (options.step > 0) journey = {options.step, options.steps};
    ui.begin_main();
    read_key();
    if (options.step > 0) {
        const auto at = static_cast<std::size_t>(options.step);
        const auto& names = options.steps;
        ui.steps({.index = options.step,
                  .count = static_cast<int>(names.size()),
                  .name = names[at - 1],
                  .next = at < names.size() ? names[at] : std::string{}});
    }
    state_banners();
}

void Page::state_banners() {
    if (!shared.online) {
        ui.banner(Icon::wifi_off, t("common.offline.title"), Tone::amber, t("common.offline.detail"));
        ui.space(12);
    } else if (shared.slow) {
        ui.banner(Icon::clock, t("common.slow.title"), Tone::plain, t("common.slow.detail"));
        ui.space(12);
    }
}

void Page::read_key() {
    if (!shared.read_aloud || !shared.can_speak) return;
    if (ui.button("common.read", t(shared.speaking ? "common.read.stop" : "common.read.again"),
                  {.kind = ui::ButtonKind::secondary,
                   .icon = shared.speaking ? Icon::volume_x : Icon::volume_2,
                   .compact = true,
                   .fit = true}))
        chrome.push_back(ChromeMsg::read_screen);
    ui.space(8);
}

void Page::begin_bottom() {
    // In a hospital's page no header says who answers for this.
    if (ui::embedded() && shared.hospital && route != state::Route::licence) {
        ui.space(ui.metrics().gap_sections);
        if (ui.button("portal.licence", t("portal.licence", {{"hospital", shared.hospital_name()}}),
                      {.kind = ui::ButtonKind::text, .icon = Icon::shield_check, .compact = true}))
            chrome.push_back(ChromeMsg::licence);
    }
    ui.end_main();
    ui.begin_bottom();
}

void Page::end_bottom(bool emergency) {
    if (ui.wide()) {
        ui.end_bottom();
        ui.begin_side();
        side_steps();
    }
    const ui::Ui::DockUse use = ui.dock({.emergency = emergency}, shared.phone());
    if (use.help) chrome.push_back(ChromeMsg::help);
    if (use.emergency) chrome.push_back(ChromeMsg::emergency);
    if (ui.wide())
        ui.end_side();
    else
        ui.end_bottom();
    if (!emergency_asked) return;
    ui.begin_dialog("emergency.dialog", t("common.emergency.question"), t("common.emergency.consequence"));
    ui.button("emergency.call", t("common.emergency.call"),
              {.kind = ui::ButtonKind::danger, .icon = Icon::phone_call, .href = "tel:120"});
    ui.space(8);
    if (ui.button("emergency.close", t("common.emergency.close"), {.kind = ui::ButtonKind::secondary}))
        chrome.push_back(ChromeMsg::emergency_closed);
    ui.end_dialog();
}

// Wide windows: where one is on the way, below each other.
void Page::side_steps() {
    if (journey.step == 0) return;
    std::vector<ui::TimelineItem> items;
    for (const std::string& name : journey.steps) {
        using State = ui::TimelineItem::State;
        const int step = static_cast<int>(items.size()) + 1;
        items.push_back({.state = step < journey.step    ? State::done
                                  : step == journey.step ? State::here
                                                         : State::ahead,
                         .title = name});
    }
    ui.begin_card();
    ui.heading(t("common.side.steps"), 2);
    ui.space(8);
    ui.timeline(items);
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
}

Page::Used Page::end(const EndOptions& options) {
    begin_bottom();
    Used used;
    if (!options.id.empty()) used.primary = ui.primary(options.id, options.label, options.icon, options.busy);
    if (!options.second_id.empty())
        used.second = ui.button(options.second_id, options.second_label, {.kind = ui::ButtonKind::text});
    end_bottom(options.emergency);
    return used;
}

bool Page::load_panel(state::Load load, std::string_view error, std::string_view id) {
    if (load == state::Load::loaded) return false;
    if (load != state::Load::failed) {
        if (shared.waited) ui::skeleton(ui, std::string(id) + ".loading", t("common.loading"));
        return false;
    }
    ui.banner(Icon::circle_alert, problem_text(ui, error), Tone::amber);
    ui.space(8);
    return ui.button(std::string(id) + ".retry", t("common.retry"),
                     {.kind = ui::ButtonKind::secondary, .icon = Icon::refresh_cw});
}

std::string problem_text(const ui::Ui& ui, std::string_view code) {
    const std::string key = "problem." + std::string(code);
    const std::string text = ui.t(key);
    return text == key ? ui.t("problem.other") : text;
}

}  // namespace bz::screens
