// What the canvas shows, so that the same is not drawn twice: a press that leads elsewhere is first answered with the
// screen it was made on, and a full picture costs a device without a graphics card a tenth of a second.
#pragma once

#include <cstdint>

#include "imgui.h"

namespace bz::ui {

class LastPicture {
public:
    // False when it is the one that is shown and all its letters are in the textures already.
    bool replace(const ImDrawData& picture, std::uint32_t paper);
    void forget() { known_ = false; }

private:
    bool known_ = false;
    ImVec2 size_, scale_;
    std::uint32_t paper_ = 0;
    ImVector<ImDrawCmd> commands_;
    ImVector<ImDrawVert> vertices_;
    ImVector<ImDrawIdx> indices_;
};

}  // namespace bz::ui
