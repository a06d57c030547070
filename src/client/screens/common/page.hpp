// What every screen's view gets: the widgets, the state, and the frame that all screens share (top bar, steps, help
// dock). A view only reads state; what a person did leaves through `send` or, for the shared frame, through `chrome`.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/state/shared.hpp"
#include "client/ui/ui.hpp"

namespace bz::screens {

// Things the shared frame can ask of the app.
enum class ChromeMsg {
    back,
    help,
    emergency,
    emergency_closed,
    home,
    toggle_size,
    toggle_language,
    toggle_paint,
    toggle_contrast,
    toggle_read_aloud,
    read_screen,  // again, or stop
    settings,
    licence
};

template <class Msg>
class Send {
public:
    explicit Send(std::vector<Msg>& into) : into_(&into) {}
    void operator()(Msg msg) const { into_->push_back(std::move(msg)); }

private:
    std::vector<Msg>* into_;
};

class Page {
public:
    ui::Ui& ui;
    const state::Shared& shared;
    state::Route route;
    std::vector<ChromeMsg>& chrome;
    bool emergency_asked = false;  // the 120 dialog is open
    struct Journey {
        int step = 0;
        std::vector<std::string> steps{};
    } journey{};  // what begin() was told of the way

    // As Ui::t.
    [[gnu::noinline]] std::string t(const char* key) const;
    [[gnu::noinline]] std::string t(const char* key, std::initializer_list<ui::TextArg> args) const;
    [[gnu::noinline]] std::string t(std::string_view key, std::initializer_list<ui::TextArg> args = {}) const;

    struct Options {
        std::string_view name{};   // the screen's name in the semantics tree: the route's name
        std::string title{};       // top bar and document title
        std::string bar_detail{};  // beside the seal; empty = the hospital's name
        bool saved = false;        // shows 已保存
        bool back = true;
        int step = 0;  // from 1; 0 = no step indicator
        std::vector<std::string> steps{};
    };
    // Begins the screen down to the main content; ends it with the bottom bar. Between them: the screen's own widgets.
    void begin(const Options& options);

    struct EndOptions {
        std::string_view id{};  // of the primary button; empty = none
        std::string label{};
        ui::Icon icon = ui::Icon::none;
        bool busy = false;
        bool emergency = true;    // 急救 120 in the dock
        std::string second_id{};  // a text button below the primary
        std::string second_label{};
    };
    struct Used {
        bool primary = false, second = false;
    };
    Used end(const EndOptions& options);
    // For screens with a bottom bar of their own: begin_bottom(); widgets; end_bottom(emergency).
    void begin_bottom();
    void end_bottom(bool emergency);

    void side_steps();
    // Offline, slow and failed states as banners under the title; every screen gets them from begin().
    void state_banners();
    // 念一遍 / 停, for those who have screens read to them.
    void read_key();
    // A panel for something that is loading (nothing at first, for most answers are there in no time) or could not be
    // loaded; true = "try again" pressed.
    bool load_panel(state::Load load, std::string_view error, std::string_view id);
};

// Text for a problem code: "problem.<code>", or "problem.other" when there is none.
std::string problem_text(const ui::Ui& ui, std::string_view code);

}  // namespace bz::screens
