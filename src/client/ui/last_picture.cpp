#include "client/ui/last_picture.hpp"

#include <cstring>

namespace bz::ui {

namespace {

// ImGui's own elements have no gaps that were never written.
template <class T>
bool equal(const ImVector<T>& a, const ImVector<T>& b) {
    return a.Size == b.Size &&
           (a.Size == 0 || std::memcmp(a.Data, b.Data, static_cast<std::size_t>(a.size_in_bytes())) == 0);
}

bool equal(ImVec2 a, ImVec2 b) { return a.x == b.x && a.y == b.y; }

bool letters_are_there(const ImDrawData& picture) {
    for (const ImTextureData* texture : *picture.Textures)
        if (texture->Status != ImTextureStatus_OK) return false;
    return true;
}

}  // namespace

bool LastPicture::replace(const ImDrawData& picture, std::uint32_t paper) {
    const ImDrawList& list = *picture.CmdLists[0];
    if (known_ && letters_are_there(picture) && paper == paper_ && equal(picture.DisplaySize, size_) &&
        equal(picture.FramebufferScale, scale_) && equal(list.CmdBuffer, commands_) &&
        equal(list.VtxBuffer, vertices_) && equal(list.IdxBuffer, indices_))
        return false;
    known_ = true;
    size_ = picture.DisplaySize;
    scale_ = picture.FramebufferScale;
    paper_ = paper;
    commands_ = list.CmdBuffer;
    vertices_ = list.VtxBuffer;
    indices_ = list.IdxBuffer;
    return true;
}

}  // namespace bz::ui
