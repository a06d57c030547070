// PNG: a row of chunks. Kept are those that change how the pixels look; texts, times and all that is unknown go.
#include "server/media/bytes.hpp"
#include "server/media/clean.hpp"

#include <algorithm>
#include <array>

namespace bz::server::media {

namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t frame_bytes = 12;  // length, type, checksum
constexpr std::string_view kept[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                     "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs"};

std::uint32_t checksum(std::string_view bytes) {
    std::uint32_t crc = ~0U;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

void put_chunk(std::string& out, std::string_view type, std::string_view data) {
    put_big_endian(out, data.size(), 4);
    const std::size_t from = out.size();
    out.append(type).append(data);
    put_big_endian(out, checksum(std::string_view(out).substr(from)), 4);
}

bool read_header(std::string_view data, Picture& picture) {
    const std::uint64_t width = big_endian(data, 0, 4);
    const std::uint64_t height = big_endian(data, 4, 4);
    if (data.size() != 13 || width == 0 || height == 0 || width > 0x7FFFFFFF || height > 0x7FFFFFFF) return false;
    picture.width = static_cast<int>(width);
    picture.height = static_cast<int>(height);
    picture.held = data[12] != 0;  // interlaced
    return true;
}

}  // namespace

Result<std::string> clean_png(std::string_view bytes, Picture& picture) {
    std::string out(bytes.substr(0, signature_bytes));
    out.reserve(bytes.size());
    bool pixels = false;
    for (std::size_t at = signature_bytes; has(bytes, at, frame_bytes);) {
        const std::size_t length = big_endian(bytes, at, 4);
        if (!has(bytes, at, frame_bytes + length)) break;
        const std::string_view type = bytes.substr(at + 4, 4);
        const std::string_view data = bytes.substr(at + 8, length);
        const bool first = at == signature_bytes;
        if (first != (type == "IHDR") || (first && !read_header(data, picture))) break;
        pixels = pixels || type == "IDAT";
        if (type == "eXIf" && picture.orientation == 1) {
            picture.orientation = read_orientation(data);
            if (picture.orientation != 1) put_chunk(out, type, orientation_tiff(picture.orientation));
        } else if (std::ranges::find(kept, type) != std::end(kept)) {
            out += bytes.substr(at, frame_bytes + length);
        } else if ((type[0] & 0x20) == 0) {
            break;  // capital letter: nobody could show the picture without knowing it
        }
        if (type == "IEND" && pixels) return out;  // what follows is not of the picture
        at += frame_bytes + length;
    }
    return fail("file.damaged");
}

}  // namespace bz::server::media
