// banzhen-server: reads its settings, opens the data, serves.
#include "server/config.hpp"
#include "server/demo/background.hpp"
#include "server/http/server.hpp"

#include <cstdio>
#include <exception>

int main(int count, char** values) {
    using namespace bz::server;
    const auto config = parse_config({values + 1, static_cast<std::size_t>(count > 0 ? count - 1 : 0)});
    if (!config) {
        std::fprintf(stderr, "banzhen-server: %s\n%s", config.error().c_str(), usage());
        return 2;
    }
    if (config->help) {
        std::fputs(usage(), stdout);
        return 0;
    }
    if (const std::string missing = missing_providers(config->sandbox ? sandbox_providers() : Providers{});
        !missing.empty()) {
        std::fprintf(
            stderr,
            "banzhen-server: no provider is configured for: %s.\n"
            "Start with --sandbox to try it with embedded stand-ins; adapters to real systems are not built yet.\n",
            missing.c_str());
        return 2;
    }
    if (config->check_only) {
        std::puts("banzhen-server: the settings are sound");
        return 0;
    }
    try {
        start_crypto();
        App app(*config);
        Background background(app);
        run_server(app);
        background.stop();
        app.writer().stop();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "banzhen-server: %s\n", error.what());
        return 1;
    }
    return 0;
}
