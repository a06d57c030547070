#include "server/smart/sign_in.hpp"

#include "api/common.hpp"
#include "base/text.hpp"
#include "server/smart/jws.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace bz::server::smart {

namespace {

constexpr std::int64_t leeway_s = 60;  // clocks differ
constexpr std::int64_t age_max_s = 600;
constexpr std::size_t name_max = 255;

std::string text(const api::Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<std::int64_t> seconds(const api::Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number()) return std::nullopt;
    const double value = found->get<double>();
    return value >= 0 && value < 1e12 ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
}

bool is_for(const api::Json& claims, const std::string& client) {
    const std::string azp = text(claims, "azp");
    if (!azp.empty() && azp != client) return false;
    const auto aud = claims.find("aud");
    if (aud == claims.end()) return false;
    if (aud->is_string()) return *aud == client;
    if (!aud->is_array()) return false;
    const bool named =
        std::ranges::any_of(*aud, [&](const api::Json& one) { return one.is_string() && one == client; });
    return named && (aud->size() == 1 || azp == client);
}

bool is_fresh(const api::Json& claims, Instant now) {
    const std::int64_t now_s = now / ms_per_second;
    const auto expires = seconds(claims, "exp");
    const auto issued = seconds(claims, "iat");
    return expires && issued && now_s < *expires + leeway_s && *issued <= now_s + leeway_s &&
           now_s <= *issued + age_max_s + leeway_s;
}

// "https://fhir.example.org/r4/Patient/7": a doctor's account must not become a patient's.
bool may_be_patient(const std::string& fhir_user) {
    if (fhir_user.empty()) return true;
    const auto parts = split(fhir_user, '/');
    if (parts.size() < 2) return false;
    const std::string_view kind = parts[parts.size() - 2];
    return kind == "Patient" || kind == "RelatedPerson";
}

Result<std::string> authorization(const SmartProvider& settings) {
    if (!settings.client_secret_file) return std::string();
    std::ifstream in(*settings.client_secret_file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    const std::string secret(trim(out.view()));
    if (!in || secret.empty()) return fail("smart.secret");
    // Both parts in the form's own writing first (RFC 6749, 2.3.1); form_of gives "=x" for a field without a name.
    const std::string pair = form_of({{"", settings.client_id}}).substr(1) + ':' + form_of({{"", secret}}).substr(1);
    std::string coded(4 * ((pair.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                        reinterpret_cast<const unsigned char*>(pair.data()), static_cast<int>(pair.size()));
    coded.resize(static_cast<std::size_t>(size));
    return "Basic " + coded;
}

Result<std::string> id_token(const Provider& provider, const SmartProvider& settings, const Begun& begun,
                             const std::string& code, const Talk& talk) {
    Asked asked;
    asked.url = provider.token_endpoint;
    asked.authorization = TRY(authorization(settings));
    std::vector<std::pair<std::string_view, std::string_view>> fields = {{"grant_type", "authorization_code"},
                                                                         {"code", code},
                                                                         {"redirect_uri", begun.redirect_uri},
                                                                         {"code_verifier", begun.verifier}};
    if (asked.authorization.empty()) fields.emplace_back("client_id", settings.client_id);
    asked.form = form_of(fields);
    const Answer answer = TRY(talk.ask(asked));
    if (answer.status >= 500) return fail("smart.network");
    if (answer.status >= 300 && answer.status < 400) return fail("smart.answer");
    if (answer.status != 200) return fail("smart.code");
    const api::Json json = api::Json::parse(answer.body, nullptr, false);
    std::string token = json.is_object() ? text(json, "id_token") : std::string{};
    if (token.empty()) return fail("smart.answer");
    return token;
}

}  // namespace

std::string authorization_url(const Provider& provider, const SmartProvider& settings, const Begun& begun) {
    std::string scope = begun.launch.empty() ? "openid fhirUser" : "launch openid fhirUser";
    if (settings.phone.value_or(false)) scope += " phone";
    const std::string challenge = base64url(sha256(begun.verifier));
    std::vector<std::pair<std::string_view, std::string_view>> fields = {
        {"response_type", "code"},
        {"client_id", settings.client_id},
        {"redirect_uri", begun.redirect_uri},
        {"scope", scope},
        {"state", begun.state},
        {"nonce", begun.nonce},
        {"aud", settings.iss},
        {"code_challenge", challenge},
        {"code_challenge_method", "S256"},
        {"ui_locales", begun.language == "en" ? "en" : "zh-CN"}};
    if (!begun.launch.empty()) fields.emplace_back("launch", begun.launch);
    const char join = provider.authorization_endpoint.contains('?') ? '&' : '?';
    return provider.authorization_endpoint + join + form_of(fields);
}

Result<Subject> sign_in(Providers& providers, const Provider& provider, const SmartProvider& settings,
                        const Begun& begun, const std::string& code, const Talk& talk, Instant now) {
    const std::string token = TRY(id_token(provider, settings, begun, code, talk));
    auto payload = signed_payload(token, TRY(providers.keys(provider, talk, false)));
    if (!payload && payload.error().code == "smart.key")
        payload = signed_payload(token, TRY(providers.keys(provider, talk, true)));
    const api::Json claims = api::Json::parse(TRY(std::move(payload)), nullptr, false);
    if (!claims.is_object()) return fail("smart.token");
    Subject subject{provider.issuer, text(claims, "sub"), {}};
    if (text(claims, "iss") != provider.issuer || !is_for(claims, settings.client_id) || !is_fresh(claims, now) ||
        text(claims, "nonce") != begun.nonce || subject.name.empty() || subject.name.size() > name_max)
        return fail("smart.token");
    if (!may_be_patient(text(claims, "fhirUser"))) return fail("smart.not_patient");
    const auto verified = claims.find("phone_number_verified");
    if (settings.phone.value_or(false) && verified != claims.end() && verified->is_boolean() && verified->get<bool>())
        subject.phone = text(claims, "phone_number");
    return subject;
}

}  // namespace bz::server::smart
