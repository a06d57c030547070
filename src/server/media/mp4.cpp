// MP4: boxes within boxes. A phone's recorder may write the place into the user data, which is blanked where it lies:
// nothing moves, so all offsets in the file stay true.
#include "server/media/bytes.hpp"
#include "server/media/voice.hpp"

#include <algorithm>

namespace bz::server::media {

namespace {

constexpr int depth_max = 8;
constexpr std::string_view around_others[] = {"moov", "trak", "mdia", "minf", "stbl"};
constexpr std::string_view personal[] = {"udta", "meta", "uuid"};

struct Heard {
    bool aac = false;
    bool other = false;
    std::int64_t duration_ms = -1;
    std::string* blank = nullptr;
};

struct Box {
    std::string_view type;
    std::size_t from = 0;  // of the content
    std::size_t end = 0;
};

bool next_box(std::string_view bytes, std::size_t at, std::size_t end, Box& box) {
    if (end - at < 8) return false;
    std::uint64_t size = big_endian(bytes, at, 4);
    std::size_t header = 8;
    if (size == 1) {
        size = big_endian(bytes, at + 8, 8);
        header = 16;
    }
    if (size == 0) size = end - at;  // to the end
    if (size < header || size > end - at) return false;
    box = {bytes.substr(at + 4, 4), at + header, at + static_cast<std::size_t>(size)};
    return true;
}

void read_movie_header(std::string_view data, Heard& heard) {
    const bool wide = byte_at(data, 0) == 1;
    const std::uint64_t scale = big_endian(data, wide ? 20 : 12, 4);
    const std::uint64_t length = wide ? big_endian(data, 24, 8) : big_endian(data, 16, 4);
    const bool told = length != 0 && length < (wide ? std::uint64_t{1} << 40 : std::uint64_t{0xFFFFFFFF});
    if (scale != 0 && told) heard.duration_ms = static_cast<std::int64_t>(length * 1000 / scale);
}

bool walk(std::string_view bytes, std::size_t at, std::size_t end, int depth, Heard& heard) {
    if (depth > depth_max) return false;
    while (at < end) {
        Box box;
        if (!next_box(bytes, at, end, box)) return false;
        const std::string_view data = bytes.substr(box.from, box.end - box.from);
        if (box.type == "mvhd") read_movie_header(data, heard);
        if (box.type == "hdlr" && marked(data, 8, "vide")) heard.other = true;
        if (box.type == "stsd") (marked(data, 12, "mp4a") ? heard.aac : heard.other) = true;
        if (std::ranges::find(personal, box.type) != std::end(personal)) {
            heard.blank->replace(at + 4, 4, "free");
            std::fill(heard.blank->begin() + static_cast<std::ptrdiff_t>(box.from),
                      heard.blank->begin() + static_cast<std::ptrdiff_t>(box.end), '\0');
        } else if (std::ranges::find(around_others, box.type) != std::end(around_others)) {
            if (!walk(bytes, box.from, box.end, depth + 1, heard)) return false;
        }
        at = box.end;
    }
    return true;
}

}  // namespace

Result<Voice> read_mp4(std::string_view bytes) {
    if (!marked(bytes, 4, "ftyp")) return fail("file.type");
    std::string kept(bytes);
    Heard heard;
    heard.blank = &kept;
    const bool whole = walk(bytes, 0, bytes.size(), 0, heard);
    if (heard.other || (!heard.aac && whole)) return fail("file.type");
    if (!whole) return fail("file.damaged");
    return Voice{"audio/mp4", "m4a", heard.duration_ms, std::move(kept)};
}

}  // namespace bz::server::media
