// What an account agreed to, and what cannot be done without.
#pragma once

#include "server/handlers/context.hpp"

namespace bz::server {

// "consent_required" unless the newest answer to this purpose is yes.
[[nodiscard]] Outcome<Nothing> require_consent(Context&, const std::string& account_id, std::string_view purpose);

}  // namespace bz::server
