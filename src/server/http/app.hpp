// Everything that lives as long as the server: settings, key, database, event hub. Requests and the background work
// with it.
#pragma once

#include "server/config.hpp"
#include "server/handlers/context.hpp"
#include "server/http/event_hub.hpp"
#include "server/store/writer.hpp"

#include <mutex>
#include <unordered_set>

namespace bz::server {

[[nodiscard]] Instant clock_now();

class App {
public:
    explicit App(const Config& config);  // opens and migrates the database; throws when it cannot

    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] const Environment& env() const { return env_; }
    [[nodiscard]] const Sealer& sealer() const { return sealer_; }
    [[nodiscard]] Writer& writer() { return *writer_; }
    [[nodiscard]] EventHub& hub() { return hub_; }
    [[nodiscard]] BlobStore& blobs() { return blobs_; }
    [[nodiscard]] const std::string& desk_token_hash() const { return desk_token_hash_; }

    // This thread's read-only connection.
    [[nodiscard]] Db& reader();

    // Marks a name (an idempotency key, an upload) as being worked on; false when it already is.
    [[nodiscard]] bool claim(const std::string& name);
    void release(const std::string& name);

    // Runs `work` in a write transaction; afterwards its events wake the streams. For work that no request waits for.
    void write(std::function<bool(Context&)> work, std::function<void(bool durable)> done = {});
    void after_commit(Context& ctx);

private:
    // Two servers on one folder would each believe to be the only writer.
    class FolderLock {
    public:
        explicit FolderLock(const std::string& folder);  // makes the folder; throws when another process has it
        FolderLock(const FolderLock&) = delete;
        ~FolderLock();

    private:
        int file_;
    };

    Config config_;
    FolderLock lock_;
    std::string database_;
    Sealer sealer_;
    BlobStore blobs_;
    Environment env_;
    EventHub hub_;
    std::string desk_token_hash_;
    std::mutex claims_mutex_;
    std::unordered_set<std::string> claims_;
    std::unique_ptr<Writer> writer_;  // last: its thread ends first
};

}  // namespace bz::server
