// Drogon's set-up and the first fork of every request: API, sandbox, health, site.
#pragma once

#include "server/http/app.hpp"

namespace bz::server {

// Listens, prints the ready line, and returns when the process was asked to stop.
void run_server(App& app);

}  // namespace bz::server
