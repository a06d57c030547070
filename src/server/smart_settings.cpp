#include "server/smart_settings.hpp"

#include "server/webhook_url.hpp"

#include <unistd.h>

#include <set>

namespace bz::server {

std::string plain_iss(std::string iss) {
    while (iss.ends_with('/')) iss.pop_back();
    return iss;
}

std::string unfit(const std::vector<SmartProvider>& providers, bool loopback) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < providers.size(); ++i) {
        const SmartProvider& provider = providers[i];
        const std::string at = "/smart/" + std::to_string(i);
        if (!parse_webhook_url(provider.iss, loopback) || provider.iss.contains('?'))
            return at + "/iss: an https address is wanted, without a query";
        if (!seen.insert(plain_iss(provider.iss)).second) return at + "/iss: it is there already";
        if (provider.client_id.empty() || provider.client_id.size() > 200) return at + "/client_id: it is missing";
        if (provider.client_secret_file && ::access(provider.client_secret_file->c_str(), R_OK) != 0)
            return at + "/client_secret_file: it cannot be read";
        for (const std::string& origin : provider.origins.value_or(std::vector<std::string>{})) {
            const auto url = parse_webhook_url(origin, loopback);
            if (!url || url->origin != origin) return at + "/origins: an origin is wanted as https://login.example.org";
        }
    }
    return {};
}

}  // namespace bz::server
