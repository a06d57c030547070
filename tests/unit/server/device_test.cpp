#include "server/handlers/device.hpp"

#include <doctest/doctest.h>

using namespace bz::server;

TEST_CASE("devices: what a browser says of itself, in a few words") {
    struct Row {
        const char *text, *kind, *system, *browser;
    };
    const Row rows[] = {
        {"Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/131.0 Safari/537.36", "tablet", "Android",
         "Chrome"},
        {"Mozilla/5.0 (Linux; Android 13; V2227A) AppleWebKit/537.36 Chrome/112.0 Mobile Safari/537.36 "
         "VivoBrowser/20.1",
         "phone", "Android", "vivo Browser"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0",
         "phone", "iOS", "WeChat"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
         "computer", "macOS", "Safari"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "computer", "Windows",
         "Firefox"},
        {"node", "unknown", "", ""},
        {"", "unknown", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto device = device_of(row.text);
        CHECK(device.kind == row.kind);
        CHECK(device.system == row.system);
        CHECK(device.browser == row.browser);
    }
    CHECK(device_of(std::string(100'000, 'x') + "Android").system.empty());
}
