// What does not fit together, and what real patients must not be served with.
#include "server/config.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <string>

namespace bz::server {

namespace {

constexpr std::size_t secret_min = 32;

bool others_may(const std::string& path, bool& there) {
    struct stat found{};
    there = ::stat(path.c_str(), &found) == 0;
    return there && (found.st_mode & 077) != 0;
}

bool is_loopback(const std::string& host) { return host.starts_with("127.") || host == "::1" || host == "localhost"; }

void check_data(const Config& config, Problems& problems) {
    bool there = false;
    if (others_may(config.data_folder, there))
        problems.push_back("others can look into the data folder; run: chmod 700 " + config.data_folder);
    const bool key_open = others_may(config.key_file, there);
    if (!there)
        problems.push_back("there is no key file " + config.key_file +
                           "; make one and keep a copy elsewhere: (umask 077; head -c 32 /dev/urandom > " +
                           config.key_file + ")");
    else if (key_open)
        problems.push_back("others can read the key file; run: chmod 600 " + config.key_file);
}

void check_secret(const std::string& value, const char* name, Problems& problems) {
    if (value.size() < secret_min)
        problems.push_back(std::string(name) + " must have at least " + std::to_string(secret_min) + " characters");
}

// Without the sandbox real people are served: everything that is only played there must be real.
void check_production(const Config& config, Problems& problems) {
    if (config.demo_desk) problems.push_back("the demo desk needs the sandbox: it must never answer real patients");
    if (config.providers != "connected")
        problems.push_back(
            "no provider is configured: set providers to \"connected\", or try it with --sandbox, where all are "
            "played");
    check_secret(config.desk_token, "desk_token (BANZHEN_DESK_TOKEN)", problems);
    if (!config.metrics_token.empty()) check_secret(config.metrics_token, "metrics_token", problems);
    if (!is_loopback(config.host) && !config.behind_proxy)
        problems.push_back("listening on " + config.host +
                           " needs behind_proxy: tokens must travel by TLS, which the proxy in front of it speaks");
    if (!config.site_folder.empty() && ::access((config.site_folder + "/site.json").c_str(), R_OK) != 0)
        problems.push_back("there is no built app in " + config.site_folder + " (site.json is missing)");
    if (!config.data_folder.empty()) check_data(config, problems);
}

void check_command(const Config& config, Problems& problems) {
    if (config.command == Command::backup && config.to_folder.empty()) problems.push_back("backup wants --to <folder>");
    if (config.command == Command::restore && config.from_folder.empty())
        problems.push_back("restore wants --from <folder>");
    if (config.command == Command::rotate_key && config.new_key_file.empty())
        problems.push_back("rotate-key wants --new-key-file <file>");
}

}  // namespace

void check_config(const Config& config, Problems& problems) {
    if (config.data_folder.empty()) problems.push_back("--data <folder> is needed");
    if (!config.database.empty() && !config.database.starts_with("postgres://") &&
        !config.database.starts_with("postgresql://"))
        problems.push_back("database wants an address as in postgres://user@host/name");
    check_command(config, problems);
    if (config.command != Command::serve) return;
    if (config.sandbox && config.providers != "sandbox")
        problems.push_back("the sandbox has its own providers: leave providers out, or leave sandbox out");
    for (const std::string& file : config.hospital_files)
        if (::access(file.c_str(), R_OK) != 0) problems.push_back("cannot read the hospital file " + file);
    if (!config.sandbox) check_production(config, problems);
}

}  // namespace bz::server
