// What an account agreed to, and what cannot be done without.
#pragma once

#include "server/handlers/context.hpp"

namespace bz::server {

// "consent_required" unless the newest answer to this purpose is yes.
[[nodiscard]] Outcome<Nothing> require_consent(Context&, const std::string& account_id, std::string_view purpose);
// Keeps an answer. The hospital's systems are told of one that differs from the last: the same again changes nothing.
void keep_consent(Context&, const std::string& account_id, const api::ConsentGiven&);
[[nodiscard]] std::string consent_id(const ConsentRow&);  // "con_12", as the hospital's systems know it

}  // namespace bz::server
