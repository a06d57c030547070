// The client: takes host events, keeps the state, answers with effects and frames. The same class runs in the browser
// and, headless, under the tests.
#pragma once

#include <bitset>
#include <optional>
#include <string>

#include "client/app/event.hpp"
#include "client/app/model.hpp"
#include "client/ui/measure.hpp"
#include "client/ui/ui.hpp"

namespace bz::app {

class App {
public:
    explicit App(ui::Measure& measure) : measure_(measure) {}

    // Takes one event to its end: what it means to the shown screen, the update, and what follows from it.
    state::Effects receive(const Event& event);
    // The frame as it is now. Cheap enough to be called for every frame drawn.
    ui::Output render(const ui::Viewport& viewport);
    // Another screen, as it would be drawn if it were opened now; nothing is changed by it.
    ui::Output rehearse(state::Route route);
    // The same of one that is likely to follow, each once; nothing when all were: opening it then finds its letters,
    // widths and code ready.
    std::optional<ui::Output> rehearse_next();
    // Text widths changed (a font arrived, the page was zoomed).
    void forget_widths() { measure_.forget(); }

    const Model& model() const { return model_; }
    Model& model() { return model_; }  // tests set states directly
    const ui::Theme& theme() const { return theme_; }
    // Shows a state as it is, without asking anyone for anything.
    void exhibit(Model model);
    // The draft to keep, when it differs from what was last asked for.
    std::optional<std::string> draft_to_save();

private:
    state::Effects on_start(const Start& start);
    state::Effects on_ui(const ui::UiEvent& event);
    state::Effects on_reply(const state::Reply& reply);
    state::Effects on_news(std::string_view kind, const std::string& subject);
    state::Effects on_chrome(screens::ChromeMsg msg);
    state::Effects session_ended();
    void look(std::string_view name, std::string_view value);  // one of the choices of how things look
    state::Effects show(state::Route route);
    // Runs `effects` that are the app's own (routes) and passes the rest on.
    void settle(state::Effects& effects);
    ui::UiEvent resolve_submit() const;

    Model model_;
    ui::Texts texts_;
    ui::Theme theme_;
    ui::CachedMeasure measure_;
    ui::Viewport viewport_;
    ui::Tree last_tree_;
    // Texts arrive before the draft does: until the start nothing is known that would be worth writing over it.
    bool started_ = false;
    std::string saved_draft_;
    std::bitset<enum_count<state::Route>> rehearsed_;
};

}  // namespace bz::app
