// The server's settings: one file, then the environment, then the command line, where the later wins. Owns their names,
// defaults and checks; reads files and the environment, and changes nothing.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace bz::server {

// So many in each period, all of them at once if need be. A count of 0 sets no limit.
struct Allowance {
    std::int64_t count = 0;
    std::int64_t period_ms = 1;
    bool operator==(const Allowance&) const = default;
};

// What an address, account or phone may do. Generous where many people share an address (a family, a ward, a portal).
struct LimitSettings {
    Allowance requests_per_address{6000, 60'000};
    Allowance requests_per_account{1200, 60'000};
    Allowance requests_per_desk{60'000, 60'000};
    Allowance codes_per_number{20, 86'400'000};
    Allowance codes_per_address{60, 3'600'000};
    Allowance codes_per_prefix{200, 3'600'000};  // of a number: its first seven digits, as sold in blocks
    Allowance codes_in_all{5000, 3'600'000};
    Allowance sign_ins_per_address{200, 3'600'000};
    Allowance visits_per_account{60, 3'600'000};
    Allowance complaints_per_account{20, 86'400'000};
    Allowance uploads_per_account{3000, 3'600'000};  // a CD holds several series of hundreds of slices
    Allowance help_per_address{60, 3'600'000};
    Allowance call_backs_per_number{5, 86'400'000};  // nobody is to be phoned because a stranger wished it
};

enum class Command { serve, backup, restore, rotate_key, verify_audit };

struct Config {
    Command command = Command::serve;

    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string data_folder;
    std::string site_folder;
    std::string key_file;                     // default: <data>/key
    std::string database;                     // empty: SQLite in the data folder; else a PostgreSQL address. Secret
    std::vector<std::string> hospital_files;  // empty: the built-in hospital
    std::string providers;                    // "sandbox" or "connected"

    // Secrets: from a file or the environment, never from the command line, where every user of the machine reads them.
    std::string desk_token;
    std::string metrics_token;

    bool loopback_webhooks = false;  // http to this machine is allowed, to a relay beside the server
    bool sandbox = false;
    bool demo_desk = false;
    bool check_only = false;
    bool help = false;
    int demo_step_ms = 4000;
    // How long a webhook that failed waits for its next try, from the first failure on; after the last one it is dead.
    std::vector<std::int64_t> webhook_retries_ms = {60'000, 300'000, 1'800'000, 7'200'000, 43'200'000};
    int sms_ttl_s = 0;  // 0: the hospital's rule

    bool behind_proxy = false;                   // then the client's address is the last one of X-Forwarded-For
    std::vector<std::string> trusted_addresses;  // "10.1.0.0/16": not limited by address
    int threads = 2;
    int connections = 10'000;
    int connections_per_address = 0;  // 0: no limit (behind a proxy all come from one address)
    int request_seconds = 30;         // a request that dribbles in for longer is cut off
    int stop_seconds = 20;            // how long a graceful stop may take
    int disk_free_mb = 500;           // with less room the server says that it is not ready
    std::string log_level = "info";
    std::string log_addresses = "none";  // "hashed": a keyed hash of the client's address in the access log

    LimitSettings limits;

    // Of the commands.
    std::string to_folder;
    std::string from_folder;
    std::string new_key_file;
};

// The errors are sentences for the person who started the program: all of them at once.
using Problems = std::vector<std::string>;
[[nodiscard]] std::expected<Config, Problems> parse_config(std::span<const char* const> arguments);
[[nodiscard]] std::string usage();

// settings.cpp: every setting by its name in the file; the option is --name with dashes, the variable BANZHEN_NAME.
enum class Setting { value, flag, list, secret, command_line_only };
struct SettingInfo {
    std::string_view name;
    Setting kind;
    std::string_view help;
    std::string (*apply)(Config&, std::string_view value);  // gives what is wrong, or nothing
};
[[nodiscard]] std::span<const SettingInfo> settings();
[[nodiscard]] std::string parse_allowance(std::string_view text, Allowance& into);  // "600/minute", "off"

// config_check.cpp: what does not fit together, or is not fit for real patients.
void check_config(const Config& config, Problems& problems);

}  // namespace bz::server
