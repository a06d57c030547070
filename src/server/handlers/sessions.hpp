// Beginning a session for someone who proved who they are, whatever the proof was.
#pragma once

#include "api/session.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

[[nodiscard]] api::Session begin_session(Context&, const std::string& account);

}  // namespace bz::server::handlers
