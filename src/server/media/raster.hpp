// A small picture in memory, and how a large one becomes small while its rows come by.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bz::server::media {

struct Size {
    int width = 0;
    int height = 0;
};

struct Raster {
    Size size;
    std::vector<std::uint8_t> rgb;  // three bytes a pixel, rows without gaps
};

// The largest size of the same shape whose longer side is at most `side`; never larger than it was.
[[nodiscard]] Size fit(Size size, int side);

// Averages the pixels that fall together. Needs memory for the small picture only.
class Shrinker {
public:
    Shrinker(Size from, Size to);
    void add_row(const std::uint8_t* rgb);  // `from.height` times
    [[nodiscard]] Raster finish() const;

private:
    Size from_, to_;
    int row_ = 0;
    std::vector<std::uint32_t> sums_;
    std::vector<std::uint32_t> counts_;
    std::vector<int> column_of_;
};

[[nodiscard]] Raster turned(const Raster& raster, int orientation);  // as EXIF counts

// What lies behind a see-through pixel is white, as paper is.
void flatten(const std::uint8_t* rgba, std::size_t pixels, std::uint8_t* rgb);

// Each decodes to at most `side` on the longer side. Errors: "file.damaged".
[[nodiscard]] Result<Raster> decode_jpeg(std::string_view bytes, int side);
[[nodiscard]] Result<Raster> decode_png(std::string_view bytes, int side);
[[nodiscard]] Result<Raster> decode_webp(std::string_view bytes, int side);
[[nodiscard]] Result<std::string> encode_jpeg(const Raster& raster);

}  // namespace bz::server::media
