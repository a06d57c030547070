// A short mark of a text, to see whether it changed. Not for secrets, and not against anyone who means harm.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bz::state {

// FNV-1a. A wrong "same" only means that something is asked once more.
[[nodiscard]] inline std::string fingerprint(std::string_view text) {
    std::uint32_t hash = 2166136261u;
    for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
    return std::to_string(hash);
}

}  // namespace bz::state
