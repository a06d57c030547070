// Brings the outbox to the hospitals' systems: claims what is due on the writer's thread, sends on a thread of its own
// with Drogon's client, and writes down how it went. A receiver that is slow or down holds up only its own few lines.
#pragma once

#include "server/http/app.hpp"
#include "server/store/webhooks.hpp"

#include <trantor/net/EventLoopThread.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace bz::server {

class WebhookSender {
public:
    explicit WebhookSender(App& app);
    ~WebhookSender() { stop(); }
    void news();  // there is something new in the outbox
    void stop();  // what is on its way is sent again after the next start

    static constexpr int in_flight_max = 4;  // to one receiver at once
    static constexpr double timeout_s = 10;

private:
    struct Parcel {
        DeliveryRow row;
        std::string url, secret, body;
    };

    void loop();
    void tick();
    std::vector<Parcel> claim(Context& ctx);
    void send(Parcel parcel);
    void finished(const Parcel& parcel, int status);
    int free_lines(const std::string& target);

    App& app_;
    trantor::EventLoopThread network_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::string, int> in_flight_;
    bool stopping_ = false;
    bool news_ = true;  // at start: what the last run left
    bool working_ = false;
    std::thread thread_;
};

}  // namespace bz::server
