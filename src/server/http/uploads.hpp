// Uploads by tus 1.0.0: core, creation, termination, expiration, checksum.
#pragma once

#include "server/http/api.hpp"
#include "server/http/work_queue.hpp"

namespace bz::server {

// Work on files, which blocks: kept off the network's threads and off the writer.
[[nodiscard]] WorkQueue& blob_queue();
// Work on pictures, which takes long: pieces of uploads never wait behind it.
[[nodiscard]] WorkQueue& media_queue();

// Removes files that no upload knows: a crash can leave one between its being written and its being recorded.
void remove_lost_files(App& app);

[[nodiscard]] bool is_uploads_path(std::string_view path);  // of a patient, or of the hospital below /desk
// Patients use what they sent, the hospital what it sent.
[[nodiscard]] bool may_use(Store& store, const Caller& caller, const UploadRow& upload);

void serve_uploads(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

}  // namespace bz::server
