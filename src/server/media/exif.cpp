// Of all that EXIF can say, how the camera was held is the one thing a reader needs.
#include "server/media/bytes.hpp"
#include "server/media/clean.hpp"

#include <algorithm>

namespace bz::server::media {

namespace {

constexpr std::uint64_t orientation_tag = 0x0112;
constexpr std::uint64_t short_type = 3;
constexpr std::size_t entry_bytes = 12;

}  // namespace

int read_orientation(std::string_view tiff) {
    const bool little = marked(tiff, 0, std::string_view("II*\0", 4));
    if (!little && !marked(tiff, 0, std::string_view("MM\0*", 4))) return 1;
    const auto number = [&](std::size_t at, std::size_t width) {
        return little ? little_endian(tiff, at, width) : big_endian(tiff, at, width);
    };
    const std::size_t directory = number(4, 4);
    if (!has(tiff, directory, 2)) return 1;
    const std::size_t count = std::min<std::size_t>(number(directory, 2), tiff.size() / entry_bytes);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = directory + 2 + i * entry_bytes;
        if (!has(tiff, at, entry_bytes)) return 1;
        if (number(at, 2) != orientation_tag || number(at + 2, 2) != short_type) continue;
        const auto value = static_cast<int>(number(at + 8, 2));
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

std::string orientation_tiff(int orientation) {
    std::string out("MM\0*", 4);
    put_big_endian(out, 8, 4);  // where the directory begins
    put_big_endian(out, 1, 2);  // its only entry
    put_big_endian(out, orientation_tag, 2);
    put_big_endian(out, short_type, 2);
    put_big_endian(out, 1, 4);
    put_big_endian(out, static_cast<std::uint64_t>(orientation), 2);
    put_big_endian(out, 0, 2);
    put_big_endian(out, 0, 4);  // no further directory
    return out;
}

}  // namespace bz::server::media
