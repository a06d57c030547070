// One-time tokens by which a portal hands its patient over. Only their hashes are kept.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>

namespace bz::server {

struct LaunchTokenRow {
    std::string id, hospital_id, origin, phone, language, entry;  // phone, language and entry may be empty
    std::string subject;  // whose account elsewhere this is, when a sign-in there has shown it (store/smart.hpp)
    Instant created_at = 0, expires_at = 0, used_at = 0;
};

namespace store {

void insert_launch_token(Store&, const LaunchTokenRow&, std::string_view token);
std::optional<LaunchTokenRow> launch_token(Store&, std::string_view token);
void use_launch_token(Store&, std::string_view id, Instant now);
void forget_launch_tokens(Store&, Instant before);

}  // namespace store
}  // namespace bz::server
