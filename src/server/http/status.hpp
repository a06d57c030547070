// What those who run the server ask it: is it alive, is it ready, how does it fare.
#pragma once

#include "server/http/app.hpp"
#include "server/http/reply.hpp"

namespace bz::server {

[[nodiscard]] Reply health();
// 503 when requests had better go elsewhere: stopping, no database, a full disk, a writer that is stuck.
[[nodiscard]] Reply readiness(App& app);
// Prometheus text, for this machine and for whoever has the metrics token.
[[nodiscard]] Reply metrics(App& app, const drogon::HttpRequest& request);

}  // namespace bz::server
