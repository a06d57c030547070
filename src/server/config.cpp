#include "server/config.hpp"

#include "api/codec.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string_view>

namespace bz::server {

namespace {

struct CommandName {
    std::string_view name;
    Command command;
    std::string_view help;
};
constexpr CommandName commands[] = {
    {"serve", Command::serve, "answers requests (when no command is named)"},
    {"backup", Command::backup, "--to <folder>: copies database and files of a running or stopped server"},
    {"restore", Command::restore, "--from <folder> --data <new folder>: checks a backup and puts it back"},
    {"rotate-key", Command::rotate_key, "--new-key-file <file>: seals everything with another key; server stopped"},
    {"verify-audit", Command::verify_audit, "says whether the audit trail is whole"},
};

std::string spelt(std::string_view name, char dash, bool upper) {
    std::string out;
    for (const char c : name) {
        if (c == '_' || c == '.')
            out += dash;
        else
            out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    }
    return out;
}
std::string option_of(std::string_view name) { return "--" + spelt(name, '-', false); }
std::string variable_of(std::string_view name) { return "BANZHEN_" + spelt(name, '_', true); }

const SettingInfo* setting_named(std::string_view name) {
    const auto all = settings();
    const auto found = std::ranges::find(all, name, &SettingInfo::name);
    return found == all.end() ? nullptr : &*found;
}

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

// Sets settings from one source after another and remembers everything that was wrong.
class Loader {
public:
    void file(const std::string& path) {
        const auto text = read_file(path);
        if (!text) return wrong("cannot read the settings file " + path);
        folder_ = path.substr(0, path.find_last_of('/') + 1);
        try {
            object(api::Json::parse(*text, nullptr, true, true), "", path);
        } catch (const api::Json::parse_error& error) {
            const auto end = text->begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text->size()));
            wrong(path + ", line " + std::to_string(1 + std::count(text->begin(), end, '\n')) + ": this is not JSON");
        }
    }

    void environment() {
        for (const SettingInfo& setting : settings()) {
            if (setting.kind == Setting::command_line_only) continue;
            const std::string name = variable_of(setting.name);
            if (const char* value = std::getenv(name.c_str()); value && *value) set(setting, value, name);
            if (setting.kind != Setting::secret) continue;
            const std::string in_file = name + "_FILE";
            if (const char* path = std::getenv(in_file.c_str()); path && *path) secret_file(setting, path, in_file);
        }
    }

    void command_line(std::span<const char* const> arguments) {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const std::string_view name = arguments[i];
            const std::string key = name.starts_with("--") ? setting_name(name.substr(2)) : std::string();
            const SettingInfo* setting = setting_named(key);
            if (name == "--help" || name == "-h")
                config.help = true;
            else if (name == "--check-config")
                config.check_only = true;
            else if (name == "--config")
                ++i;  // read before
            else if (setting && setting->kind == Setting::flag)
                set(*setting, "true", name);
            else if (setting && setting->kind == Setting::secret) {
                wrong(std::string(name) + ": a secret on the command line is read by every user of this machine; use " +
                      variable_of(key) + " or the settings file");
                ++i;  // its value, which must not be repeated in a message
            } else if (i + 1 == arguments.size() || !take(key, setting, arguments[i + 1], name))
                return wrong("there is no option " + std::string(name) + ", or its value is missing; see --help");
            else
                ++i;
        }
    }

    void wrong(std::string sentence) { problems.push_back(std::move(sentence)); }

    Config config;
    Problems problems;

private:
    // "limits-codes-in-all" and "demo-step-ms" back to their names in the file.
    static std::string setting_name(std::string_view option) {
        for (const SettingInfo& setting : settings())
            if (option_of(setting.name).substr(2) == option) return std::string(setting.name);
        return spelt(option, '_', false);
    }

    bool take(const std::string& key, const SettingInfo* setting, std::string_view value, std::string_view where) {
        if (setting) {
            set(*setting, value, where);
            return true;
        }
        if (!key.ends_with("_file") && !key.ends_with("-file")) return false;
        const SettingInfo* secret = setting_named(setting_name(where.substr(2, where.size() - 7)));
        if (!secret || secret->kind != Setting::secret) return false;
        secret_file(*secret, std::string(value), where);
        return true;
    }

    void set(const SettingInfo& setting, std::string_view value, std::string_view where) {
        if (const std::string what = setting.apply(config, value); !what.empty())
            wrong(std::string(where) + ' ' + what);
    }

    void secret_file(const SettingInfo& setting, const std::string& path, std::string_view where) {
        const auto text = read_file(path);
        if (!text) return wrong(std::string(where) + ": cannot read " + path);
        set(setting, trim(*text), where);
    }

    void object(const api::Json& json, const std::string& prefix, const std::string& path) {
        if (!json.is_object()) return wrong(path + ": the settings are an object, {\"name\": value}");
        for (const auto& item : json.items()) {
            const std::string name = prefix + item.key();
            if (name == "limits" && item.value().is_object())
                object(item.value(), "limits.", path);
            else
                one(name, item.value(), path);
        }
    }

    void one(const std::string& name, const api::Json& value, const std::string& path) {
        const std::string where = path + ": \"" + name + '"';
        const SettingInfo* setting = setting_named(name);
        if (!setting && name.ends_with("_file")) {
            setting = setting_named(std::string_view(name).substr(0, name.size() - 5));
            if (setting && setting->kind == Setting::secret && value.is_string())
                return secret_file(*setting, from_here(value.get<std::string>()), where);
            setting = nullptr;
        }
        if (!setting || setting->kind == Setting::command_line_only) return unknown(where, name);
        if (value.is_string())
            set(*setting, value.get<std::string>(), where);
        else if (value.is_boolean())
            set(*setting, value.get<bool>() ? "true" : "false", where);
        else if (value.is_number_integer())
            set(*setting, std::to_string(value.get<std::int64_t>()), where);
        else if (value.is_array() && setting->kind == Setting::list)
            many(*setting, value, where);
        else
            wrong(where + " has a value of the wrong kind");
    }

    void many(const SettingInfo& setting, const api::Json& values, const std::string& where) {
        std::string joined;
        for (const auto& value : values) {
            if (!value.is_string()) return wrong(where + " wants a list of texts");
            joined += (joined.empty() ? "" : ",") + value.get<std::string>();
        }
        set(setting, joined, where);
    }

    void unknown(const std::string& where, std::string_view name) {
        std::string known;
        const bool limits = name.starts_with("limits.");
        for (const SettingInfo& setting : settings()) {
            if (setting.kind == Setting::command_line_only || setting.name.starts_with("limits.") != limits) continue;
            known += (known.empty() ? "" : ", ") + std::string(setting.name);
            if (setting.kind == Setting::secret) known += ", " + std::string(setting.name) + "_file";
        }
        wrong(where + " is not a setting; known are: " + known + (limits ? "" : ", limits"));
    }

    // Paths of secrets in a settings file are meant from where that file lies.
    [[nodiscard]] std::string from_here(const std::string& path) const {
        return path.starts_with('/') ? path : folder_ + path;
    }

    std::string folder_;
};

std::string config_path(std::span<const char* const> arguments) {
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i)
        if (std::string_view(arguments[i]) == "--config") return arguments[i + 1];
    const char* path = std::getenv("BANZHEN_CONFIG");
    return path ? path : "";
}

// In the sandbox one machine plays everybody, so only limits that were set on purpose are narrow.
void loosen(LimitSettings& limits) {
    using L = LimitSettings;
    const L usual;
    for (const auto member : {&L::requests_per_address, &L::requests_per_account, &L::requests_per_desk,
                              &L::codes_per_number, &L::codes_per_address, &L::codes_per_prefix, &L::codes_in_all,
                              &L::sign_ins_per_address, &L::visits_per_account, &L::complaints_per_account,
                              &L::uploads_per_account, &L::help_per_address, &L::call_backs_per_number})
        if (limits.*member == usual.*member) (limits.*member).count *= 1000;
}

}  // namespace

std::string usage() {
    std::string out =
        "Usage: banzhen-server [command] [--config <file>] --data <folder> [options …]\n"
        "Commands:\n";
    const auto line = [&out](std::string left, std::string_view help) {
        left.resize(std::max<std::size_t>(left.size() + 1, 34), ' ');
        out += "  " + left + std::string(help) + '\n';
    };
    for (const CommandName& command : commands) line(std::string(command.name), command.help);
    out +=
        "Settings come from a file of JSON (comments allowed), then from the environment, then from options; the later "
        "wins.\n"
        "In the file a setting is \"demo_step_ms\", in the environment BANZHEN_DEMO_STEP_MS, as an option "
        "--demo-step-ms.\n";
    line("--check-config", "says whether the settings are sound, and stops");
    for (const SettingInfo& setting : settings()) {
        if (setting.kind == Setting::secret)
            line("BANZHEN_" + spelt(setting.name, '_', true), setting.help);
        else
            line(option_of(setting.name) + (setting.kind == Setting::flag ? "" : " …"), setting.help);
    }
    out +=
        "A secret is never an option: give it in the settings file, in the environment, or in a file of its own\n"
        "named by --desk-token-file, BANZHEN_DESK_TOKEN_FILE or \"desk_token_file\".\n";
    return out;
}

std::expected<Config, Problems> parse_config(std::span<const char* const> arguments) {
    Loader loader;
    if (!arguments.empty()) {
        const auto found = std::ranges::find(commands, std::string_view(arguments.front()), &CommandName::name);
        if (found != std::end(commands)) {
            loader.config.command = found->command;
            arguments = arguments.subspan(1);
        }
    }
    if (const std::string path = config_path(arguments); !path.empty()) loader.file(path);
    loader.environment();
    loader.command_line(arguments);
    Config& config = loader.config;
    if (config.help) return config;
    if (config.key_file.empty()) config.key_file = config.data_folder + "/key";
    if (config.providers.empty() && config.sandbox) config.providers = "sandbox";
    if (config.sandbox) loosen(config.limits);
    check_config(config, loader.problems);
    if (!loader.problems.empty()) return std::unexpected(std::move(loader.problems));
    return config;
}

}  // namespace bz::server
