// The dark screen around a picture: its bar, the stage with keys and words that lie on the picture, sliders, a row of
// choices. What lies on the stage is drawn by the page in both paints, because the picture lies above the canvas.
#pragma once

#include <span>

#include "client/ui/ui.hpp"

namespace bz::ui {

struct ViewerBarOptions {
    std::string title{};
    std::string detail{};
    std::string tag{};
    std::string back_label{};
};
bool viewer_bar(Ui& ui, const ViewerBarOptions& options);  // true = back

// The picture's place, as wide as the page: begin_stage, viewer_picture, stage_text, stage_key, end_stage.
Rect begin_stage(Ui& ui, std::string_view id, float height);
void end_stage(Ui& ui, Rect stage);
// `view` is Picture::view. Answers what the painter told in this pass.
std::optional<std::string> viewer_picture(Ui& ui, Rect stage, std::string_view id, std::string_view label,
                                          std::string_view source, std::string_view view);

enum class Place : std::uint8_t { top_left, top_right, bottom_left, middle, zoom_in, zoom_out, left, right, up, down };
void stage_text(Ui& ui, Rect stage, std::string_view id, Place place, std::string_view text);
bool stage_key(Ui& ui, Rect stage, std::string_view id, Place place, Icon icon, std::string_view label,
               bool disabled = false);

struct SliderOptions {
    std::string label{};  // accessible name
    std::string value{};  // how the place reads aloud
    Range range{};
    bool label_shown = false;
    Icon icon = Icon::none;
    std::string trailing{};
    float inset = 0;  // on both sides, for keys beside it
};
// Where the slider was moved to in this pass. As wide as what it finds.
std::optional<int> slider(Ui& ui, std::string_view id, const SliderOptions& options);

struct Segment {
    std::string id{};
    Icon icon = Icon::none;
    std::string label{};
    bool selected = false;
    bool toggles = true;  // false: does something once
};
std::string segments(Ui& ui, std::string_view name, std::span<const Segment> all);  // id of the pressed one, or empty

// One key of the dark screen, a square as wide as high.
bool viewer_key(Ui& ui, std::string_view id, Icon icon, std::string_view label, Point at, bool disabled);

}  // namespace bz::ui
