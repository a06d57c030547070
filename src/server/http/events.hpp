// The news of an account: a held server-sent-events answer, and polling.
#pragma once

#include "server/http/api.hpp"

namespace bz::server {

void serve_events(App& app, const drogon::HttpRequestPtr& request, Send send);

}  // namespace bz::server
