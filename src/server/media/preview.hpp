// A small JPEG of a picture, right way up, to show in lists and talks. Decoding it is also the proof that the picture
// can be looked at.
#pragma once

#include "server/media/clean.hpp"

namespace bz::server::media {

inline constexpr int preview_side_max = 640;

[[nodiscard]] bool has_preview(domain::FileType type);  // JPEG, PNG and WebP; nothing here can decode HEIC

// Errors: "file.damaged". `content` is what clean() keeps.
[[nodiscard]] Result<std::string> make_preview(domain::FileType type, std::string_view content, const Picture& picture);

}  // namespace bz::server::media
