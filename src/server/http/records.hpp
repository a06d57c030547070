// The bytes of a record, to its owner only, whole or a range of them.
#pragma once

#include "server/http/api.hpp"

namespace bz::server {

void serve_content(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

}  // namespace bz::server
