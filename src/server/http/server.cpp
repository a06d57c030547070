#include "server/http/server.hpp"

#include "server/http/api.hpp"
#include "server/http/fhir.hpp"
#include "server/http/sandbox_pay.hpp"
#include "server/http/site.hpp"
#include "server/http/smart.hpp"
#include "server/http/status.hpp"
#include "server/http/stop.hpp"
#include "server/http/uploads.hpp"
#include "server/log.hpp"

#include <drogon/HttpAppFramework.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace bz::server {

namespace {

constexpr std::size_t header_bytes_max = 32 * 1024;
constexpr std::size_t pipelined_max = 32;
constexpr std::size_t body_max = 16 * 1024 * 1024;  // one piece of an upload; JSON bodies have their own, smaller limit

std::string read_openapi(const Config& config) {
    for (const std::string& path : {config.site_folder + "/openapi.yaml", std::string("docs/openapi.yaml")}) {
        std::ifstream in(path, std::ios::binary);
        if (!in) continue;
        std::ostringstream out;
        out << in.rdbuf();
        return std::move(out).str();
    }
    return {};
}

void serve(App& app, const Site& site, const drogon::HttpRequestPtr& request, Send send) {
    const std::string& path = request->path();
    if (path.starts_with("/api/v1/")) return serve_api(app, request, std::string_view(path).substr(7), std::move(send));
    if (is_fhir_path(path)) return serve_fhir(app, request, path, std::move(send));
    if (path == "/healthz") return send(to_response(health()));
    if (path == "/readyz") return send(to_response(readiness(app)));
    if (path == "/metrics") return send(to_response(metrics(app, *request)));
    if (is_smart_path(path)) return serve_smart(app, request, path, std::move(send));
    if (path.starts_with("/sandbox/") && app.config().sandbox)
        return serve_sandbox(app, request, path, std::move(send));
    if (path.starts_with("/api/") || path.starts_with("/sandbox/")) return send(to_response(problem("not_found")));
    const Environment& env = app.env_of_host(request->getHeader("host"));
    Reply reply = site.serve(*request, path, env.hospital.origins);
    // What a hospital's own page loads, with a hash that the browser checks.
    if (path.starts_with("/sdk/")) {
        reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
        reply.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    }
    send(to_response(std::move(reply)));
}

bool headers_fit(const drogon::HttpRequest& request) {
    std::size_t bytes = request.path().size() + request.query().size();
    for (const auto& [name, value] : request.headers()) bytes += name.size() + value.size();
    return bytes <= header_bytes_max;
}

// The first look at a request: refuses what is too big or too often before it costs anything.
std::optional<Reply> turned_away(App& app, const drogon::HttpRequest& request, std::string_view route,
                                 const std::string& address) {
    if (!headers_fit(request)) return problem("headers_too_large");
    if (route == "/healthz" || route == "/readyz" || route == "/metrics") return std::nullopt;
    Operations& operations = app.operations();
    const auto refusal = operations.admission.at_the_door(request, route, address, clock_now());
    if (!refusal) return std::nullopt;
    operations.metrics.count_refusal(refusal->limit);
    return too_many(*refusal);
}

void guarded(App& app, const Site& site, const drogon::HttpRequestPtr& request, Send answer) {
    const std::string_view route = route_of(request->method(), request->path());
    std::string address = client_address(*request, app.config());
    std::optional<Reply> refused = turned_away(app, *request, route, address);
    Send send =
        noted(app.operations(), app.config(), app.sealer(), request, route, std::move(address), std::move(answer));
    if (is_fhir_path(request->path())) send = failing_as_fhir(std::move(send));
    if (refused) return send(to_response(*std::move(refused)));
    try {
        serve(app, site, request, send);
    } catch (const DbError& error) {
        log_line("error", "request", error.what());
        send(to_response(problem("busy")));
    } catch (const std::exception& error) {
        log_line("error", "request", error.what());
        send(to_response(problem("internal")));
    }
}

// Failures of Drogon itself (a body over the limit, a request that cannot be parsed) look like ours.
drogon::HttpResponsePtr own_error(drogon::HttpStatusCode status) {
    if (status == drogon::k413RequestEntityTooLarge) return to_response(problem("body_too_large"));
    if (status == drogon::k404NotFound) return to_response(problem("not_found"));
    if (status == drogon::k405MethodNotAllowed) return to_response(problem("method_not_allowed"));
    return to_response(problem(status < 500 ? "bad_request" : "internal"));
}

bool answers(const trantor::InetAddress& address) {
    const int probe = ::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
    const socklen_t size = address.isIpV6() ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    const bool open = probe >= 0 && ::connect(probe, address.getSockAddr(), size) == 0;
    if (probe >= 0) ::close(probe);
    return open;
}

// Drogon opens its ports on another thread, some time after it says that it has begun.
void print_when_ready(App& app) {
    const auto listeners = drogon::app().getListeners();
    if (listeners.empty() || !answers(listeners.front())) {
        drogon::app().getLoop()->runAfter(0.005, [&app] { print_when_ready(app); });
        return;
    }
    const std::uint16_t port = listeners.front().toPort();
    watch_signals(app, port, [] { drogon::app().quit(); });
    std::printf("banzhen listening on http://%s:%u\n", app.config().host.c_str(), unsigned{port});
    std::fflush(stdout);
}

}  // namespace

void run_server(App& app) {
    Site site(app.config().site_folder);
    if (std::string text = read_openapi(app.config()); !text.empty())
        site.add("/openapi.yaml", "application/yaml; charset=utf-8", std::move(text));

    drogon::HttpAppFramework& http = drogon::app();
    http.setLogLevel(trantor::Logger::kWarn)
        .addListener(app.config().host, app.config().port)
        .setThreadNum(static_cast<std::size_t>(app.config().threads))
        .setMaxConnectionNum(static_cast<std::size_t>(app.config().connections))
        .setMaxConnectionNumPerIP(static_cast<std::size_t>(app.config().connections_per_address))
        .setPipeliningRequestsNumber(pipelined_max)
        .setClientMaxBodySize(body_max)
        .setClientMaxMemoryBodySize(body_max)  // never a plain copy of an upload in a temporary file
        .setUploadPath(app.config().data_folder + "/tmp")
        .setIdleConnectionTimeout(75)
        .setServerHeaderField("banzhen")
        .enableGzip(false)
        .enableBrotli(false)
        .setCustomErrorHandler(own_error)
        .disableSigtermHandling();
    http.registerPreRoutingAdvice(
        [&app, &site](const drogon::HttpRequestPtr& request, drogon::AdviceCallback&& answer,
                      drogon::AdviceChainCallback&&) { guarded(app, site, request, Send(std::move(answer))); });
    http.registerBeginningAdvice([&app] {
        remove_lost_files(app);
        drogon::app().getLoop()->queueInLoop([&app] { print_when_ready(app); });
    });
    http.run();
    smart_queue().stop();
    media_queue().stop();
    blob_queue().stop();
}

}  // namespace bz::server
