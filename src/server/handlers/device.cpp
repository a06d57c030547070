#include "server/handlers/device.hpp"

namespace bz::server {

namespace {

struct Mark {
    std::string_view part;  // of the User-Agent
    std::string_view name;
};

// The first that fits counts: browsers built upon others name those too, and so do systems.
constexpr Mark systems[] = {{"HarmonyOS", "HarmonyOS"},
                            {"OpenHarmony", "HarmonyOS"},
                            {"Android", "Android"},
                            {"iPhone", "iOS"},
                            {"iPad", "iOS"},
                            {"Windows", "Windows"},
                            {"Macintosh", "macOS"},
                            {"CrOS", "ChromeOS"},
                            {"Linux", "Linux"}};
constexpr Mark browsers[] = {{"MicroMessenger", "WeChat"},
                             {"AlipayClient", "Alipay"},
                             {"DingTalk", "DingTalk"},
                             {"HuaweiBrowser", "Huawei Browser"},
                             {"MiuiBrowser", "Mi Browser"},
                             {"HeyTapBrowser", "OPPO Browser"},
                             {"VivoBrowser", "vivo Browser"},
                             {"UCBrowser", "UC"},
                             {"QQBrowser", "QQ Browser"},
                             {"SamsungBrowser", "Samsung Internet"},
                             {"Edg", "Edge"},
                             {"OPR/", "Opera"},
                             {"Firefox", "Firefox"},
                             {"FxiOS", "Firefox"},
                             {"Chrome", "Chrome"},
                             {"CriOS", "Chrome"},
                             {"Safari", "Safari"}};

template <std::size_t N>
std::string first_name(const Mark (&marks)[N], std::string_view text) {
    for (const Mark& mark : marks)
        if (text.contains(mark.part)) return std::string(mark.name);
    return {};
}

std::string_view kind_of(std::string_view text, std::string_view system) {
    if (text.contains("iPad") || text.contains("Tablet")) return "tablet";
    if (system == "iOS" || text.contains("Mobile")) return "phone";
    if (system == "Android" || system == "HarmonyOS") return "tablet";  // their phones say "Mobile"
    return system.empty() ? "unknown" : "computer";
}

}  // namespace

api::Device device_of(std::string_view user_agent) {
    const std::string_view text = user_agent.substr(0, 512);
    api::Device device;
    device.system = first_name(systems, text);
    device.browser = first_name(browsers, text);
    device.kind = kind_of(text, device.system);
    return device;
}

}  // namespace bz::server
