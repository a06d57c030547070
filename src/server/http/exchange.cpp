#include "server/http/exchange.hpp"

#include "server/http/fhir.hpp"
#include "server/http/help.hpp"
#include "server/http/router.hpp"
#include "server/http/smart.hpp"
#include "server/log.hpp"
#include "server/store/seal.hpp"

#include <algorithm>
#include <chrono>

namespace bz::server {

namespace {

using Clock = std::chrono::steady_clock;

struct Exchange {
    Operations& operations;
    std::string_view method;
    std::string_view route;
    std::string id;
    std::string address;  // hashed; empty when it is not logged
    std::size_t body_bytes;
    Clock::time_point began;
    bool answered = false;

    ~Exchange() { end(); }
    void end() {
        if (!answered) --operations.metrics.running;
        answered = true;
    }
};

std::string_view method_of(const drogon::HttpRequest& request) {
    if (request.isHead()) return "HEAD";
    switch (request.method()) {
    case drogon::Get: return "GET";
    case drogon::Post: return "POST";
    case drogon::Patch: return "PATCH";
    case drogon::Put: return "PUT";
    case drogon::Delete: return "DELETE";
    case drogon::Options: return "OPTIONS";
    default: return "OTHER";
    }
}

// The proxy's own id makes its log and ours meet; anything that is not one is replaced.
std::string request_id(const drogon::HttpRequest& request, bool behind_proxy) {
    const std::string& given = request.getHeader("x-request-id");
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    };
    if (behind_proxy && given.size() >= 8 && given.size() <= 64 && std::ranges::all_of(given, plain)) return given;
    return random_id("req");
}

void note(const Exchange& exchange, int status) {
    const auto took = std::chrono::duration<double>(Clock::now() - exchange.began).count();
    Metrics& metrics = exchange.operations.metrics;
    metrics.count_request(exchange.method, exchange.route, status, took);
    if (exchange.route == "/sms-codes" && exchange.method == "POST") metrics.count_code(status == 201);
    if (exchange.route == "/uploads/{id}" && status == 204) metrics.count_upload_bytes(exchange.body_bytes);
    const char* level = status >= 500 ? "warn" : "info";
    const auto ms = static_cast<std::int64_t>(took * 1000);
    if (exchange.address.empty())
        log_fields(level, "request",
                   {{"method", exchange.method},
                    {"route", exchange.route},
                    {"status", std::int64_t{status}},
                    {"ms", ms},
                    {"request_id", exchange.id}});
    else
        log_fields(level, "request",
                   {{"method", exchange.method},
                    {"route", exchange.route},
                    {"status", std::int64_t{status}},
                    {"ms", ms},
                    {"request_id", exchange.id},
                    {"address", exchange.address}});
}

bool between(std::string_view path, std::string_view before, std::string_view after) {
    return path.size() > before.size() + after.size() && path.starts_with(before) && path.ends_with(after);
}

}  // namespace

std::string_view route_of(drogon::HttpMethod method, std::string_view path) {
    constexpr std::string_view api = "/api/v1";
    for (const std::string_view whole : {"/healthz", "/readyz", "/metrics", "/openapi.yaml"})
        if (path == whole) return whole;
    if (path.starts_with("/sandbox/")) return "(sandbox)";
    if (is_smart_path(path)) return "(smart)";
    if (is_fhir_path(path)) return fhir_route(path);
    if (!path.starts_with("/api/")) return "(site)";
    if (!path.starts_with("/api/v1/")) return "(unknown)";
    path.remove_prefix(api.size());
    if (path == "/uploads") return "/uploads";
    if (between(path, "/uploads/", "")) return "/uploads/{id}";
    if (path == "/events") return "/events";
    if (between(path, "/records/", "/content")) return "/records/{id}/content";
    if (const auto asked = asked_help(path)) return asked->pattern;
    const Match match = find_route(method, path);
    return match.route ? match.route->pattern : "(unknown)";
}

Send noted(Operations& operations, const Config& config, const Sealer& sealer, const drogon::HttpRequestPtr& request,
           std::string_view route, std::string address, Send send) {
    if (config.log_addresses == "hashed")
        address = hash_hex(sealer.blind_index("log_address", address), 16);
    else
        address.clear();
    auto exchange =
        std::make_shared<Exchange>(operations, method_of(*request), route, request_id(*request, config.behind_proxy),
                                   std::move(address), request->bodyLength(), Clock::now());
    ++operations.metrics.running;
    return [exchange = std::move(exchange), send = std::move(send)](const drogon::HttpResponsePtr& response) {
        response->addHeader("X-Request-Id", exchange->id);
        if (exchange->operations.stopping) response->addHeader("Connection", "close");
        note(*exchange, response->statusCode());
        send(response);
        exchange->end();
    };
}

}  // namespace bz::server
