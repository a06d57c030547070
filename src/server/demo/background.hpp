// What happens without a request: time limits, refunds arriving, sweeping, and (in the demo) the desk. One thread that
// hands its work to the writer; it keeps no state of its own, so a restart loses nothing.
#pragma once

#include "server/handlers/context.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace bz::server {

struct BackgroundSettings {
    std::vector<const Environment*> hospitals;
    bool sandbox = false;
    bool demo_desk = false;
    int step_ms = 4000;
};

class Background {
public:
    // Hands `work` to the writer's transaction; `done` is called when it is over, whatever came of it.
    using Write = std::function<void(std::function<bool(Context&)> work, std::function<void(bool durable)> done)>;

    Background(BackgroundSettings settings, Write write);
    ~Background() { stop(); }
    void stop();

private:
    void loop();
    void tick();
    void work(Context& ctx);

    BackgroundSettings settings_;
    Write write_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    bool working_ = false;    // the last tick's job is still queued
    Instant last_sweep_ = 0;  // used on the writer's thread only
    std::thread thread_;
};

}  // namespace bz::server
