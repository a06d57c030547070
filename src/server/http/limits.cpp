#include "server/http/limits.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <algorithm>
#include <cstring>

namespace bz::server {

namespace {

constexpr std::string_view overflow_key = "";  // shared by all keys that came when there was no room

struct Address {
    int family = AF_UNSPEC;
    std::array<unsigned char, 16> bytes{};
};

Address parse_address(std::string_view text) {
    Address address;
    const std::string copy(text);
    if (::inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1)
        address.family = AF_INET;
    else if (::inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1)
        address.family = AF_INET6;
    return address;
}

bool same_bits(const Address& a, const Address& b, int bits) {
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (std::memcmp(a.bytes.data(), b.bytes.data(), whole) != 0) return false;
    if (bits % 8 == 0) return true;
    const int mask = 0xFF << (8 - bits % 8) & 0xFF;
    return ((a.bytes[whole] ^ b.bytes[whole]) & mask) == 0;
}

// IPv4, when it is that in IPv6's clothes.
Address unmapped(const Address& address) {
    constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (address.family != AF_INET6 || std::memcmp(address.bytes.data(), mapped.data(), mapped.size()) != 0)
        return address;
    Address inner{.family = AF_INET};
    std::copy(address.bytes.begin() + mapped.size(), address.bytes.end(), inner.bytes.begin());
    return inner;
}

// As text, its first so many bytes alone: "2001:db8:1:2::/64".
std::string beginning(Address address, std::size_t ipv4_bytes, std::size_t ipv6_bytes) {
    const bool is_ipv4 = address.family == AF_INET;
    const std::size_t bytes = is_ipv4 ? ipv4_bytes : ipv6_bytes;
    std::fill(address.bytes.begin() + static_cast<std::ptrdiff_t>(bytes), address.bytes.end(), 0);
    char out[INET6_ADDRSTRLEN] = {};
    ::inet_ntop(address.family, address.bytes.data(), out, sizeof out);
    const bool whole = is_ipv4 && bytes == 4;
    return whole ? out : std::string(out) + '/' + std::to_string(bytes * 8);
}

}  // namespace

// The bucket as a single time (the generic cell rate algorithm): each token taken moves "full again" by one interval,
// and there is none left when that lies a whole period ahead.
std::int64_t Buckets::take(std::string_view key, std::int64_t now_ms) {
    if (allowance_.count == 0) return 0;
    const std::int64_t now = now_ms * 1000;
    const std::int64_t period = allowance_.period_ms * 1000;
    const std::int64_t interval = std::max<std::int64_t>(1, period / allowance_.count);
    std::lock_guard lock(mutex_);
    auto found = full_at_.find(key);
    if (found == full_at_.end()) {
        if (full_at_.size() >= keys_max_) forget_full(now_ms);
        const std::string_view kept = full_at_.size() >= keys_max_ ? overflow_key : key;
        found = full_at_.try_emplace(std::string(kept), now).first;
    }
    const std::int64_t full_at = std::max(found->second, now) + interval;
    if (full_at - now > std::max(period, interval)) return (full_at - now - period + 999) / 1000;
    found->second = full_at;
    return 0;
}

std::size_t Buckets::size() const {
    std::lock_guard lock(mutex_);
    return full_at_.size();
}

void Buckets::forget_full(std::int64_t now_ms) {
    if (now_ms < forget_again_ms_) return;  // a flood of new keys must not make every one of them look at all others
    forget_again_ms_ = now_ms + 1000;
    std::erase_if(full_at_, [now = now_ms * 1000](const auto& item) { return item.second <= now; });
}

std::string address_key(std::string_view text) {
    const Address address = parse_address(text);
    return address.family == AF_UNSPEC ? std::string(text) : beginning(unmapped(address), 4, 8);
}

std::string network_key(std::string_view text) {
    const Address address = parse_address(text);
    return address.family == AF_UNSPEC ? std::string(text) : beginning(unmapped(address), 3, 6);
}

bool address_in(std::string_view text, std::string_view network) {
    const auto slash = network.find('/');
    const Address address = parse_address(text);
    const Address base = parse_address(network.substr(0, slash));
    if (address.family == AF_UNSPEC || address.family != base.family) return false;
    const int bits_max = address.family == AF_INET ? 32 : 128;
    const auto bits = slash == std::string_view::npos ? std::optional<std::int64_t>(bits_max)
                                                      : parse_integer(network.substr(slash + 1));
    return bits && *bits >= 0 && *bits <= bits_max && same_bits(address, base, static_cast<int>(*bits));
}

bool is_trusted(std::string_view address, const std::vector<std::string>& trusted) {
    return std::ranges::any_of(trusted, [&](const std::string& network) { return address_in(address, network); });
}

std::string limited_as(std::string_view address, const std::vector<std::string>& trusted) {
    return is_trusted(address, trusted) ? std::string() : address_key(address);
}

std::string forwarded_address(std::string_view header) {
    std::string_view last = trim(split(header, ',').back());
    if (last.starts_with('['))
        last = last.substr(1, last.find(']') - 1);  // "[2001:db8::1]:443"
    else if (std::ranges::count(last, ':') == 1)
        last = last.substr(0, last.find(':'));
    return parse_address(last).family == AF_UNSPEC ? std::string() : std::string(last);
}

}  // namespace bz::server
