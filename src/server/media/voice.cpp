// WAV and Ogg, whose containers are a few lines each, and the one door for all voice notes.
#include "server/media/voice.hpp"

#include "server/media/bytes.hpp"

#include <array>

namespace bz::server::media {

namespace {

constexpr std::uint64_t wav_pcm = 1, wav_float = 3, wav_extensible = 0xFFFE;
constexpr std::int64_t opus_rate = 48'000;
constexpr std::size_t ogg_header = 27;

}  // namespace

Result<Voice> read_wav(std::string_view bytes) {
    if (!marked(bytes, 0, "RIFF") || !marked(bytes, 8, "WAVE")) return fail("file.type");
    std::string_view format;
    std::string_view sound;
    for (std::size_t at = 12; has(bytes, at, 8);) {
        const std::size_t length = little_endian(bytes, at + 4, 4);
        // A recorder that was cut off leaves a length that promises more than there is.
        const std::string_view data = bytes.substr(at + 8, length);
        if (marked(bytes, at, "fmt ")) format = data;
        if (marked(bytes, at, "data")) sound = data;
        if (!has(bytes, at + 8, length)) break;
        at += 8 + length + length % 2;
    }
    const std::uint64_t named = little_endian(format, 0, 2);
    // The extensible form names what it really is further on.
    const std::uint64_t kind = named == wav_extensible ? little_endian(format, 24, 2) : named;
    const std::uint64_t per_second = little_endian(format, 8, 4);
    if (kind != wav_pcm && kind != wav_float) return fail("file.type");
    if (format.size() < 16 || per_second == 0 || sound.empty()) return fail("file.damaged");
    Voice voice{"audio/wav", "wav", static_cast<std::int64_t>(sound.size() * 1000 / per_second), {}};
    // Written anew with nothing but format and sound: the other chunks name people, places and times.
    std::string& out = voice.content;
    out = "RIFF";
    put_little_endian(out, 4 + 8 + 16 + 8 + sound.size() + sound.size() % 2, 4);
    out += "WAVEfmt ";
    put_little_endian(out, 16, 4);
    put_little_endian(out, kind, 2);
    out += format.substr(2, 14);
    out += "data";
    put_little_endian(out, sound.size(), 4);
    out += sound;
    if (sound.size() % 2 != 0) out += '\0';
    return voice;
}

Result<Voice> read_ogg(std::string_view bytes) {
    if (!marked(bytes, 0, "OggS")) return fail("file.type");
    std::size_t at = 0;
    std::uint64_t skipped = 0;
    std::uint64_t last = 0;
    while (marked(bytes, at, "OggS")) {
        const std::size_t segments = byte_at(bytes, at + 26);
        if (!has(bytes, at, ogg_header + segments)) return fail("file.damaged");
        std::size_t length = 0;
        for (std::size_t i = 0; i < segments; ++i) length += byte_at(bytes, at + ogg_header + i);
        const std::size_t body = at + ogg_header + segments;
        if (!has(bytes, body, length)) return fail("file.damaged");
        if (at == 0) {
            const std::string_view opening = bytes.substr(body, length);
            if (!marked(opening, 0, "OpusHead")) return fail("file.type");
            skipped = little_endian(opening, 10, 2);
        }
        const std::uint64_t position = little_endian(bytes, at + 6, 8);
        if (position != ~std::uint64_t{0}) last = position;
        at = body + length;
    }
    Voice voice{"audio/ogg", "ogg", -1, {}};
    if (last > skipped && last < std::uint64_t{1} << 48)
        voice.duration_ms = static_cast<std::int64_t>(last - skipped) * 1000 / opus_rate;
    if (at < bytes.size()) voice.content = bytes.substr(0, at);  // what follows is not of the recording
    return voice;
}

Result<Voice> read_voice(std::string_view bytes) {
    for (const auto read : {read_wav, read_ogg, read_webm, read_mp4}) {
        auto voice = read(bytes);
        if (!voice && voice.error().code == "file.type") continue;
        if (!voice) return voice;
        if (bytes.size() > voice_bytes_max) return fail("voice.too_large");
        if (voice->duration_ms > voice_ms_max + voice_ms_slack) return fail("voice.too_long");
        return voice;
    }
    return fail("file.type");
}

}  // namespace bz::server::media
