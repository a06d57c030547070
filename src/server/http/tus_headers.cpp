#include "server/http/tus_headers.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bz::server {

namespace {

constexpr std::int64_t number_max = std::int64_t{1} << 53;
constexpr std::size_t pairs_max = 32;

int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return -1;
}

std::string_view trim_spaces(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool is_key(std::string_view key) {
    return !key.empty() && std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

std::optional<std::int64_t> parse_upload_number(std::string_view header) {
    if (header.empty() || !is_digit(static_cast<unsigned char>(header.front()))) return std::nullopt;
    const auto value = parse_integer(header);
    return value && *value >= 0 && *value <= number_max ? value : std::nullopt;
}

std::optional<std::string> decode_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && text.ends_with('=')) {
        text.remove_suffix(1);
        ++padding;
    }
    std::string out;
    out.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = base64_value(c);
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFF);
    }
    return out;
}

std::optional<UploadMetadata> parse_upload_metadata(std::string_view header) {
    UploadMetadata pairs;
    if (header.size() > upload_metadata_max) return std::nullopt;
    if (trim_spaces(header).empty()) return pairs;
    for (std::string_view pair : split(header, ',')) {
        pair = trim_spaces(pair);
        const std::size_t space = std::min(pair.find(' '), pair.size());
        const std::string_view key = pair.substr(0, space);
        auto value = decode_base64(pair.substr(std::min(space + 1, pair.size())));
        const bool again = std::ranges::any_of(pairs, [&](const auto& known) { return known.first == key; });
        if (!is_key(key) || again || !value || pairs.size() == pairs_max) return std::nullopt;
        pairs.emplace_back(key, *std::move(value));
    }
    return pairs;
}

std::string_view metadata_value(const UploadMetadata& metadata, std::string_view key) {
    for (const auto& [name, value] : metadata)
        if (name == key) return value;
    return {};
}

std::optional<UploadChecksum> parse_upload_checksum(std::string_view header) {
    const auto space = header.find(' ');
    if (space == 0 || space == std::string_view::npos) return std::nullopt;
    auto digest = decode_base64(header.substr(space + 1));
    if (!digest || digest->empty()) return std::nullopt;
    return UploadChecksum{std::string(header.substr(0, space)), *std::move(digest)};
}

std::optional<ByteRange> parse_range(std::string_view header, std::int64_t size) {
    if (!header.starts_with("bytes=")) return std::nullopt;
    header.remove_prefix(6);
    const auto dash = header.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto last = parse_upload_number(header.substr(dash + 1));
    if (!last && dash + 1 != header.size()) return std::nullopt;
    if (dash == 0) {  // the last N bytes
        if (!last) return std::nullopt;
        const std::int64_t count = std::min(*last, size);
        return ByteRange{size - count, count, count == 0};
    }
    const auto first = parse_upload_number(header.substr(0, dash));
    if (!first || (last && *last < *first)) return std::nullopt;
    if (*first >= size) return ByteRange{0, 0, true};
    const std::int64_t end = last ? std::min(*last, size - 1) : size - 1;
    return ByteRange{*first, end - *first + 1, false};
}

}  // namespace bz::server
