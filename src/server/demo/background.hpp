// What happens without a request: time limits, refunds arriving, sweeping, and (in the demo) the desk. One thread that
// hands its work to the writer; it keeps no state of its own, so a restart loses nothing.
#pragma once

#include "server/http/app.hpp"

#include <condition_variable>
#include <thread>

namespace bz::server {

class Background {
public:
    explicit Background(App& app);
    ~Background() { stop(); }
    void stop();

private:
    void loop();
    void tick();

    App& app_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    bool working_ = false;  // the last tick's job is still queued
    Instant last_sweep_ = 0;
    std::thread thread_;
};

}  // namespace bz::server
