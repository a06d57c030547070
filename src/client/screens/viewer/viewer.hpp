// One record large: zoom, pan, slices, windows, brightness and contrast. How it is looked at is data here; the page's
// painter (web/viewer) fetches, decodes and paints, and tells what it found.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Viewer {
    static constexpr std::string_view name = "viewer";
    static constexpr std::array routes = {state::Route::viewer};

    enum class Window : std::uint8_t { own, lungs, heart, bones };
    // Grey values between centre - width / 2 and centre + width / 2 are shown, the rest is black or white.
    struct Level {
        float centre = 0, width = 0;
        bool operator==(const Level&) const = default;
    };
    struct Model {
        // how it is looked at
        int frame = 0;  // slice or page, from 0
        float zoom = 1;
        float x = 0.5f, y = 0.5f;  // the picture's point in the middle of the stage, 0..1
        Window window = Window::own;
        int brightness = 0, contrast = 0;  // -100..100, from the window's
        int attempt = 0;                   // grows when the person tries again
        // what the painter told
        bool opened = false;
        int frames = 1;
        bool grey = false;  // has grey values to look at through a window
        bool ct = false;
        Level own{};
        int shown = -1;  // the frame that is on the stage
        int percent = 0;
        int unordered = 0;      // slices whose place in the series is not known
        std::string problem{};  // code
        bool operator==(const Model&) const = default;
    };

    struct RetryPressed {};
    struct ResetPressed {};
    struct Zoomed {
        float factor = 1;
    };
    struct Panned {
        float x = 0, y = 0;  // in parts of what is seen
    };
    struct FramePicked {
        int frame = 0;
    };
    struct WindowPicked {
        Window window = Window::own;
    };
    struct BrightnessMoved {
        int to = 0;
    };
    struct ContrastMoved {
        int to = 0;
    };
    struct PainterTold {
        std::string news;
    };
    using Msg = std::variant<RetryPressed, ResetPressed, Zoomed, Panned, FramePicked, WindowPicked, BrightnessMoved,
                             ContrastMoved, PainterTold>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Viewer>> fixtures();

    // What is shown with the window, brightness and contrast as they are.
    static Level level(const Model& model);
    // "frame pages zoom x y centre width brightness contrast attempt", whole numbers (zoom, x and y in 1/10000), as
    // web/viewer reads it.
    static std::string view_text(const Model& model, const state::Viewing& viewing);
};

using ViewerFixture = Fixture<Viewer>;

}  // namespace bz::screens
