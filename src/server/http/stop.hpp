// A graceful stop: the first SIGTERM or SIGINT lets everything that was begun come to its end, the second ends at once.
#pragma once

#include "server/http/app.hpp"
#include "server/http/connections.hpp"

#include <functional>

namespace bz::server {

// Before any other thread is started: the signals are taken by one thread of ours only.
void hold_stop_signals();

// Starts that thread, which also looks after the connections. It calls `finish` when all is answered, or after the time
// that the settings give; from then on a signal ends the process.
void watch_signals(App& app, std::uint16_t port, std::function<void()> finish);

}  // namespace bz::server
