// Files: telling what they are, stripping them, decoding them for a preview, and voice notes.
#include "fuzz.hpp"
#include "server/media/bytes.hpp"
#include "server/media/preview.hpp"
#include "server/media/raster.hpp"
#include "server/media/voice.hpp"

using namespace bz::server::media;
using bz::domain::FileType;

static Raster small_picture() {
    Raster raster{{16, 9}, {}};
    for (int i = 0; i < 16 * 9 * 3; ++i) raster.rgb.push_back(static_cast<std::uint8_t>(i * 37));
    return raster;
}

static std::string segment(char marker, std::string_view payload) {
    std::string out{'\xFF', marker};
    put_big_endian(out, payload.size() + 2, 2);
    return out.append(payload);
}

static std::string chunk(std::string_view type, std::string_view data) {
    std::string out(type);
    put_little_endian(out, data.size(), 4);
    out += data;
    return data.size() % 2 != 0 ? out + '\0' : out;
}

static std::string riff(std::string_view type, std::string_view chunks) {
    std::string out = "RIFF";
    put_little_endian(out, chunks.size() + 4, 4);
    return out.append(type).append(chunks);
}

static std::string png_chunk(std::string_view type, std::string_view data) {
    std::string out;
    put_big_endian(out, data.size(), 4);
    return out.append(type).append(data).append(4, '\0');
}

static std::string box(std::string_view type, std::string_view content) {
    std::string out;
    put_big_endian(out, content.size() + 8, 4);
    return out.append(type).append(content);
}

static std::string jpeg_seed() {
    const std::string plain = encode_jpeg(small_picture()).value();
    const std::string exif = std::string("Exif\0\0", 6) + orientation_tiff(6);
    return plain.substr(0, 2) + segment('\xE1', exif) + segment('\xFE', "comment") + plain.substr(2) + "tail";
}

static std::string png_seed() {
    const std::string header("\0\0\0\1\0\0\0\1\x08\2\0\0\0", 13);
    const std::string pixels("\x78\x9c\x63\x00\x01\x00\x00\x05\x00\x01", 10);
    return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", header) + png_chunk("tEXt", "a") +
           png_chunk("eXIf", orientation_tiff(3)) + png_chunk("IDAT", pixels) + png_chunk("IEND", "");
}

static std::string webp_seed() {
    const std::string pixels("\x30\x01\x00\x9d\x01\x2a\x01\x00\x01\x00\x0e\xc0\xfe\x25\xa4\x00\x03\x70\x00\x00\x00\x00",
                             22);
    return riff("WEBP", chunk("VP8X", std::string("\x08\0\0\0\0\0\0\0\0\0", 10)) + chunk("VP8 ", pixels) +
                            chunk("EXIF", orientation_tiff(8)));
}

static std::string wav_seed() {
    const std::string format("\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0", 16);
    return riff("WAVE", chunk("fmt ", format) + chunk("LIST", "x") + chunk("data", std::string(100, 'a')));
}

static std::string ogg_seed() {
    const std::string head("OggS\0\2\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\1\x13", 28);
    return head + std::string("OpusHead\1\1\x38\1\x80\xbb\0\0\0\0\0", 19);
}

static std::string webm_seed() {
    return std::string("\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff") +
           std::string(
               "\x16\x54\xAE\x6B\x8D\xAE\x8B\x83\x81\x02\x86\x86"
               "A_OPUS\x1F\x43\xB6\x75\x88\xE7\x81\x05\xA3\x83\x81\x00\x09",
               31);
}

static std::string mp4_seed() {
    const std::string header = std::string(12, '\0') + std::string("\0\0\3\xe8\0\0\x27\x10", 8) + std::string(80, '\0');
    const std::string table = box("stsd", std::string("\0\0\0\0\0\0\0\1", 8) + box("mp4a", std::string(28, '\0')));
    const std::string track = box("trak", box("mdia", box("minf", box("stbl", table))));
    return box("ftyp", "M4A ") + box("moov", box("mvhd", header) + track + box("udta", "place"));
}

std::vector<std::string> seeds() {
    return {jpeg_seed(),       png_seed(),         webp_seed(), wav_seed(),
            ogg_seed(),        webm_seed(),        mp4_seed(),  std::string(128, 'x') + "DICM",
            "%PDF-1.4\n%%EOF", box("ftyp", "heic")};
}

// Cleaning is done after once, and never makes another kind of it.
static void look_at_picture(std::string_view input) {
    const auto cleaned = clean(input);
    if (!cleaned) return;
    const std::string_view content = cleaned->changed ? std::string_view(cleaned->content) : input;
    const auto again = clean(content);
    MUST(again && again->type == cleaned->type && !again->changed);
    MUST(again->picture.width == cleaned->picture.width && again->picture.height == cleaned->picture.height);
    MUST(again->picture.orientation == cleaned->picture.orientation);
    if (!has_preview(cleaned->type)) return;
    MUST(cleaned->picture.width > 0 && cleaned->picture.height > 0);
    // The libraries' speed is not what is looked at here.
    if (std::int64_t{cleaned->picture.width} * cleaned->picture.height > 500'000) return;
    const auto preview = make_preview(cleaned->type, content, cleaned->picture);
    if (!preview) return;
    Picture small;
    MUST(clean_jpeg(*preview, small).has_value());
    MUST(small.width <= preview_side_max && small.height <= preview_side_max);
}

static void look_at_voice(std::string_view input) {
    const auto voice = read_voice(input);
    if (!voice) return;
    MUST(voice->duration_ms <= voice_ms_max + voice_ms_slack);
    const auto again = read_voice(voice->content.empty() ? input : std::string_view(voice->content));
    MUST(again && again->media_type == voice->media_type && again->duration_ms == voice->duration_ms);
}

void look_at(std::string_view input) {
    look_at_picture(input);
    look_at_voice(input);
}
