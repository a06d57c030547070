// The sandbox's page for identity checks elsewhere: what the insurance's or a face scan's page would show, with a
// button for each way it may end. Served with --sandbox only.
#pragma once

#include "server/http/api.hpp"

namespace bz::server {

void serve_sandbox_identity(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

}  // namespace bz::server
