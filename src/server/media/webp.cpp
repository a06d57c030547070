// WebP: chunks in a RIFF file. Moving pictures are not taken.
#include "server/media/bytes.hpp"
#include "server/media/clean.hpp"

namespace bz::server::media {

namespace {

constexpr std::size_t riff_header = 12;
constexpr std::size_t chunk_header = 8;
constexpr std::size_t extended_bytes = 10;
constexpr std::uint8_t exif_flag = 0x08;
constexpr std::uint8_t xmp_flag = 0x04;

void put_chunk(std::string& out, std::string_view type, std::string_view data) {
    out += type;
    put_little_endian(out, data.size(), 4);
    out += data;
    if (data.size() % 2 != 0) out += '\0';
}

bool read_lossy(std::string_view data, Picture& picture) {
    if (!marked(data, 3, "\x9D\x01\x2A")) return false;
    picture.width = static_cast<int>(little_endian(data, 6, 2) & 0x3FFF);
    picture.height = static_cast<int>(little_endian(data, 8, 2) & 0x3FFF);
    return true;
}

bool read_lossless(std::string_view data, Picture& picture) {
    if (byte_at(data, 0) != 0x2F || data.size() < 5) return false;
    const std::uint64_t bits = little_endian(data, 1, 4);
    picture.width = static_cast<int>(bits & 0x3FFF) + 1;
    picture.height = static_cast<int>(bits >> 14 & 0x3FFF) + 1;
    picture.held = true;
    return true;
}

struct Parts {
    std::string body;      // the kept chunks but VP8X
    std::string extended;  // VP8X's data
    std::string exif;
    int pictures = 0;
};

Result<bool> take(Parts& parts, std::string_view type, std::string_view data, Picture& picture) {
    if (type == "ANIM" || type == "ANMF") return fail("file.type");
    if (type == "VP8X") {
        if (!parts.extended.empty() || data.size() < extended_bytes || !parts.body.empty()) return fail("file.damaged");
        parts.extended = data.substr(0, extended_bytes);
    } else if (type == "VP8 " || type == "VP8L") {
        const bool read = type == "VP8 " ? read_lossy(data, picture) : read_lossless(data, picture);
        if (!read || ++parts.pictures > 1) return fail("file.damaged");
        put_chunk(parts.body, type, data);
    } else if (type == "ICCP" || type == "ALPH") {
        put_chunk(parts.body, type, data);
    } else if (type == "EXIF" && parts.exif.empty()) {
        // Some writers put JPEG's mark before the TIFF part.
        parts.exif = data.starts_with("Exif") ? data.substr(std::min<std::size_t>(6, data.size())) : data;
    }
    return true;
}

std::string assemble(Parts& parts, Picture& picture) {
    picture.orientation = read_orientation(parts.exif);
    const bool turned = picture.orientation != 1 && !parts.extended.empty();
    if (!turned) picture.orientation = 1;
    std::string chunks;
    if (!parts.extended.empty()) {
        auto flags = static_cast<std::uint8_t>(parts.extended[0]);
        flags = static_cast<std::uint8_t>(flags & ~(exif_flag | xmp_flag)) | (turned ? exif_flag : std::uint8_t{0});
        parts.extended[0] = static_cast<char>(flags);
        put_chunk(chunks, "VP8X", parts.extended);
    }
    chunks += parts.body;
    if (turned) put_chunk(chunks, "EXIF", orientation_tiff(picture.orientation));
    std::string out = "RIFF";
    put_little_endian(out, chunks.size() + 4, 4);
    return out.append("WEBP").append(chunks);
}

}  // namespace

Result<std::string> clean_webp(std::string_view bytes, Picture& picture) {
    const std::size_t size = little_endian(bytes, 4, 4);
    if (size < 4 || !has(bytes, 8, size)) return fail("file.damaged");
    bytes = bytes.substr(0, 8 + size);  // what follows is not of the picture
    Parts parts;
    for (std::size_t at = riff_header; at < bytes.size();) {
        const std::size_t length = little_endian(bytes, at + 4, 4);
        if (!has(bytes, at, chunk_header) || !has(bytes, at + chunk_header, length)) return fail("file.damaged");
        (void)TRY(take(parts, bytes.substr(at, 4), bytes.substr(at + chunk_header, length), picture));
        at += chunk_header + length + length % 2;
    }
    if (parts.pictures != 1 || picture.width == 0 || picture.height == 0) return fail("file.damaged");
    return assemble(parts, picture);
}

}  // namespace bz::server::media
