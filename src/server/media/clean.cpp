#include "server/media/clean.hpp"

#include "server/media/bytes.hpp"

#include <algorithm>

namespace bz::server::media {

using domain::FileType;

namespace {

constexpr std::size_t dicom_preamble = 128;

Result<std::string> clean_dicom(std::string_view bytes) {
    std::string out(bytes);
    std::fill_n(out.begin(), std::min(out.size(), dicom_preamble), '\0');
    return out;
}

Result<std::string> clean_as(FileType type, std::string_view bytes, Picture& picture) {
    switch (type) {
    case FileType::jpeg: return clean_jpeg(bytes, picture);
    case FileType::png: return clean_png(bytes, picture);
    case FileType::webp: return clean_webp(bytes, picture);
    case FileType::dicom: return clean_dicom(bytes);
    case FileType::heic:
    case FileType::pdf: return std::string(bytes);
    case FileType::unknown: break;
    }
    return fail("file.type");
}

Result<bool> check_size(const Picture& picture) {
    const std::int64_t pixels = std::int64_t{picture.width} * picture.height;
    const std::int64_t limit = picture.held ? pixels_held_max : pixels_max;
    if (pixels > limit) return fail("file.pixels", static_cast<int>(limit / 1'000'000));
    return true;
}

}  // namespace

Result<Cleaned> clean(std::string_view bytes) {
    const auto* head = reinterpret_cast<const std::uint8_t*>(bytes.data());
    Cleaned out;
    out.type = domain::sniff({head, std::min(bytes.size(), domain::sniff_bytes)});
    std::string content = TRY(clean_as(out.type, bytes, out.picture));
    (void)TRY(check_size(out.picture));
    out.changed = content != bytes;
    if (out.changed) out.content = std::move(content);
    return out;
}

}  // namespace bz::server::media
