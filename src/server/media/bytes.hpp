// Numbers out of a file's bytes, without ever reaching behind their end: what is not there reads as zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bz::server::media {

[[nodiscard]] inline bool has(std::string_view bytes, std::size_t at, std::size_t count) {
    return at <= bytes.size() && count <= bytes.size() - at;
}

[[nodiscard]] inline std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t width) {
    if (!has(bytes, at, width)) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

[[nodiscard]] inline std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
    if (!has(bytes, at, width)) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

[[nodiscard]] inline std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0};
}

[[nodiscard]] inline bool marked(std::string_view bytes, std::size_t at, std::string_view mark) {
    return has(bytes, at, mark.size()) && bytes.substr(at, mark.size()) == mark;
}

inline void put_big_endian(std::string& out, std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

inline void put_little_endian(std::string& out, std::uint64_t value, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

}  // namespace bz::server::media
