// Beginning a session for someone who proved who they are, whatever the proof was.
#pragma once

#include "api/session.hpp"
#include "server/handlers/context.hpp"
#include "server/store/sessions.hpp"

namespace bz::server::handlers {

// `shared`: on a device that several people use, as its page says.
[[nodiscard]] api::Session begin_session(Context&, const std::string& account, bool shared);
[[nodiscard]] IdleSince idle_since(const Context&);

}  // namespace bz::server::handlers
