// The table of settings: names, kinds, help, and how a text becomes a value.
#include "server/config.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace bz::server {

namespace {

template <auto Member>
std::string set_text(Config& config, std::string_view value) {
    config.*Member = value;
    return {};
}

template <auto Member>
std::string set_flag(Config& config, std::string_view value) {
    if (value != "true" && value != "false") return "wants true or false";
    config.*Member = value == "true";
    return {};
}

template <auto Member, int low, int high>
std::string set_number(Config& config, std::string_view value) {
    const auto parsed = parse_integer(value);
    if (!parsed || *parsed < low || *parsed > high)
        return "wants a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    config.*Member = static_cast<int>(*parsed);
    return {};
}

// Separated by commas on the command line and in the environment; the file's lists come the same way.
template <auto Member>
std::string set_list(Config& config, std::string_view value) {
    (config.*Member).clear();
    for (const std::string_view part : split(value, ','))
        if (!trim(part).empty()) (config.*Member).emplace_back(trim(part));
    return {};
}

template <auto Member>
std::string set_limit(Config& config, std::string_view value) {
    return parse_allowance(value, config.limits.*Member);
}

template <auto Member, const auto& choices>
std::string set_choice(Config& config, std::string_view value) {
    if (std::ranges::find(choices, value) == std::end(choices)) {
        std::string all;
        for (const std::string_view one : choices) all += (all.empty() ? "" : ", ") + std::string(one);
        return "wants one of: " + all;
    }
    config.*Member = value;
    return {};
}

constexpr std::array<std::string_view, 4> log_levels = {"debug", "info", "warn", "error"};
constexpr std::array<std::string_view, 2> log_address_kinds = {"none", "hashed"};
constexpr std::array<std::string_view, 2> provider_kinds = {"sandbox", "connected"};

std::string set_listen(Config& config, std::string_view value) {
    const auto colon = value.rfind(':');
    const auto port = colon == std::string_view::npos ? std::nullopt : parse_integer(value.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535 || colon == 0) return "wants an address and a port, as in 127.0.0.1:8080";
    config.host = value.substr(0, colon);
    if (config.host.starts_with('[') && config.host.ends_with(']'))
        config.host = config.host.substr(1, config.host.size() - 2);
    config.port = static_cast<std::uint16_t>(*port);
    return {};
}

std::string set_retries(Config& config, std::string_view value) {
    config.webhook_retries_ms.clear();
    for (const std::string_view part : split(value, ',')) {
        const auto ms = parse_integer(trim(part));
        if (!ms || *ms < 1 || *ms > 86'400'000) return "wants whole numbers with commas between, as in 60000,300000";
        config.webhook_retries_ms.push_back(*ms);
    }
    return {};
}

std::string add_hospital(Config& config, std::string_view value) {
    config.hospital_files.emplace_back(value);
    return {};
}

using enum Setting;
using L = LimitSettings;
constexpr SettingInfo table[] = {
    {"listen", value, "address and port, as in 127.0.0.1:8080", set_listen},
    {"data", value, "folder of database and files; made with mode 0700", set_text<&Config::data_folder>},
    {"site", value, "folder of the built app", set_text<&Config::site_folder>},
    {"key_file", value, "file of the 32-byte key that seals personal data (<data>/key)", set_text<&Config::key_file>},
    {"database", secret, "postgresql://… instead of SQLite in the data folder", set_text<&Config::database>},
    {"hospitals", list, "files that describe the hospitals (the built-in one)", set_list<&Config::hospital_files>},
    {"providers", value, "sandbox or connected: the systems behind text messages, registry, payment, …",
     set_choice<&Config::providers, provider_kinds>},
    {"desk_token", secret, "the desk's bearer token, at least 32 characters", set_text<&Config::desk_token>},
    {"metrics_token", secret, "lets others than this machine read /metrics", set_text<&Config::metrics_token>},
    {"sandbox", flag, "embedded stand-ins for everything outside; never for real patients", set_flag<&Config::sandbox>},
    {"demo_desk", flag, "answers like a small hospital (needs sandbox)", set_flag<&Config::demo_desk>},
    {"webhook_retries_ms", value, "when a webhook that failed is tried again", set_retries},
    {"loopback_webhooks", flag, "webhooks may go to http on this machine, to a relay beside the server",
     set_flag<&Config::loopback_webhooks>},
    {"demo_step_ms", value, "the demo desk's pace (4000)", set_number<&Config::demo_step_ms, 10, 3'600'000>},
    {"sms_ttl_s", value, "how long a sign-in code holds (the hospital's rule)", set_number<&Config::sms_ttl_s, 1, 600>},
    {"behind_proxy", flag, "take the client's address from X-Forwarded-For", set_flag<&Config::behind_proxy>},
    {"trusted_addresses", list, "addresses or networks without limits by address, as in 10.1.0.0/16",
     set_list<&Config::trusted_addresses>},
    {"threads", value, "threads that answer requests (2)", set_number<&Config::threads, 1, 64>},
    {"connections", value, "open connections in all (10000)", set_number<&Config::connections, 10, 1'000'000>},
    {"connections_per_address", value, "open connections of one address; 0: no limit (0)",
     set_number<&Config::connections_per_address, 0, 1'000'000>},
    {"request_seconds", value, "a request that dribbles in for longer is cut off (30)",
     set_number<&Config::request_seconds, 1, 600>},
    {"stop_seconds", value, "how long a graceful stop may take (20)", set_number<&Config::stop_seconds, 1, 600>},
    {"disk_free_mb", value, "with less room on the disk the server is not ready (500)",
     set_number<&Config::disk_free_mb, 0, 1'000'000>},
    {"log_level", value, "debug, info, warn or error (info)", set_choice<&Config::log_level, log_levels>},
    {"log_addresses", value, "none or hashed: client addresses in the log (none)",
     set_choice<&Config::log_addresses, log_address_kinds>},
    {"limits.requests_per_address", value, "600/minute, 10/second, 5/hour, 20/day, off",
     set_limit<&L::requests_per_address>},
    {"limits.requests_per_account", value, "", set_limit<&L::requests_per_account>},
    {"limits.requests_per_desk", value, "of each hospital system at the desk", set_limit<&L::requests_per_desk>},
    {"limits.codes_per_number", value, "sign-in codes to one phone", set_limit<&L::codes_per_number>},
    {"limits.codes_per_address", value, "", set_limit<&L::codes_per_address>},
    {"limits.codes_per_prefix", value, "to phones with the same first seven digits", set_limit<&L::codes_per_prefix>},
    {"limits.codes_in_all", value, "bounds what a flood of codes may cost", set_limit<&L::codes_in_all>},
    {"limits.sign_ins_per_address", value, "tries of a code", set_limit<&L::sign_ins_per_address>},
    {"limits.visits_per_account", value, "", set_limit<&L::visits_per_account>},
    {"limits.complaints_per_account", value, "", set_limit<&L::complaints_per_account>},
    {"limits.uploads_per_account", value, "", set_limit<&L::uploads_per_account>},
    {"limits.help_per_address", value, "asking for help", set_limit<&L::help_per_address>},
    {"limits.call_backs_per_number", value, "wishes that this phone be called", set_limit<&L::call_backs_per_number>},
    {"hospital", command_line_only, "one of those files; once for each hospital", add_hospital},
    {"to", command_line_only, "backup: a new folder for it", set_text<&Config::to_folder>},
    {"from", command_line_only, "restore: the folder of a backup", set_text<&Config::from_folder>},
    {"new_key_file", command_line_only, "rotate-key: made when it is not there", set_text<&Config::new_key_file>},
};

struct Period {
    std::string_view name;
    std::int64_t ms;
};
constexpr Period periods[] = {{"second", 1000}, {"minute", 60'000}, {"hour", 3'600'000}, {"day", 86'400'000}};

}  // namespace

std::span<const SettingInfo> settings() { return table; }

std::string parse_allowance(std::string_view value, Allowance& into) {
    if (value == "off") {
        into = {};
        return {};
    }
    const auto slash = value.find('/');
    const auto count = parse_integer(value.substr(0, slash));
    const auto period = slash == std::string_view::npos
                            ? std::end(periods)
                            : std::ranges::find(periods, value.substr(slash + 1), &Period::name);
    if (!count || *count < 1 || *count > 1'000'000'000 || period == std::end(periods))
        return "wants a number per second, minute, hour or day, as in 600/minute, or off";
    into = {*count, period->ms};
    return {};
}

}  // namespace bz::server
