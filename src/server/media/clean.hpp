// What a file is, told from its content, and the content that is kept of it: what pictures say about camera, place and
// time is dropped, and so is what hides behind their end; pixels stay bit for bit as they were taken.
#pragma once

#include "base/result.hpp"
#include "domain/record.hpp"

#include <string>
#include <string_view>

namespace bz::server::media {

inline constexpr std::int64_t pixels_max = 100'000'000;      // more is an attack on the memory, or no photo
inline constexpr std::int64_t pixels_held_max = 40'000'000;  // of kinds that only decode as a whole

struct Picture {
    int width = 0;
    int height = 0;
    int orientation = 1;  // as EXIF counts, 1 to 8: how the pixels are to be turned for looking at
    bool held = false;    // decodes only as a whole in memory (progressive, interlaced, lossless)
};

struct Cleaned {
    domain::FileType type{};
    Picture picture;  // zero for what is not decoded here (HEIC, PDF, DICOM)
    bool changed = false;
    std::string content;  // empty unless changed: then the given bytes are kept as they are
};

// Errors: "file.type" (not a kind that is taken), "file.damaged", "file.pixels" (detail = limit in millions).
// HEIC and PDF are kept as they are; of DICOM the free first 128 bytes are emptied, where a program can hide.
[[nodiscard]] Result<Cleaned> clean(std::string_view bytes);

// Each gives the content that is kept, and fills `picture`. Errors as above.
[[nodiscard]] Result<std::string> clean_jpeg(std::string_view bytes, Picture& picture);
[[nodiscard]] Result<std::string> clean_png(std::string_view bytes, Picture& picture);
[[nodiscard]] Result<std::string> clean_webp(std::string_view bytes, Picture& picture);

// EXIF's TIFF part: reads the orientation (1 when there is none that can be), or makes one that holds nothing else.
[[nodiscard]] int read_orientation(std::string_view tiff);
[[nodiscard]] std::string orientation_tiff(int orientation);

}  // namespace bz::server::media
