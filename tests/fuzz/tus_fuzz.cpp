// Headers of uploads and ranges.
#include "fuzz.hpp"
#include "server/http/tus_headers.hpp"

#include <set>

using namespace bz::server;

std::vector<std::string> seeds() {
    return {"filename 5Ye66Zmi5bCP57uTLmpwZw==,filetype aW1hZ2UvanBlZw==",
            "visit_id dmlzXzEyMw==, empty ,filename YQ==",
            "filename ***",
            "a YQ==,a YQ==",
            "sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
            "sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "bytes=0-499",
            "bytes=-500",
            "bytes=9500-",
            "bytes=0-0,-1",
            "52428800",
            "-1",
            "99999999999999999999"};
}

static void look_at_range(std::string_view header, std::int64_t size) {
    const auto range = parse_range(header, size);
    if (!range) return;
    MUST(range->from >= 0 && range->count >= 0);
    MUST(range->outside == (range->count == 0));
    if (!range->outside) MUST(range->from + range->count <= size);
}

void look_at(std::string_view input) {
    if (const auto number = parse_upload_number(input)) MUST(*number >= 0 && *number <= std::int64_t{1} << 53);
    if (const auto pairs = parse_upload_metadata(input)) {
        std::set<std::string> keys;
        for (const auto& [key, value] : *pairs) {
            MUST(!key.empty() && key.find_first_of(" ,") == std::string::npos);
            MUST(keys.insert(key).second);
            MUST(metadata_value(*pairs, key) == value);
        }
    }
    if (const auto checksum = parse_upload_checksum(input))
        MUST(!checksum->algorithm.empty() && !checksum->digest.empty());
    if (const auto bytes = decode_base64(input)) MUST(bytes->size() <= input.size() / 4 * 3);
    for (const std::int64_t size : {std::int64_t{0}, std::int64_t{1}, std::int64_t{1000}, std::int64_t{1} << 40})
        look_at_range(input, size);
}
