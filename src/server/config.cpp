#include "server/config.hpp"

#include "base/text.hpp"

#include <cstdlib>
#include <string_view>

namespace bz::server {

const char* usage() {
    return "Usage: banzhen-server --data <folder> [--listen 127.0.0.1:8080] [--site <folder>]\n"
           "                      [--database <address>] [--sandbox] [--demo-desk] [--demo-step-ms N] [--sms-ttl-s N] "
           "[--check-config]\n"
           "  --hospital      a hospital's file; once for each hospital (default: the example hospital)\n"
           "  --sandbox       embedded stand-ins for text messages, identity registry, payment, pharmacy, courier, "
           "records\n"
           "  --demo-desk     answers visits and orders like a small hospital (needs --sandbox)\n"
           "  --webhook-retries-ms  when a webhook that failed is tried again (60000,300000,1800000,7200000,43200000)\n"
           "  --database      postgres://… keeps the data there instead of in SQLite under --data; several servers may "
           "then share both\n"
           "  --check-config  says whether the settings are sound, and stops\n"
           "Environment: BANZHEN_KEY_FILE (default <data>/key), BANZHEN_DESK_TOKEN (the desk's bearer token),\n"
           "             BANZHEN_DATABASE (as --database; the better place for a password)\n";
}

namespace {

std::string read_listen(std::string_view text, Config& config) {
    const auto colon = text.rfind(':');
    const auto port = colon == std::string_view::npos ? std::nullopt : parse_integer(text.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535 || colon == 0)
        return "--listen wants an address and a port, as in 127.0.0.1:8080";
    config.host = text.substr(0, colon);
    config.port = static_cast<std::uint16_t>(*port);
    return {};
}

std::string read_number(std::string_view name, std::string_view text, int low, int high, int& into) {
    const auto value = parse_integer(text);
    if (!value || *value < low || *value > high)
        return std::string(name) + " wants a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    into = static_cast<int>(*value);
    return {};
}

std::string read_retries(std::string_view text, Config& config) {
    config.webhook_retries_ms.clear();
    for (const std::string_view part : split(text, ',')) {
        const auto value = parse_integer(part);
        if (!value || *value < 1 || *value > 86'400'000)
            return "--webhook-retries-ms wants whole numbers with commas between, as in 60000,300000";
        config.webhook_retries_ms.push_back(*value);
    }
    return {};
}

std::string read_value(std::string_view name, std::string_view value, Config& config) {
    if (name == "--listen") return read_listen(value, config);
    if (name == "--demo-step-ms") return read_number(name, value, 10, 3'600'000, config.demo_step_ms);
    if (name == "--webhook-retries-ms") return read_retries(value, config);
    if (name == "--sms-ttl-s") return read_number(name, value, 1, 600, config.sms_ttl_s);
    if (name == "--data")
        config.data_folder = value;
    else if (name == "--database")
        config.database = value;
    else if (name == "--site")
        config.site_folder = value;
    else if (name == "--hospital")
        config.hospital_files.emplace_back(value);
    else
        return "there is no option " + std::string(name);
    return {};
}

std::string check(const Config& config) {
    if (config.data_folder.empty()) return "--data <folder> is needed";
    if (!config.database.empty() && !config.database.starts_with("postgres://") &&
        !config.database.starts_with("postgresql://"))
        return "--database wants an address as in postgres://user@host/name";
    if (config.demo_desk && !config.sandbox) return "--demo-desk needs --sandbox: it must never answer real patients";
    return {};
}

}  // namespace

std::expected<Config, std::string> parse_config(std::span<const char* const> arguments) {
    Config config;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (name == "--sandbox")
            config.sandbox = true;
        else if (name == "--demo-desk")
            config.demo_desk = true;
        else if (name == "--check-config")
            config.check_only = true;
        else if (name == "--help" || name == "-h")
            config.help = true;
        else if (i + 1 == arguments.size())
            return std::unexpected("there is no option " + std::string(name) + ", or its value is missing");
        else if (std::string wrong = read_value(name, arguments[++i], config); !wrong.empty())
            return std::unexpected(wrong);
    }
    if (config.help) return config;
    if (const char* key = std::getenv("BANZHEN_KEY_FILE")) config.key_file = key;
    if (config.key_file.empty()) config.key_file = config.data_folder + "/key";
    if (const char* database = std::getenv("BANZHEN_DATABASE"); database && config.database.empty())
        config.database = database;
    if (const char* token = std::getenv("BANZHEN_DESK_TOKEN")) config.desk_token = token;
    if (std::string wrong = check(config); !wrong.empty()) return std::unexpected(wrong);
    return config;
}

}  // namespace bz::server
