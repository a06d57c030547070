#include "server/http/stop.hpp"

#include "server/log.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>
#include <ctime>
#include <thread>

namespace bz::server {

namespace {

constexpr int calm_looks = 3;  // in a row, before everything is believed to have left

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

bool signal_within(std::int64_t ms) {
    const sigset_t set = stop_signals();
    const timespec wait{ms / 1000, ms % 1000 * 1'000'000};
    return ::sigtimedwait(&set, nullptr, &wait) > 0;
}

[[noreturn]] void end_at_once() {
    log_line("warn", "stop", "at once, without waiting for what was begun");
    ::_exit(1);
}

// Idle connections stay open while others finish: a request that comes on one of them is still answered.
void drain(App& app, Connections& connections) {
    Operations& operations = app.operations();
    operations.stopping = true;
    log_line("info", "stop", "finishing what was begun");
    connections.stop_listening();
    const Instant patience = clock_now() + app.config().stop_seconds * ms_per_second;
    for (int calm = 0; calm < calm_looks && clock_now() < patience;) {
        app.hub().wake_all();
        app.relay().wake_all();
        if (signal_within(50)) end_at_once();
        const Connections::Seen seen = connections.sweep(clock_now());
        const bool busy = operations.metrics.running > 0 || seen.unsent > 0 || seen.arriving > 0;
        calm = busy ? 0 : calm + 1;
    }
    if (operations.metrics.running > 0) log_line("warn", "stop", "some requests were not answered in time");
}

}  // namespace

void hold_stop_signals() {
    const sigset_t set = stop_signals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void watch_signals(App& app, std::uint16_t port, std::function<void()> finish) {
    // The thread outlives the server on purpose: it must hear the second signal until the very end.
    std::thread([&app, port, finish = std::move(finish)] {
        Connections connections(port, app.config().request_seconds * ms_per_second);
        while (!signal_within(1000)) {
            const Connections::Seen seen = connections.sweep(clock_now());
            for (int i = 0; i < seen.cut; ++i) app.operations().metrics.count_cut_connection();
            if (seen.cut > 0) log_fields("warn", "connections.cut", {{"count", std::int64_t{seen.cut}}});
        }
        drain(app, connections);
        finish();
        while (!signal_within(3'600'000)) {}
        end_at_once();
    }).detach();
}

}  // namespace bz::server
