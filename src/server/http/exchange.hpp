// What is noted about every request from its arrival to its answer: request id, metrics, access log; and what all
// requests share while the server runs. Never the path, a body or an id of a person.
#pragma once

#include "server/http/admission.hpp"
#include "server/http/metrics.hpp"

#include <atomic>

namespace bz::server {

class Sealer;

struct Operations {
    explicit Operations(const Config& config) : admission(config) {}

    Metrics metrics;
    Admission admission;
    std::atomic<bool> stopping = false;  // answers close their connection, /readyz says 503
};

// The pattern of a path, as it may stand in logs and labels; what is not the API's is told by kind only.
[[nodiscard]] std::string_view route_of(drogon::HttpMethod method, std::string_view path);

// Wraps `send`, so that the answer is counted and logged when it goes out.
[[nodiscard]] Send noted(Operations& operations, const Config& config, const Sealer& sealer,
                         const drogon::HttpRequestPtr& request, std::string_view route, std::string address, Send send);

}  // namespace bz::server
