// Decides before any work whether a request is let in: which buckets of limits.hpp it draws from, by client address,
// account, desk and phone. Knows requests; the arithmetic is in limits.cpp.
#pragma once

#include "server/http/limits.hpp"
#include "server/http/reply.hpp"

#include <optional>

namespace bz::server {

// The client's address: behind a proxy the one that the proxy saw.
[[nodiscard]] std::string client_address(const drogon::HttpRequest& request, const Config& config);

class Admission {
public:
    struct Refusal {
        std::string_view limit;  // its name in the settings
        std::int64_t wait_ms = 0;
    };

    explicit Admission(const Config& config);

    // By address, and by phone where a code is asked for. `route` is the path's pattern.
    std::optional<Refusal> at_the_door(const drogon::HttpRequest& request, std::string_view route,
                                       std::string_view address, std::int64_t now_ms);
    // By account, once it is known who asks.
    std::optional<Refusal> of_account(drogon::HttpMethod method, std::string_view route, std::string_view account_id,
                                      std::int64_t now_ms);
    // By desk: `who` tells one hospital system or member of staff from another.
    std::optional<Refusal> of_desk(std::string_view who, std::int64_t now_ms);

private:
    struct Rule {
        std::string_view name;
        Buckets buckets;
        Rule(std::string_view setting, Allowance allowance) : name(setting), buckets(allowance) {}
        std::optional<Refusal> take(std::string_view key, std::int64_t now_ms);
    };
    std::optional<Refusal> code_for(const drogon::HttpRequest& request, std::int64_t now_ms);

    std::vector<std::string> trusted_;
    Rule requests_address_, requests_account_, requests_desk_;
    Rule codes_number_, codes_address_, codes_prefix_, codes_all_;
    Rule sign_ins_address_, visits_account_, complaints_account_, uploads_account_;
    Rule help_address_, call_backs_number_;
};

// 429 with Retry-After.
[[nodiscard]] Reply too_many(const Admission::Refusal& refusal);

}  // namespace bz::server
