#include "server/smart/provider.hpp"

#include "api/common.hpp"
#include "server/webhook_url.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace bz::server::smart {

namespace {

using namespace std::chrono_literals;
constexpr auto kept_for = 10min;
constexpr auto ask_again_after = 20s;

std::string text(const api::Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool lists(const api::Json& json, const char* name, std::string_view wanted) {
    const auto found = json.find(name);
    return found != json.end() && found->is_array() &&
           std::ranges::any_of(*found, [&](const api::Json& one) { return one.is_string() && one == wanted; });
}

// What a document names is believed only where the hospital's file says that it may lie.
bool allowed(const std::string& url, const SmartProvider& settings, bool loopback) {
    const auto parts = parse_webhook_url(url, loopback);
    const auto own = parse_webhook_url(settings.iss, loopback);
    if (!parts || !own) return false;
    return parts->origin == own->origin ||
           (settings.origins && std::ranges::find(*settings.origins, parts->origin) != settings.origins->end());
}

Result<api::Json> document(const Talk& talk, const std::string& url) {
    const Answer answer = TRY(talk.ask({url, {}, {}}));
    if (answer.status == 404) return fail("smart.no_document");
    if (answer.status >= 500) return fail("smart.network");
    api::Json json = answer.status == 200 ? api::Json::parse(answer.body, nullptr, false) : api::Json();
    if (!json.is_object()) return fail("smart.answer");
    return json;
}

Result<api::Json> openid_document(const Talk& talk, const SmartProvider& settings, const std::string& issuer) {
    if (!allowed(issuer, settings, talk.loopback())) return fail("smart.address");
    api::Json json = TRY(document(talk, plain_iss(issuer) + "/.well-known/openid-configuration"));
    // Whoever says that they are another one is not believed (OpenID Connect Discovery, 4.3).
    if (plain_iss(text(json, "issuer")) != plain_iss(issuer)) return fail("smart.answer");
    return json;
}

Result<api::Json> self_description(const Talk& talk, const SmartProvider& settings) {
    const std::string iss = plain_iss(settings.iss);
    auto smart = document(talk, iss + "/.well-known/smart-configuration");
    if (!smart && smart.error().code == "smart.no_document") return openid_document(talk, settings, iss);
    api::Json json = TRY(std::move(smart));
    if (!text(json, "jwks_uri").empty() && !text(json, "issuer").empty()) return json;
    const std::string issuer = text(json, "issuer");
    const api::Json more = TRY(openid_document(talk, settings, issuer.empty() ? iss : issuer));
    for (const auto& item : more.items())
        if (!json.contains(item.key())) json[item.key()] = item.value();
    return json;
}

}  // namespace

Result<Answer> Talk::ask(const Asked& asked) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
    if (left <= 0) return fail("smart.late");
    Bounds bounds;
    bounds.time_ms = static_cast<int>(left);
    bounds.loopback = loopback_;
    return exchange(asked, bounds);
}

Result<Provider> Providers::find(const SmartProvider& settings, const Talk& talk) {
    const std::string iss = plain_iss(settings.iss);
    {
        std::lock_guard lock(mutex_);
        const auto found = known_.find(iss);
        if (found != known_.end() && Clock::now() < found->second.at + kept_for) return found->second.provider;
    }
    const api::Json json = TRY(self_description(talk, settings));
    Provider provider;
    provider.issuer = text(json, "issuer");
    provider.authorization_endpoint = text(json, "authorization_endpoint");
    provider.token_endpoint = text(json, "token_endpoint");
    provider.jwks_uri = text(json, "jwks_uri");
    const auto names_itself = json.find("authorization_response_iss_parameter_supported");
    provider.names_itself = names_itself != json.end() && names_itself->is_boolean() && names_itself->get<bool>();
    for (const std::string& url :
         {provider.issuer, provider.authorization_endpoint, provider.token_endpoint, provider.jwks_uri})
        if (!allowed(url, settings, talk.loopback())) return fail("smart.address");
    if (!lists(json, "code_challenge_methods_supported", "S256")) return fail("smart.pkce");
    std::lock_guard lock(mutex_);
    known_[iss] = {provider, Clock::now()};
    return provider;
}

Result<std::string> Providers::keys(const Provider& provider, const Talk& talk, bool anew) {
    {
        std::lock_guard lock(mutex_);
        const auto found = keys_.find(provider.jwks_uri);
        const auto good_for = anew ? std::chrono::steady_clock::duration(ask_again_after) : kept_for;
        if (found != keys_.end() && Clock::now() < found->second.at + good_for) return found->second.set;
    }
    const Answer answer = TRY(talk.ask({provider.jwks_uri, {}, {}}));
    if (answer.status != 200) return fail("smart.network");
    std::lock_guard lock(mutex_);
    keys_[provider.jwks_uri] = {answer.body, Clock::now()};
    return answer.body;
}

}  // namespace bz::server::smart
