// Signed tokens (RFC 7515) held against a server's published keys (RFC 7517): RS256 and ES256, no other. Says that a
// text was signed, not what it is worth.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bz::server::smart {

[[nodiscard]] std::string base64url(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);
[[nodiscard]] std::string sha256(std::string_view bytes);

// The payload, once a key of the set has signed it. Fails with "smart.key" when the set has no such key (there may be a
// newer set), "smart.token" for everything else.
[[nodiscard]] Result<std::string> signed_payload(std::string_view token, std::string_view key_set);

}  // namespace bz::server::smart
