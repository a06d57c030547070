// Everything that lives as long as the server: settings, key, database, event hub. Requests and the background work
// with it.
#pragma once

#include "server/config.hpp"
#include "server/handlers/context.hpp"
#include "server/http/event_hub.hpp"
#include "server/http/exchange.hpp"
#include "server/relay/help_relay.hpp"
#include "server/store/notifications.hpp"
#include "server/store/writer.hpp"

#include <mutex>
#include <unordered_set>

namespace bz::server {

[[nodiscard]] Instant clock_now();

class App {
public:
    explicit App(const Config& config);  // opens and migrates the database; throws when it cannot

    [[nodiscard]] const Config& config() const { return config_; }
    // Null for a hospital that is not served here.
    [[nodiscard]] const Environment* env(const std::string& hospital_id) const;
    // The hospital that has this name, with or without port; the first one when none has it.
    [[nodiscard]] const Environment& env_of_host(std::string_view host) const;
    [[nodiscard]] std::vector<const Environment*> hospitals() const;
    [[nodiscard]] const Sealer& sealer() const { return sealer_; }
    [[nodiscard]] Writer& writer() { return *writer_; }
    [[nodiscard]] EventHub& hub() { return hub_; }
    [[nodiscard]] HelpRelay& relay() { return relay_; }
    [[nodiscard]] Operations& operations() { return operations_; }
    [[nodiscard]] BlobStore& blobs() { return blobs_; }
    // This thread's read-only connection.
    [[nodiscard]] Db& reader();

    // Marks a name (an idempotency key) as being worked on in this process; false when it already is.
    [[nodiscard]] bool claim(const std::string& name);
    void release(const std::string& name);

    // Runs `work` in a write transaction; afterwards its events wake the streams. For work that no request waits for.
    // Its context is of the first hospital unless `env` names another.
    void write(std::function<bool(Context&)> work, std::function<void(bool durable)> done = {},
               const Environment* env = nullptr);
    void after_commit(Context& ctx);
    // Called after a commit that put something into the outbox. Set before the first request.
    void on_outbox_news(std::function<void()> call) { outbox_news_ = std::move(call); }

private:
    void keep_system_tokens(Db& db);

    // Two servers with SQLite in one folder would each believe to be the only writer. With another database they may
    // share it, but start one after the other: the first one makes the key.
    class FolderLock {
    public:
        FolderLock(const std::string& folder, bool shared);  // makes the folder; throws when it is taken
        FolderLock(const FolderLock&) = delete;
        ~FolderLock();
        void started();  // lets the next one start

    private:
        int file_;
        int starting_;
    };

    Config config_;
    FolderLock lock_;
    std::string database_;  // a file, or an address
    Sealer sealer_;
    BlobStore blobs_;
    std::vector<std::unique_ptr<Environment>> hospitals_;  // never empty
    EventHub hub_;
    HelpRelay relay_;
    std::function<void()> outbox_news_;
    Operations operations_;
    std::mutex claims_mutex_;
    std::unordered_set<std::string> claims_;
    std::unique_ptr<Writer> writer_;      // last but one: its thread ends before what it uses
    std::unique_ptr<Listener> listener_;  // only with PostgreSQL
};

}  // namespace bz::server
