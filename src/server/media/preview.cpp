#include "server/media/preview.hpp"

#include "server/media/raster.hpp"

#include <mutex>

namespace bz::server::media {

using domain::FileType;

namespace {

constexpr std::int64_t large_pixels = 8'000'000;

Result<Raster> decode(FileType type, std::string_view content) {
    if (type == FileType::jpeg) return decode_jpeg(content, preview_side_max);
    if (type == FileType::png) return decode_png(content, preview_side_max);
    return decode_webp(content, preview_side_max);
}

}  // namespace

bool has_preview(FileType type) { return type == FileType::jpeg || type == FileType::png || type == FileType::webp; }

Result<std::string> make_preview(FileType type, std::string_view content, const Picture& picture) {
    // Those that are decoded as a whole take hundreds of megabytes: one after the other.
    static std::mutex large;
    std::unique_lock turn(large, std::defer_lock);
    if (picture.held && std::int64_t{picture.width} * picture.height > large_pixels) turn.lock();
    const Raster raster = TRY(decode(type, content));
    if (turn.owns_lock()) turn.unlock();
    return encode_jpeg(turned(raster, picture.orientation));
}

}  // namespace bz::server::media
