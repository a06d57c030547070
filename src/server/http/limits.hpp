// How much an address, an account or a phone may ask for: token buckets in memory, with the clock passed in. Knows no
// request; admission.cpp decides which buckets a request draws from. Forgets everything at a restart, and every server
// of a group counts for itself: what must hold for ever (tries of a code) is in the database.
#pragma once

#include "server/config.hpp"

#include <array>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bz::server {

// One allowance, kept apart by key. A bucket holds the whole count and refills evenly over the period.
class Buckets {
public:
    static constexpr std::size_t keys_max = 200'000;

    explicit Buckets(Allowance allowance, std::size_t keys = keys_max) : allowance_(allowance), keys_max_(keys) {}

    // Takes one. 0 when there was one; otherwise how many milliseconds until there is one again.
    std::int64_t take(std::string_view key, std::int64_t now_ms);
    [[nodiscard]] std::size_t size() const;

private:
    void forget_full(std::int64_t now_ms);

    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    Allowance allowance_;
    std::size_t keys_max_;
    mutable std::mutex mutex_;
    // When the bucket will be full again, in microseconds: a bucket that is not here is full.
    std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> full_at_;
    std::int64_t forget_again_ms_ = 0;
};

// An IPv6 customer has at least a /64, so that is what counts as one address.
[[nodiscard]] std::string address_key(std::string_view address);
// The net that an address's owner may well have more of: IPv6 /48, as providers give to businesses and tunnels to
// anybody (65,536 times an address_key), IPv4 /24. Of others' too, on a carrier's net: a limit for it has to be wide.
[[nodiscard]] std::string network_key(std::string_view address);
// Whether an address lies in a network ("10.1.0.0/16") or is the one that is named.
[[nodiscard]] bool address_in(std::string_view address, std::string_view network);
// Whether it lies in one of these, for which no limit by address holds.
[[nodiscard]] bool is_trusted(std::string_view address, const std::vector<std::string>& trusted);
// What limits by address count an address as; empty for one that is trusted.
[[nodiscard]] std::string limited_as(std::string_view address, const std::vector<std::string>& trusted);
// The last entry of X-Forwarded-For, which our own proxy wrote; everything before it is what a client claims.
[[nodiscard]] std::string forwarded_address(std::string_view header);

}  // namespace bz::server
