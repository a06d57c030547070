#include "server/webhook_url.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bz::server {

namespace {

constexpr std::size_t url_max = 500;

bool is_plain(char c) {
    return c > ' ' && c < 0x7F && c != '@' && c != '#' && c != '\\' && c != '"' && c != '<' && c != '>';
}

bool fits_port(std::string_view text) {
    const auto port = parse_integer(text);
    return port && *port >= 1 && *port <= 65535;
}

// Host and optional port; `host` gets the first.
bool split_authority(std::string_view authority, std::string_view& host) {
    const auto end = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
    const auto colon = authority.find(':', end == std::string_view::npos ? 0 : end);
    host = authority.substr(0, colon);
    if (host.empty()) return false;
    return colon == std::string_view::npos || fits_port(authority.substr(colon + 1));
}

}  // namespace

std::optional<WebhookUrl> parse_webhook_url(std::string_view url, bool loopback) {
    if (url.size() > url_max || !std::ranges::all_of(url, is_plain)) return std::nullopt;
    const bool secure = url.starts_with("https://");
    if (!secure && !url.starts_with("http://")) return std::nullopt;
    const auto begin = secure ? std::size_t{8} : std::size_t{7};
    const auto end = std::min(url.find_first_of("/?", begin), url.size());
    std::string_view host;
    if (!split_authority(url.substr(begin, end - begin), host)) return std::nullopt;
    const bool here = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
    if (!secure && !(loopback && here)) return std::nullopt;
    WebhookUrl parts{std::string(url.substr(0, end)), std::string(url.substr(end))};
    if (!parts.target.starts_with('/')) parts.target.insert(0, 1, '/');
    return parts;
}

}  // namespace bz::server
