// Headers of uploads and ranges as values. Pure functions of their text, so that they can be fuzzed; what a value means
// for an upload is decided in uploads.cpp and files.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bz::server {

// Upload-Length and Upload-Offset: digits only, at most 2^53.
[[nodiscard]] std::optional<std::int64_t> parse_upload_number(std::string_view header);

// Upload-Metadata as tus has it: pairs with commas between, a key, a space, base64; the value may be left out. Nothing
// when it breaks the rules (an empty or repeated key, a value that is not base64) or is too long.
using UploadMetadata = std::vector<std::pair<std::string, std::string>>;
inline constexpr std::size_t upload_metadata_max = 4096;
[[nodiscard]] std::optional<UploadMetadata> parse_upload_metadata(std::string_view header);
[[nodiscard]] std::string_view metadata_value(const UploadMetadata& metadata, std::string_view key);  // "" when absent

// Upload-Checksum: an algorithm's name, a space, base64.
struct UploadChecksum {
    std::string algorithm;
    std::string digest;  // its bytes
};
[[nodiscard]] std::optional<UploadChecksum> parse_upload_checksum(std::string_view header);

// One range of bytes. Nothing for forms that are not understood, which RFC 9110 lets a server ignore.
struct ByteRange {
    std::int64_t from = 0;
    std::int64_t count = 0;
    bool outside = false;  // no byte of the content lies in it
};
[[nodiscard]] std::optional<ByteRange> parse_range(std::string_view header, std::int64_t size);

// Standard alphabet with padding; nothing else.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace bz::server
