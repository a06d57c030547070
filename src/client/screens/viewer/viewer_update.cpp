#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "base/text.hpp"
#include "client/screens/viewer/viewer.hpp"

namespace bz::screens {

using namespace state;

namespace {

constexpr float zoom_max = 8;

// As radiologists set them; in Hounsfield units.
Viewer::Level preset(Viewer::Window window, Viewer::Level own) {
    switch (window) {
    case Viewer::Window::own: return own;
    case Viewer::Window::lungs: return {-600, 1500};
    case Viewer::Window::heart: return {40, 400};
    case Viewer::Window::bones: return {400, 1800};
    }
    return own;
}

// Never past the picture's edge.
void clamp(Viewer::Model& model) {
    model.zoom = std::clamp(model.zoom, 1.0f, zoom_max);
    const float room = 0.5f * (1 - 1 / model.zoom);
    model.x = std::clamp(model.x, 0.5f - room, 0.5f + room);
    model.y = std::clamp(model.y, 0.5f - room, 0.5f + room);
}

// Numbers travel as whole ones, scaled where they need to be finer: reading and writing others costs kilobytes.
constexpr float fine = 10000;

int number(std::string_view text) {
    int value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end ? value : 0;
}

float fraction(std::string_view text) { return static_cast<float>(number(text)) / fine; }

void opened(Viewer::Model& model, std::span<const std::string_view> parts) {
    model.opened = true;
    model.frames = std::max(1, number(parts[2]));
    model.frame = std::clamp(model.frame, 0, model.frames - 1);
    model.grey = parts[1] == "grey";
    model.ct = model.grey && parts[3] == "CT";
    model.own = {static_cast<float>(number(parts[4])), static_cast<float>(std::max(1, number(parts[5])))};
}

struct Update {
    Viewer::Model& model;

    Effects operator()(const Viewer::RetryPressed&) const {
        model.problem.clear();
        model.unordered = 0;
        model.percent = 0;
        model.shown = -1;
        ++model.attempt;
        return {};
    }
    Effects operator()(const Viewer::ResetPressed&) const {
        model.zoom = 1;
        model.x = model.y = 0.5f;
        model.window = Viewer::Window::own;
        model.brightness = model.contrast = 0;
        return {};
    }
    Effects operator()(const Viewer::Zoomed& zoomed) const {
        model.zoom *= zoomed.factor;
        clamp(model);
        return {};
    }
    Effects operator()(const Viewer::Panned& panned) const {
        model.x += panned.x / model.zoom;
        model.y += panned.y / model.zoom;
        clamp(model);
        return {};
    }
    Effects operator()(const Viewer::FramePicked& picked) const {
        const int frame = std::clamp(picked.frame, 0, model.frames - 1);
        if (frame == model.frame) return {};
        model.frame = frame;
        model.percent = 0;
        model.problem.clear();
        return {};
    }
    Effects operator()(const Viewer::WindowPicked& picked) const {
        // Pressed again it is taken back.
        model.window = picked.window == model.window ? Viewer::Window::own : picked.window;
        model.brightness = model.contrast = 0;
        return {};
    }
    Effects operator()(const Viewer::BrightnessMoved& moved) const {
        model.brightness = std::clamp(moved.to, -100, 100);
        return {};
    }
    Effects operator()(const Viewer::ContrastMoved& moved) const {
        model.contrast = std::clamp(moved.to, -100, 100);
        return {};
    }
    // "moved <zoom> <x> <y>" (in 1/10000), "opened grey|colour <frames> <modality> <centre> <width>", "progress
    // <percent>", "frame <n>", "shown <n>", "unordered <count>", "failed <code>"
    Effects operator()(const Viewer::PainterTold& told) const {
        const auto parts = split(told.news, ' ');
        if (parts[0] == "moved" && parts.size() == 4) {
            model.zoom = fraction(parts[1]);
            model.x = fraction(parts[2]);
            model.y = fraction(parts[3]);
            clamp(model);
        } else if (parts[0] == "opened" && parts.size() == 6) {
            opened(model, parts);
        } else if (parts[0] == "progress" && parts.size() == 2) {
            model.percent = std::clamp(number(parts[1]), 0, 100);
        } else if (parts[0] == "frame" && parts.size() == 2) {
            return (*this)(Viewer::FramePicked{number(parts[1])});
        } else if (parts[0] == "shown" && parts.size() == 2) {
            model.shown = number(parts[1]);
            if (model.shown == model.frame) model.problem.clear();
        } else if (parts[0] == "unordered" && parts.size() == 2) {
            model.unordered = number(parts[1]);
        } else if (parts[0] == "failed" && parts.size() == 2) {
            model.problem = parts[1];
        }
        return {};
    }
};

}  // namespace

Viewer::Level Viewer::level(const Model& model) {
    const Level base = preset(model.window, model.own);
    return {std::round(base.centre - static_cast<float>(model.brightness) / 100 * base.width),
            std::max(1.0f, std::round(base.width * std::exp2(-static_cast<float>(model.contrast) / 50)))};
}

std::string Viewer::view_text(const Model& model, const Viewing& viewing) {
    const Level shown = level(model);
    std::string text;
    for (const float part :
         {static_cast<float>(model.frame), static_cast<float>(viewing.pages), model.zoom * fine, model.x * fine,
          model.y * fine, shown.centre, shown.width, static_cast<float>(model.brightness),
          static_cast<float>(model.contrast), static_cast<float>(model.attempt)})
        text += std::to_string(std::lround(part)) + ' ';
    text.pop_back();
    return text;
}

Effects Viewer::update(Model& model, Shared&, const Msg& msg) { return std::visit(Update{model}, msg); }

Effects Viewer::on_enter(Model& model, Shared& shared, Route) {
    model = {};
    if (shared.viewing.source.empty()) return {Go{Route::my_records, true}};
    model.frames = std::max(1, shared.viewing.pages);
    model.frame = std::clamp(shared.viewing.page - 1, 0, model.frames - 1);
    return {};
}

}  // namespace bz::screens
