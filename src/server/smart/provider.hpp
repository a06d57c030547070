// What a hospital's system says of itself (smart-configuration, or openid-configuration where that is missing), and its
// keys; kept for some minutes. Every address in it lies where the hospital's file allows.
#pragma once

#include "server/smart/exchange.hpp"
#include "server/smart_settings.hpp"

#include <chrono>
#include <mutex>
#include <unordered_map>

namespace bz::server::smart {

struct Provider {
    std::string issuer, authorization_endpoint, token_endpoint, jwks_uri;
    bool names_itself = false;  // in the address that leads back (RFC 9207)
};

// The time for everything that has to be asked before a patient is answered.
class Talk {
public:
    Talk(int time_ms, bool loopback) : until_(Clock::now() + std::chrono::milliseconds(time_ms)), loopback_(loopback) {}
    [[nodiscard]] Result<Answer> ask(const Asked&) const;
    [[nodiscard]] bool loopback() const { return loopback_; }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point until_;
    bool loopback_;
};

class Providers {
public:
    [[nodiscard]] Result<Provider> find(const SmartProvider&, const Talk&);
    // `anew`: a token names a key that the known set has not; a provider is asked again only every so often.
    [[nodiscard]] Result<std::string> keys(const Provider&, const Talk&, bool anew);

private:
    using Clock = std::chrono::steady_clock;
    struct Known {
        Provider provider;
        Clock::time_point at;
    };
    struct Keys {
        std::string set;
        Clock::time_point at;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Known> known_;
    std::unordered_map<std::string, Keys> keys_;
};

}  // namespace bz::server::smart
