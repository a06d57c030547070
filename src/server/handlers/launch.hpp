// A portal hands its patient over: tokens that are good for one sign-in, from one origin, for a minute.
#pragma once

#include "api/embedding.hpp"
#include "server/handlers/context.hpp"
#include "server/store/launch_tokens.hpp"

namespace bz::server {

// Takes the token up. Whatever the answer, it is not good a second time: one that turns up elsewhere has leaked.
[[nodiscard]] Outcome<LaunchTokenRow> take_launch_token(Context&, std::string_view token);

namespace handlers {
Outcome<api::Embedding> get_embedding(Context&);
}

}  // namespace bz::server
