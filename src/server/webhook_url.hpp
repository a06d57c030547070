// Addresses that a hospital gives for its webhooks: what is accepted, and its parts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bz::server {

struct WebhookUrl {
    std::string origin;  // https://his.example.org:8443
    std::string target;  // path and query, at least "/"
};

// https anywhere; http only to this very machine, and only when `loopback` allows it. No user names, no fragments.
[[nodiscard]] std::optional<WebhookUrl> parse_webhook_url(std::string_view url, bool loopback);

}  // namespace bz::server
