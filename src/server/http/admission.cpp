#include "server/http/admission.hpp"

#include "domain/phone.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace bz::server {

namespace {

constexpr std::size_t prefix_digits = 7;
constexpr std::size_t code_body_max = 4096;

// The phone that a code is asked for, in its normal form; empty when the handler will refuse the body anyway.
std::string phone_in(std::string_view body) {
    if (body.size() > code_body_max) return {};
    const api::Json json = api::Json::parse(body, nullptr, false);
    if (!json.is_object() || !json.contains("phone") || !json["phone"].is_string()) return {};
    const auto phone = domain::parse_phone(json["phone"].get<std::string>());
    return phone ? *phone : std::string();
}

}  // namespace

std::string client_address(const drogon::HttpRequest& request, const Config& config) {
    if (config.behind_proxy) {
        std::string address = forwarded_address(request.getHeader("x-forwarded-for"));
        if (!address.empty()) return address;
    }
    return request.peerAddr().toIp();
}

std::optional<Admission::Refusal> Admission::Rule::take(std::string_view key, std::int64_t now_ms) {
    const std::int64_t wait_ms = buckets.take(key, now_ms);
    return wait_ms == 0 ? std::nullopt : std::optional(Refusal{name, wait_ms});
}

Admission::Admission(const Config& config)
    : trusted_(config.trusted_addresses),
      requests_address_("requests_per_address", config.limits.requests_per_address),
      requests_account_("requests_per_account", config.limits.requests_per_account),
      requests_desk_("requests_per_desk", config.limits.requests_per_desk),
      codes_number_("codes_per_number", config.limits.codes_per_number),
      codes_address_("codes_per_address", config.limits.codes_per_address),
      codes_prefix_("codes_per_prefix", config.limits.codes_per_prefix),
      codes_all_("codes_in_all", config.limits.codes_in_all),
      sign_ins_address_("sign_ins_per_address", config.limits.sign_ins_per_address),
      visits_account_("visits_per_account", config.limits.visits_per_account),
      complaints_account_("complaints_per_account", config.limits.complaints_per_account),
      uploads_account_("uploads_per_account", config.limits.uploads_per_account),
      help_address_("help_per_address", config.limits.help_per_address),
      call_backs_number_("call_backs_per_number", config.limits.call_backs_per_number) {}

std::optional<Admission::Refusal> Admission::at_the_door(const drogon::HttpRequest& request, std::string_view route,
                                                         std::string_view address, std::int64_t now_ms) {
    const std::string key = limited_as(address, trusted_);
    const bool trusted = key.empty();
    if (!trusted)
        if (const auto refusal = requests_address_.take(key, now_ms)) return refusal;
    // Each may ask something of a hospital's other systems.
    if (request.path() == "/smart/launch" && !trusted) return sign_ins_address_.take(key, now_ms);
    if (request.method() != drogon::Post) return std::nullopt;
    if (route == "/sessions" && !trusted) return sign_ins_address_.take(key, now_ms);
    if (route == "/help-sessions") {
        if (!trusted)
            if (const auto refusal = help_address_.take(key, now_ms)) return refusal;
        const std::string phone = phone_in(request.body());
        return phone.empty() ? std::nullopt : call_backs_number_.take(phone, now_ms);
    }
    if (route != "/sms-codes") return std::nullopt;
    if (!trusted)
        if (const auto refusal = codes_address_.take(key, now_ms)) return refusal;
    return code_for(request, now_ms);
}

// The narrowest bucket first, so that one who floods one number does not use up what is meant for all.
std::optional<Admission::Refusal> Admission::code_for(const drogon::HttpRequest& request, std::int64_t now_ms) {
    const std::string phone = phone_in(request.body());
    if (phone.empty()) return std::nullopt;
    if (const auto refusal = codes_number_.take(phone, now_ms)) return refusal;
    if (const auto refusal = codes_prefix_.take(phone.substr(0, prefix_digits), now_ms)) return refusal;
    return codes_all_.take("all", now_ms);
}

std::optional<Admission::Refusal> Admission::of_account(drogon::HttpMethod method, std::string_view route,
                                                        std::string_view account_id, std::int64_t now_ms) {
    if (const auto refusal = requests_account_.take(account_id, now_ms)) return refusal;
    if (method != drogon::Post) return std::nullopt;
    if (route == "/visits") return visits_account_.take(account_id, now_ms);
    if (route == "/complaints") return complaints_account_.take(account_id, now_ms);
    if (route == "/uploads") return uploads_account_.take(account_id, now_ms);
    return std::nullopt;
}

std::optional<Admission::Refusal> Admission::of_desk(std::string_view who, std::int64_t now_ms) {
    return requests_desk_.take(who, now_ms);
}

Reply too_many(const Admission::Refusal& refusal) {
    Failure failure("too_many_requests");
    failure.retry_after_s = static_cast<int>(std::clamp<std::int64_t>((refusal.wait_ms + 999) / 1000, 1, 86'400));
    return problem(failure);
}

}  // namespace bz::server
