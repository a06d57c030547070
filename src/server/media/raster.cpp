#include "server/media/raster.hpp"

#include <algorithm>

namespace bz::server::media {

Size fit(Size size, int side) {
    const int longer = std::max(size.width, size.height);
    if (longer <= side) return size;
    const auto scaled = [&](int length) { return std::max(1, static_cast<int>(std::int64_t{length} * side / longer)); };
    return {scaled(size.width), scaled(size.height)};
}

Shrinker::Shrinker(Size from, Size to) : from_(from), to_(to) {
    const std::size_t pixels = static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height);
    sums_.resize(pixels * 3);
    counts_.resize(pixels);
    column_of_.resize(static_cast<std::size_t>(from.width));
    for (int x = 0; x < from.width; ++x)
        column_of_[static_cast<std::size_t>(x)] = static_cast<int>(std::int64_t{x} * to.width / from.width);
}

void Shrinker::add_row(const std::uint8_t* rgb) {
    if (row_ >= from_.height) return;
    const auto row = static_cast<std::size_t>(std::int64_t{row_} * to_.height / from_.height);
    const std::size_t start = row * static_cast<std::size_t>(to_.width);
    ++row_;
    for (const int column : column_of_) {
        const std::size_t at = start + static_cast<std::size_t>(column);
        for (std::size_t part = 0; part < 3; ++part) sums_[at * 3 + part] += *rgb++;
        ++counts_[at];
    }
}

Raster Shrinker::finish() const {
    Raster out{to_, std::vector<std::uint8_t>(sums_.size())};
    for (std::size_t at = 0; at < counts_.size(); ++at) {
        const std::uint32_t count = std::max<std::uint32_t>(1, counts_[at]);
        for (std::size_t part = at * 3; part < at * 3 + 3; ++part)
            out.rgb[part] = static_cast<std::uint8_t>((sums_[part] + count / 2) / count);
    }
    return out;
}

Raster turned(const Raster& raster, int orientation) {
    if (orientation <= 1 || orientation > 8) return raster;
    const int w = raster.size.width;
    const int h = raster.size.height;
    const bool sideways = orientation >= 5;
    Raster out{sideways ? Size{h, w} : Size{w, h}, std::vector<std::uint8_t>(raster.rgb.size())};
    std::size_t to = 0;
    for (int y = 0; y < out.size.height; ++y) {
        for (int x = 0; x < out.size.width; ++x) {
            int from_x = sideways ? y : x;
            int from_y = sideways ? x : y;
            // 2, 3, 7, 8 are mirrored along the stored row; 3, 4, 6, 7 along the stored column.
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) from_x = w - 1 - from_x;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) from_y = h - 1 - from_y;
            const std::size_t from =
                (static_cast<std::size_t>(from_y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(from_x)) * 3;
            for (std::size_t part = 0; part < 3; ++part) out.rgb[to++] = raster.rgb[from + part];
        }
    }
    return out;
}

void flatten(const std::uint8_t* rgba, std::size_t pixels, std::uint8_t* rgb) {
    for (std::size_t i = 0; i < pixels; ++i, rgba += 4) {
        const unsigned alpha = rgba[3];
        for (std::size_t part = 0; part < 3; ++part)
            *rgb++ = static_cast<std::uint8_t>((rgba[part] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}

}  // namespace bz::server::media
