// Voice notes: which of the few containers a phone records in, how long it plays where the container tells, and the
// content that is kept. The sound itself is never decoded here.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace bz::server::media {

inline constexpr std::size_t voice_bytes_max = 4 * 1024 * 1024;
inline constexpr std::int64_t voice_ms_max = 60'000;
inline constexpr std::int64_t voice_ms_slack = 1'000;  // recorders stop a moment after they are told to

struct Voice {
    std::string_view media_type;    // audio/webm, audio/ogg, audio/mp4 or audio/wav
    std::string_view extension;     // "webm", "ogg", "m4a", "wav"
    std::int64_t duration_ms = -1;  // -1 when the container does not tell
    std::string content;            // empty when the bytes are kept as they are
};

// Errors: "file.type" (not a voice note), "file.damaged", "voice.too_long", "voice.too_large".
[[nodiscard]] Result<Voice> read_voice(std::string_view bytes);

// One for each container; "file.type" when it is another one, or holds something else than one voice.
[[nodiscard]] Result<Voice> read_wav(std::string_view bytes);
[[nodiscard]] Result<Voice> read_ogg(std::string_view bytes);
[[nodiscard]] Result<Voice> read_webm(std::string_view bytes);
[[nodiscard]] Result<Voice> read_mp4(std::string_view bytes);

}  // namespace bz::server::media
