#include "server/http/smart.hpp"

#include "base/text.hpp"
#include "server/handlers/smart.hpp"
#include "server/log.hpp"
#include "server/smart/sign_in.hpp"

#include <algorithm>
#include <map>

namespace bz::server {

namespace {

constexpr int talk_ms = 8'000;       // for all that is asked of a hospital's system in one go
constexpr std::size_t threads = 16;  // that wait for other servers,
constexpr int each_max = 12;         // no more of them for one that is slow
constexpr std::size_t value_max = 4096;
constexpr int cookie_s = 600;

smart::Providers& providers() {
    static smart::Providers all;
    return all;
}

// TLS is spoken by the proxy in front; without it this is a machine of one's own, where browsers take no such cookie.
const char* cookie_name(const Config& config) { return config.behind_proxy ? "__Host-banzhen-smart" : "banzhen-smart"; }

std::string cookie(const Config& config, const std::string& value, int age_s) {
    return std::string(cookie_name(config)) + '=' + value +
           "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(age_s) +
           (config.behind_proxy ? "; Secure" : "");
}

drogon::HttpResponsePtr led_to(const std::string& address, std::string set_cookie = {}) {
    Reply reply{303, "", "", {{"Location", address}}};
    if (!set_cookie.empty()) reply.headers.emplace_back("Set-Cookie", std::move(set_cookie));
    return to_response(std::move(reply));
}

// One word, and the app's page for signing in; after a launch by the hospital's system, home.
drogon::HttpResponsePtr led_back(std::string_view word, bool home = false) {
    return led_to("/?smart=" + std::string(word) + (home ? "" : "#sign_in"));
}

std::string_view word_of(const Error& error) {
    if (error.code == "smart.not_patient") return "not_patient";
    const bool passes = error.code == "smart.network" || error.code == "smart.late";
    return passes ? "unavailable" : "refused";
}

drogon::HttpResponsePtr failed(const Environment& env, const Error& error) {
    log_fields("warn", "smart.failed", {{"hospital", env.hospital.id}, {"code", error.code}});
    return led_back(word_of(error));
}

// Waits on another thread. A system that does not answer holds up its own patients only.
void wait_for(const std::string& iss, Send send, std::function<void()> work) {
    static std::mutex mutex;
    static std::map<std::string, int> waiting;
    {
        std::lock_guard lock(mutex);
        if (waiting[iss] >= each_max) return send(led_back("unavailable"));
        ++waiting[iss];
    }
    smart_queue().run([iss, send = std::move(send), work = std::move(work)] {
        try {
            work();
        } catch (const std::exception& error) {
            log_line("error", "smart", error.what());
            send(led_back("unavailable"));
        }
        std::lock_guard lock(mutex);
        --waiting[iss];
    });
}

// The addresses that were registered with the hospital's system begin with a name of the hospital's file.
std::string redirect_uri(const App& app, const Environment& env, const drogon::HttpRequest& request) {
    const std::string& host = request.getHeader("host");
    const auto& names = env.hospital.hosts;
    const std::string name = host.substr(0, host.rfind(':'));
    if (host.empty() || (!names.empty() && std::ranges::find(names, name) == names.end())) return {};
    return (app.config().behind_proxy ? "https://" : "http://") + host + "/smart/callback";
}

const SmartProvider* settings_of(const Environment& env, const std::string& iss) {
    for (const SmartProvider& one : env.hospital.smart)
        if (iss.empty() || plain_iss(one.iss) == plain_iss(iss)) return &one;
    return nullptr;
}

// In a frame of another site the way would end at once: providers refuse frames, and the cookie would be a third
// party's. A window of its own is opened by a press, and then is the app.
Reply beside_page(const drogon::HttpRequest& request) {
    const bool english = request.getParameter("lang") == "en" || request.getHeader("accept-language").starts_with("en");
    const std::string address = "/smart/launch?" + smart::form_of({{"iss", request.getParameter("iss")},
                                                                   {"launch", request.getParameter("launch")},
                                                                   {"lang", english ? "en" : "zh"}});
    std::string html = english ? "<!doctype html>\n<html lang=\"en\"><head><title>Open</title>"
                               : "<!doctype html>\n<html lang=\"zh-CN\"><head><title>打开</title>";
    html +=
        "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"></head><body>"
        "<h1><a target=\"_blank\" rel=\"noopener\" href=\"";
    for (const char c : address) html += c == '&' ? std::string("&amp;") : std::string(1, c);
    html += english ? "\">Open in a new window</a></h1></body></html>\n" : "\">在新窗口打开</a></h1></body></html>\n";
    return {200, std::move(html), "text/html; charset=utf-8", {}};
}

void launch(App& app, const Environment& env, const drogon::HttpRequestPtr& request, Send send) {
    const std::string launched = request->getParameter("launch");
    const std::string portal = request->getParameter("portal");
    const SmartProvider* settings = settings_of(env, request->getParameter("iss"));
    const auto& origins = env.hospital.origins;
    const std::string back = redirect_uri(app, env, *request);
    if (!settings || back.empty() || launched.size() > value_max ||
        (!portal.empty() && std::ranges::find(origins, portal) == origins.end()))
        return send(led_back("unknown"));
    if (request->getHeader("sec-fetch-dest") == "iframe") return send(to_response(beside_page(*request)));
    smart::Begun begun{back, random_token(), random_token(), random_token(), launched, request->getParameter("lang")};
    wait_for(settings->iss, send, [&app, &env, settings, begun, portal, send] {
        const auto provider = providers().find(*settings, smart::Talk(talk_ms, env.loopback_webhooks));
        if (!provider) return send(failed(env, provider.error()));
        const std::string browser = random_token();
        app.write(
            [begun, portal, browser, settings](Context& ctx) {
                handlers::begin_smart(
                    ctx,
                    {settings->iss, begun.nonce, begun.verifier, begun.redirect_uri, portal, !begun.launch.empty()},
                    begun.state, browser);
                return true;
            },
            [&app, settings, provider = *provider, begun, browser, send](bool durable) {
                if (!durable) return send(led_back("unavailable"));
                send(led_to(smart::authorization_url(provider, *settings, begun),
                            cookie(app.config(), browser, cookie_s)));
            },
            &env);
    });
}

// On a thread that may wait: the code is handed in, and whoever it was is written down.
void hand_in(App& app, const Environment& env, const SmartProvider& settings, const handlers::SmartAnswered& answered,
             const std::string& code, const std::string& named, const Send& send) {
    const smart::Talk talk(talk_ms, env.loopback_webhooks);
    const auto provider = providers().find(settings, talk);
    if (!provider) return send(failed(env, provider.error()));
    // An answer of another one (RFC 9207) must not be handed in here.
    if ((provider->names_itself || !named.empty()) && named != provider->issuer)
        return send(failed(env, {.code = "smart.mixed_up"}));
    const SmartBegun& begun = answered.begun;
    const smart::Begun back{begun.redirect_uri, {}, begun.nonce, begun.verifier, {}, {}};
    const auto subject = smart::sign_in(providers(), *provider, settings, back, code, talk, clock_now());
    if (!subject) return send(failed(env, subject.error()));
    app.write(
        [id = answered.id, subject = *subject](Context& ctx) {
            handlers::find_smart(ctx, id, {subject.issuer, subject.name, subject.phone});
            return true;
        },
        [send, home = begun.launched](bool durable) {
            send(durable ? led_back("done", home) : led_back("unavailable"));
        },
        &env);
}

std::string_view word_of_refusal(std::string_view error) {
    if (error == "access_denied") return "denied";
    return error == "temporarily_unavailable" || error == "server_error" ? "unavailable" : "refused";
}

void callback(App& app, const Environment& env, const drogon::HttpRequestPtr& request, Send send) {
    const std::string state = request->getParameter("state");
    const std::string code = request->getParameter("code");
    const std::string error = request->getParameter("error");
    const std::string named = request->getParameter("iss");
    const std::string browser = smart_browser(app.config(), *request);
    if (state.empty() || browser.empty() || code.size() > value_max) return send(led_back("expired"));
    auto answered = std::make_shared<std::optional<handlers::SmartAnswered>>();
    app.write(
        [answered, state, browser](Context& ctx) {
            *answered = handlers::answer_smart(ctx, state, browser);
            return answered->has_value();
        },
        [&app, &env, answered, code, error, named, send](bool durable) {
            if (!durable) return send(led_back("unavailable"));
            if (!*answered) return send(led_back("expired"));
            if (!error.empty()) return send(led_back(word_of_refusal(error)));
            const SmartProvider* settings = settings_of(env, (*answered)->begun.iss);
            if (!settings || code.empty()) return send(led_back("refused"));
            wait_for(settings->iss, send, [&app, &env, settings, one = **answered, code, named, send] {
                hand_in(app, env, *settings, one, code, named, send);
            });
        },
        &env);
}

}  // namespace

WorkQueue& smart_queue() {
    static WorkQueue queue(threads);
    return queue;
}

std::string smart_browser(const Config& config, const drogon::HttpRequest& request) {
    return request.getCookie(cookie_name(config));
}

void serve_smart(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    if (request->method() != drogon::Get || request->isHead()) {
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", "GET");
        return send(to_response(std::move(reply)));
    }
    const Environment& env = app.env_of_host(request->getHeader("host"));
    if (path == "/smart/launch") return launch(app, env, request, std::move(send));
    callback(app, env, request, std::move(send));
}

}  // namespace bz::server
