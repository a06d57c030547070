// banzhen-server: reads its settings, opens the data, serves.
#include "server/config.hpp"
#include "server/demo/background.hpp"
#include "server/http/server.hpp"
#include "server/http/webhook_sender.hpp"
#include "server/providers/providers.hpp"

#include <sys/stat.h>
#include <cstdio>
#include <exception>

namespace {

// Without --sandbox real people are served: everything that is only played in the sandbox must be there.
std::string unfit_for_patients(const bz::server::Config& config) {
    if (config.sandbox) return {};
    std::string wrong;
    if (const std::string missing = bz::server::missing_providers({}); !missing.empty())
        wrong =
            "no provider is configured for: " + missing +
            ".\nStart with --sandbox to try it with embedded stand-ins; adapters to real systems are not built yet.\n";
    if (config.desk_token.size() < 32) wrong += "BANZHEN_DESK_TOKEN must have at least 32 characters.\n";
    return wrong;
}

}  // namespace

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
    if (const std::string wrong = unfit_for_patients(*config); !wrong.empty()) {
        std::fprintf(stderr, "banzhen-server: %s", wrong.c_str());
        return 2;
    }
    if (config->check_only) {
        std::puts("banzhen-server: the settings are sound");
        return 0;
    }
    ::umask(0077);  // what is stored here is nobody else's business
    try {
        start_crypto();
        App app(*config);
        const auto write = [&app](auto work, auto done) { app.write(std::move(work), std::move(done)); };
        Background background({app.hospitals(), config->sandbox, config->demo_desk, config->demo_step_ms}, write);
        WebhookSender webhooks(app);
        run_server(app);
        background.stop();
        webhooks.stop();
        app.writer().stop();  // while the background, whose job may still be queued, is alive
    } catch (const std::exception& error) {
        std::fprintf(stderr, "banzhen-server: %s\n", error.what());
        return 1;
    }
    return 0;
}
