// An answer before it is Drogon's, and the one table from failure codes to HTTP status.
#pragma once

#include "server/handlers/context.hpp"

#include <drogon/HttpRequest.h>
#include <drogon/HttpResponse.h>

namespace bz::server {

using Send = std::function<void(const drogon::HttpResponsePtr&)>;

struct Reply {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
};

inline constexpr std::string_view problem_type = "application/problem+json";
[[nodiscard]] Reply problem(const Failure& failure);
[[nodiscard]] Reply problem(std::string_view code);
[[nodiscard]] Reply no_content();
// Hashes of what stands in a page itself (" 'sha256-…'"): only what was built in runs.
struct InlineSources {
    std::string styles, scripts;
};
// What a page of ours may load, and which other pages may show it in a frame.
[[nodiscard]] std::string content_security_policy(const std::vector<std::string>& embedders = {},
                                                  const InlineSources& inside = {});
// Makes Drogon's response and adds what every response carries (security headers; no-store unless a cache policy is
// set).
[[nodiscard]] drogon::HttpResponsePtr to_response(Reply reply);
// A JSON answer with its entity tag; 304 when the client already has it.
[[nodiscard]] Reply tagged_json(const drogon::HttpRequest& request, Reply reply);

}  // namespace bz::server
