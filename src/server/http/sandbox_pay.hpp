// The sandbox's payment page: what a payment gateway would show, as plain HTML without scripts. Served with --sandbox
// only.
#pragma once

#include "server/http/api.hpp"

namespace bz::server {

void serve_sandbox(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

}  // namespace bz::server
