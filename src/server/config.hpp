// The server's settings from its command line and environment.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace bz::server {

struct Config {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string data_folder;
    std::string database;  // the address of a PostgreSQL database; default: SQLite in the data folder
    std::string site_folder;
    std::string key_file;                     // default: <data>/key
    std::string desk_token;                   // from BANZHEN_DESK_TOKEN
    std::vector<std::string> hospital_files;  // none: the example hospital
    bool sandbox = false;
    bool demo_desk = false;
    bool check_only = false;
    bool help = false;
    int demo_step_ms = 4000;
    // How long a webhook that failed waits for its next try, from the first failure on; after the last one it is dead.
    std::vector<std::int64_t> webhook_retries_ms = {60'000, 300'000, 1'800'000, 7'200'000, 43'200'000};
    int sms_ttl_s = 0;  // 0: the hospital's rule
};

// The error is a sentence for the person who started the program.
[[nodiscard]] std::expected<Config, std::string> parse_config(std::span<const char* const> arguments);
[[nodiscard]] const char* usage();

}  // namespace bz::server
