// The two ends of a help session's way through the relay: what the patient's page shows, what the helper's page sends,
// and the requests that wait for either. Who may join and what a helper may send is decided by the handlers.
#pragma once

#include "server/http/api.hpp"

#include <drogon/HttpTypes.h>

namespace bz::server {

// The patient's page, and that of someone close, proves with this header that its side of the session is its own.
inline constexpr const char* help_header = "banzhen-help";

struct AskedHelp {
    enum class Part { show, hear, answer, watch, act };  // the patient's three, the helper's two
    enum class Who { patient, staff, family };
    Part part{};
    Who who{};
    drogon::HttpMethod method{};
    std::string_view pattern;
    std::string_view id;
};

// What a path below /api/v1 asks for, when it is one of these.
[[nodiscard]] std::optional<AskedHelp> asked_help(std::string_view path);
void serve_help(App& app, const drogon::HttpRequestPtr& request, const AskedHelp& asked, Send send);

}  // namespace bz::server
