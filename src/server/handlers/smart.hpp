// Signing in with an account that the patient has at the hospital (SMART App Launch): what is kept while they are
// there, and what becomes of who they turned out to be. Speaks with no other server; that is server/smart and
// http/smart.
#pragma once

#include "api/session.hpp"
#include "server/handlers/context.hpp"

#include <optional>

namespace bz::server {

// What a sign-in elsewhere was begun with; the answer is held against it.
struct SmartBegun {
    std::string iss, nonce, verifier, redirect_uri;
    std::string origin;     // the portal's page that it was begun from; empty: the app's own
    bool launched = false;  // by the hospital's system, not by a press on the app's own key
};

// Who somebody is there, as a checked id_token says.
struct SmartSubject {
    std::string issuer, name;
    std::string phone;  // when the hospital's system vouches for it
};

namespace handlers {

void begin_smart(Context&, const SmartBegun&, std::string_view state, std::string_view browser);
// Takes the answer up; there is no second one. Nothing when it is not this browser's, too late, or was there before.
struct SmartAnswered {
    std::string id;
    SmartBegun begun;
};
[[nodiscard]] std::optional<SmartAnswered> answer_smart(Context&, std::string_view state, std::string_view browser);
void find_smart(Context&, std::string_view id, const SmartSubject&);

Outcome<api::LaunchToken> create_smart_token(Context&, const api::SmartTokenRequest&);

}  // namespace handlers
}  // namespace bz::server
