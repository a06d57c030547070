// Uploads by tus 1.0.0: core, creation, termination, expiration, checksum.
#pragma once

#include "server/http/api.hpp"

#include <trantor/utils/ConcurrentTaskQueue.h>

namespace bz::server {

// Work on files, which blocks: kept off the network's threads and off the writer.
[[nodiscard]] trantor::ConcurrentTaskQueue& blob_queue();

void serve_uploads(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

}  // namespace bz::server
