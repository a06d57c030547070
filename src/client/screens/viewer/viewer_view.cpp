#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "client/screens/common/words.hpp"
#include "client/screens/viewer/viewer.hpp"
#include "client/ui/viewer_parts.hpp"

namespace bz::screens {

using ui::Icon;
using ui::Place;

namespace {

using Model = Viewer::Model;
using Sending = Send<Viewer::Msg>;

constexpr float zoom_step = 1.5f;
constexpr float pan_step = 0.25f;

std::string position(const Page& page, const Model& model) {
    if (model.frames < 2) return {};
    return page.t("viewer.position", {{"n", std::to_string(model.frame + 1)}, {"count", std::to_string(model.frames)}});
}

// "1.5", "3"
std::string times(float zoom) {
    const long tenths = std::lround(zoom * 10);
    const std::string whole = std::to_string(tenths / 10);
    return tenths % 10 == 0 ? whole : whole + '.' + std::to_string(tenths % 10);
}

std::string zoom_words(const Page& page, const Model& model) {
    return model.zoom > 1.01f ? page.t("viewer.zoomed", {{"times", times(model.zoom)}}) : std::string{};
}

// A minus as typography has it; a hyphen is too short beside digits.
std::string signed_number(float value) { return (value < 0 ? "−" : "") + std::to_string(std::lround(std::abs(value))); }

float stage_height(const Page& page, const Model& model) {
    const ui::Ui& ui = page.ui;
    const ui::Metrics& m = ui.metrics();
    const bool elder = ui.elder();
    float below = m.dock_h + ui.viewport().inset_bottom + (elder ? 84.0f : 72.0f) + 2 * m.target + 30;
    if (model.frames > 1) below += m.target + 4;
    return std::clamp(ui.viewport().height - ui.y() - below, 300.0f, 900.0f);
}

void pan_keys(Page& page, ui::Rect stage, const Sending& send) {
    ui::Ui& ui = page.ui;
    const auto key = [&](std::string_view id, Place place, Icon icon, std::string_view text, float x, float y) {
        if (stage_key(ui, stage, id, place, icon, page.t(text))) send(Viewer::Panned{x, y});
    };
    key("viewer.left", Place::left, Icon::arrow_left, "viewer.pan.left", -pan_step, 0);
    key("viewer.right", Place::right, Icon::arrow_right, "viewer.pan.right", pan_step, 0);
    key("viewer.up", Place::up, Icon::arrow_up, "viewer.pan.up", 0, -pan_step);
    key("viewer.down", Place::down, Icon::arrow_down, "viewer.pan.down", 0, pan_step);
}

void stage(Page& page, const Model& model, const Sending& send) {
    ui::Ui& ui = page.ui;
    const state::Viewing& viewing = page.shared.viewing;
    const ui::Rect stage = ui::begin_stage(ui, "viewer.stage", stage_height(page, model));
    const std::string label =
        model.frames > 1 ? page.t("viewer.picture.of", {{"title", viewing.title}, {"position", position(page, model)}})
                         : viewing.title;
    if (auto news =
            ui::viewer_picture(ui, stage, "viewer.picture", label, viewing.source, Viewer::view_text(model, viewing)))
        send(Viewer::PainterTold{std::move(*news)});
    const bool waits = model.shown != model.frame && model.problem.empty();
    if (waits && page.shared.online)
        ui::stage_text(ui, stage, "viewer.loading", Place::middle,
                       model.percent > 0 ? page.t("viewer.loading.percent", {{"n", std::to_string(model.percent)}})
                                         : page.t("viewer.loading"));
    ui::stage_text(ui, stage, "viewer.position", Place::bottom_left, position(page, model));
    ui::stage_text(ui, stage, "viewer.zoom", Place::top_right, zoom_words(page, model));
    if (model.opened) {
        if (ui::stage_key(ui, stage, "viewer.zoom_in", Place::zoom_in, Icon::plus, page.t("viewer.zoom.in")))
            send(Viewer::Zoomed{zoom_step});
        if (ui::stage_key(ui, stage, "viewer.zoom_out", Place::zoom_out, Icon::minus, page.t("viewer.zoom.out")))
            send(Viewer::Zoomed{1 / zoom_step});
        if (model.zoom > 1.01f) pan_keys(page, stage, send);
    }
    ui::end_stage(ui, stage);
}

void slices(Page& page, const Model& model, const Sending& send) {
    ui::Ui& ui = page.ui;
    const float size = ui.metrics().target;
    const ui::Point left{ui.x() - 8, ui.y()}, right{ui.x() + ui.width() - size + 8, ui.y()};  // their icons line up
    ui.begin_group(ui::Role::group, "viewer.slices", page.t("viewer.slices"), "slices");
    if (ui::viewer_key(ui, "viewer.previous", Icon::chevron_left, page.t("viewer.previous"), left, model.frame == 0))
        send(Viewer::FramePicked{model.frame - 1});
    if (const auto to = ui::slider(ui, "viewer.slice",
                                   {.label = page.t("viewer.slice"),
                                    .value = position(page, model),
                                    .range = {.from = 1, .to = model.frames, .step = 1, .at = model.frame + 1},
                                    .inset = size}))
        send(Viewer::FramePicked{*to - 1});
    if (ui::viewer_key(ui, "viewer.next", Icon::chevron_right, page.t("viewer.next"), right,
                       model.frame == model.frames - 1))
        send(Viewer::FramePicked{model.frame + 1});
    ui.end_group();
    ui.space(4);
}

void windows(Page& page, const Model& model, const Sending& send) {
    using enum Viewer::Window;
    std::vector<ui::Segment> all;
    if (model.ct)
        all = {{"viewer.lungs", Icon::wind, page.t("viewer.window.lungs"), model.window == lungs},
               {"viewer.heart", Icon::heart_pulse, page.t("viewer.window.heart"), model.window == heart},
               {"viewer.bones", Icon::bone, page.t("viewer.window.bones"), model.window == bones}};
    all.push_back({"viewer.reset", Icon::rotate_ccw, page.t("viewer.reset"), false, false});
    const std::string pressed = ui::segments(page.ui, page.t("viewer.windows"), all);
    if (pressed == "viewer.lungs") send(Viewer::WindowPicked{lungs});
    if (pressed == "viewer.heart") send(Viewer::WindowPicked{heart});
    if (pressed == "viewer.bones") send(Viewer::WindowPicked{bones});
    if (pressed == "viewer.reset") send(Viewer::ResetPressed{});
}

void sliders(Page& page, const Model& model, const Sending& send) {
    ui::Ui& ui = page.ui;
    const Viewer::Level level = Viewer::level(model);
    const auto row = [&](std::string_view id, Icon icon, std::string_view label, int at, std::string trailing) {
        return ui::slider(ui, id,
                          {.label = page.t(label),
                           .value = trailing.empty() ? std::to_string(at) : trailing,
                           .range = {.from = -100, .to = 100, .step = 4, .at = at},
                           .label_shown = true,
                           .icon = icon,
                           .trailing = std::move(trailing)});
    };
    const auto words = [&](std::string_view key, float value) {
        return model.grey ? page.t(key, {{"n", signed_number(value)}}) : std::string{};
    };
    if (const auto to = row("viewer.brightness", Icon::sun, "viewer.brightness", model.brightness,
                            words("viewer.level", level.centre)))
        send(Viewer::BrightnessMoved{*to});
    if (const auto to = row("viewer.contrast", Icon::contrast, "viewer.contrast", model.contrast,
                            words("viewer.width", level.width)))
        send(Viewer::ContrastMoved{*to});
}

std::string trouble_words(const Page& page, const Model& model) {
    if (!model.problem.empty()) return problem_text(page.ui, model.problem);
    return model.unordered > 0 ? page.t("viewer.unordered", {{"n", std::to_string(model.unordered)}}) : std::string{};
}

void trouble(Page& page, const std::string& words, const Sending& send) {
    ui::Ui& ui = page.ui;
    ui.space(12);
    ui.banner(Icon::circle_alert, words, ui::Tone::amber);
    ui.space(12);
    if (ui.button("viewer.retry", page.t("common.retry"),
                  {.kind = ui::ButtonKind::secondary, .icon = Icon::refresh_cw, .compact = true}))
        send(Viewer::RetryPressed{});
    ui.space(12);
}

}  // namespace

void Viewer::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Viewing& viewing = page.shared.viewing;
    const std::string title = viewing.title.empty() ? page.t("viewer.page.title") : viewing.title;
    ui.begin_screen("viewer", title);
    // Taller than any screen: what is below the content is dark, too.
    ui.paint(
        {.kind = ui::PaintOp::Kind::rect, .rect = {0, 0, ui.viewport().width, 8000}, .fill = ui::Color::viewer_bar});
    std::string detail = viewing.day.empty() ? std::string{} : full_day(page, viewing.day);
    if (model.frames > 1)
        detail += (detail.empty() ? "" : " · ") + page.t("viewer.count", {{"n", std::to_string(model.frames)}});
    if (ui::viewer_bar(
            ui,
            {.title = title, .detail = detail, .tag = page.t("viewer.original"), .back_label = page.t("common.back")}))
        page.chrome.push_back(ChromeMsg::back);
    ui.begin_main();
    page.read_key();
    page.state_banners();
    stage(page, model, send);
    ui.space(6);
    const std::string words = trouble_words(page, model);
    if (!words.empty()) trouble(page, words, send);
    if (model.frames > 1) slices(page, model, send);
    if (model.opened) {
        windows(page, model, send);
        sliders(page, model, send);
    }
    std::string news = position(page, model);
    if (const std::string zoomed = zoom_words(page, model); !zoomed.empty())
        news += (news.empty() ? "" : " · ") + zoomed;
    ui.status(words.empty() ? news : words);
    ui.end_main();
    ui.begin_bottom();
    ui.space(-ui.metrics().bottom_pad);
    page.end_bottom(false);
}

}  // namespace bz::screens
