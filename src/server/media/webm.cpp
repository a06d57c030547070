// WebM: elements with an id and a size, some of them around others. A recorder that streams leaves sizes and duration
// open, so the elements around others are simply stepped into, and the time is taken from the last block.
#include "server/media/bytes.hpp"
#include "server/media/voice.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bz::server::media {

namespace {

enum Id : std::uint64_t {
    ebml = 0x1A45DFA3,
    doc_type = 0x4282,
    segment = 0x18538067,
    info = 0x1549A966,
    timestamp_scale = 0x2AD7B1,
    duration = 0x4489,
    tracks = 0x1654AE6B,
    track_entry = 0xAE,
    track_type = 0x83,
    codec_id = 0x86,
    cluster = 0x1F43B675,
    cluster_time = 0xE7,
    block_group = 0xA0,
    block = 0xA1,
    simple_block = 0xA3,
};

constexpr Id around_others[] = {ebml, segment, info, tracks, track_entry, cluster, block_group};
constexpr std::uint64_t open_size = ~std::uint64_t{0};
constexpr std::uint64_t audio_track = 2;

// A number whose first byte's leading zeros tell its width. The id keeps its marking bit, a size loses it.
std::uint64_t read_number(std::string_view bytes, std::size_t& at, std::size_t width_max, bool keep_mark) {
    const std::uint8_t first = byte_at(bytes, at);
    const auto width = static_cast<std::size_t>(std::countl_zero(first)) + 1;
    if (width > width_max || !has(bytes, at, width)) return at = bytes.size(), 0;
    std::uint64_t value = big_endian(bytes, at, width);
    at += width;
    if (keep_mark) return value;
    const std::uint64_t mask = (std::uint64_t{1} << (7 * width)) - 1;
    value &= mask;
    return value == mask ? open_size : value;
}

double read_float(std::string_view data) {
    if (data.size() == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(big_endian(data, 0, 4)));
    if (data.size() == 8) return std::bit_cast<double>(big_endian(data, 0, 8));
    return 0;
}

struct Heard {
    bool webm = false;
    bool opus = false;
    bool other_track = false;
    std::uint64_t scale_ns = 1'000'000;
    double told = 0;  // in units of the scale
    std::uint64_t cluster_at = 0;
    std::uint64_t last = 0;
};

std::uint64_t whole(std::string_view data) { return big_endian(data, 0, std::min<std::size_t>(data.size(), 8)); }

void hear(Heard& heard, std::uint64_t id, std::string_view data) {
    switch (id) {
    case doc_type: heard.webm = data.substr(0, data.find('\0')) == "webm"; break;
    case timestamp_scale: heard.scale_ns = whole(data); break;
    case duration: heard.told = read_float(data); break;
    case track_type: heard.other_track |= whole(data) != audio_track; break;
    case codec_id: (data.starts_with("A_OPUS") ? heard.opus : heard.other_track) = true; break;
    case cluster_time: heard.cluster_at = whole(data); break;
    case block:
    case simple_block: {
        std::size_t at = 0;
        (void)read_number(data, at, 8, false);  // the track
        const std::uint64_t after = big_endian(data, at, 2);
        if (after < 0x8000) heard.last = std::max(heard.last, heard.cluster_at + after);
        break;
    }
    default: break;
    }
}

std::int64_t milliseconds(const Heard& heard) {
    const double units = std::max(heard.told, static_cast<double>(heard.last));
    const double value = units * static_cast<double>(heard.scale_ns) / 1e6;
    return std::isfinite(value) && value > 0 && value < 1e12 ? static_cast<std::int64_t>(value) : -1;
}

}  // namespace

Result<Voice> read_webm(std::string_view bytes) {
    if (!marked(bytes, 0, "\x1A\x45\xDF\xA3")) return fail("file.type");
    Heard heard;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::uint64_t id = read_number(bytes, at, 4, true);
        const std::uint64_t size = read_number(bytes, at, 8, false);
        if (std::ranges::find(around_others, id) != std::end(around_others)) continue;
        if (size > bytes.size() - at) break;  // cut off, or an open size where none may be
        hear(heard, id, bytes.substr(at, size));
        at += size;
    }
    if (!heard.webm || !heard.opus || heard.other_track) return fail("file.type");
    return Voice{"audio/webm", "webm", milliseconds(heard), {}};
}

}  // namespace bz::server::media
