// SMART App Launch for the patient's browser: sends it to where the hospital's system signs people in, and takes up the
// answer. Both pages are whole windows, so their cookie is no third party's. What came of it is one word in the address
// of the app, which then asks for a token (POST /smart-tokens).
#pragma once

#include "server/http/api.hpp"
#include "server/http/work_queue.hpp"

namespace bz::server {

[[nodiscard]] inline bool is_smart_path(std::string_view path) {
    return path == "/smart/launch" || path == "/smart/callback";
}
void serve_smart(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

// By what a sign-in elsewhere knows this browser again; empty when there is none.
[[nodiscard]] std::string smart_browser(const Config& config, const drogon::HttpRequest& request);

// Where other servers are waited for.
[[nodiscard]] WorkQueue& smart_queue();

}  // namespace bz::server
