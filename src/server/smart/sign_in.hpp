// One sign-in at a hospital's system: the address that a browser is sent to, and what its answer is worth.
#pragma once

#include "base/date.hpp"
#include "server/smart/provider.hpp"

namespace bz::server::smart {

struct Begun {
    std::string redirect_uri, state, nonce, verifier;
    std::string launch;    // what the hospital's system gave along; empty: begun by a press in the app
    std::string language;  // zh | en
};

struct Subject {
    std::string issuer, name;
    std::string phone;  // vouched for, as they write it
};

[[nodiscard]] std::string authorization_url(const Provider&, const SmartProvider&, const Begun&);

// Hands in the code, and believes the id_token that comes back only when it is signed, fresh, for this client and of
// this very sign-in. "smart.not_patient" for somebody of the staff.
[[nodiscard]] Result<Subject> sign_in(Providers&, const Provider&, const SmartProvider&, const Begun&,
                                      const std::string& code, const Talk&, Instant now);

}  // namespace bz::server::smart
