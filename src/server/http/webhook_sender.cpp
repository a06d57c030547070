#include "server/http/webhook_sender.hpp"

#include "api/webhook.hpp"
#include "server/log.hpp"
#include "server/webhook_url.hpp"

#include <drogon/HttpClient.h>

#include <algorithm>

namespace bz::server {

namespace {

constexpr std::int64_t lease_ms = 30 * ms_per_second;  // longer than a try can take
constexpr std::int64_t code_retry_ms = 5 * ms_per_second;
constexpr auto pause = std::chrono::seconds(1);

std::string event_body(const DeliveryRow& row) {
    return api::write(api::WebhookEvent{row.event_id, row.kind, row.subject, row.hospital_id,
                                        rfc3339_text(row.at, china_offset_minutes)});
}

drogon::HttpRequestPtr make_request(const std::string& target, const std::string& secret, const std::string& body) {
    const std::string seconds = std::to_string(clock_now() / ms_per_second);
    auto request = drogon::HttpRequest::newHttpRequest();
    request->setMethod(drogon::Post);
    request->setPathEncode(false);
    request->setPath(target);
    request->setContentTypeCode(drogon::CT_APPLICATION_JSON);
    request->addHeader("Banzhen-Signature", "t=" + seconds + ",v1=" + hmac_sha256_hex(secret, seconds + '.' + body));
    request->setBody(body);
    return request;
}

}  // namespace

WebhookSender::WebhookSender(App& app) : app_(app), network_("webhooks") {
    network_.run();
    app_.on_outbox_news([this] { news(); });
    thread_ = std::thread([this] { loop(); });
}

void WebhookSender::news() {
    {
        std::lock_guard lock(mutex_);
        news_ = true;
    }
    wake_.notify_one();
}

void WebhookSender::stop() {
    {
        std::lock_guard lock(mutex_);
        if (stopping_) return;
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    network_.getLoop()->quit();
    network_.wait();
}

void WebhookSender::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        wake_.wait_for(lock, pause, [&] { return stopping_ || (news_ && !working_); });
        if (stopping_ || working_) continue;
        news_ = false;
        working_ = true;
        lock.unlock();
        tick();
        lock.lock();
    }
}

int WebhookSender::free_lines(const std::string& target) {
    std::lock_guard lock(mutex_);
    return in_flight_max - in_flight_[target];
}

// On the writer's thread, within its transaction.
std::vector<WebhookSender::Parcel> WebhookSender::claim(Context& ctx) {
    std::vector<Parcel> parcels;
    for (const std::string& target : store::due_targets(ctx.store, ctx.now)) {
        const int free = free_lines(target);
        if (free <= 0) continue;
        const auto webhook = store::webhook(ctx.store, target);
        for (DeliveryRow& row : store::claim_deliveries(ctx.store, target, free, ctx.now, ctx.now + lease_ms)) {
            const bool late = row.expires_at && ctx.now >= row.expires_at;
            if (!webhook || late) {
                store::finish_delivery(ctx.store, row.seq, DeliveryState::dead, 0, 0, ctx.now);
                continue;
            }
            std::string body = row.body.empty() ? event_body(row) : row.body;
            parcels.push_back({std::move(row), webhook->url, webhook->secret, std::move(body)});
        }
    }
    std::lock_guard lock(mutex_);
    for (const Parcel& parcel : parcels) ++in_flight_[parcel.row.target];
    return parcels;
}

void WebhookSender::tick() {
    auto parcels = std::make_shared<std::vector<Parcel>>();
    app_.write(
        [this, parcels](Context& ctx) {
            *parcels = claim(ctx);
            return true;
        },
        [this, parcels](bool durable) {
            for (Parcel& parcel : *parcels) {
                if (durable)
                    network_.getLoop()->queueInLoop(
                        [this, one = std::move(parcel)]() mutable { send(std::move(one)); });
                else
                    finished(parcel, -1);
            }
            std::lock_guard lock(mutex_);
            working_ = false;
        });
}

// On the network's thread.
void WebhookSender::send(Parcel parcel) {
    const auto url = parse_webhook_url(parcel.url, true);
    if (!url) return finished(parcel, 0);
    auto client = drogon::HttpClient::newHttpClient(url->origin, network_.getLoop());
    client->setUserAgent("banzhen");
    auto request = make_request(url->target, parcel.secret, parcel.body);
    client->sendRequest(
        request,
        [this, client, one = std::move(parcel)](drogon::ReqResult result, const drogon::HttpResponsePtr& response) {
            finished(one, result == drogon::ReqResult::Ok && response ? static_cast<int>(response->statusCode()) : 0);
        },
        timeout_s);
}

// `status` as the receiver answered, 0 for no answer, -1 for never sent.
void WebhookSender::finished(const Parcel& parcel, int status) {
    {
        std::lock_guard lock(mutex_);
        --in_flight_[parcel.row.target];
    }
    if (status < 0) return;
    const auto& retries = app_.config().webhook_retries_ms;
    app_.write([row = parcel.row, status, &retries](Context& ctx) {
        const bool arrived = status >= 200 && status < 300;
        const auto tried = static_cast<std::size_t>(row.tries);
        const bool late = row.expires_at && ctx.now >= row.expires_at;
        DeliveryState state = DeliveryState::pending;
        if (arrived)
            state = DeliveryState::delivered;
        else if (late || (!row.expires_at && tried > retries.size()))
            state = DeliveryState::dead;
        std::int64_t wait = tried <= retries.size() ? retries[tried - 1] : code_retry_ms;
        if (row.expires_at) wait = std::min(wait, code_retry_ms);
        const Instant due = state == DeliveryState::pending ? ctx.now + wait : 0;
        store::finish_delivery(ctx.store, row.seq, state, status, due, ctx.now);
        // The next of its subject may go now; one that failed comes back by the clock.
        ctx.outbox_news = state != DeliveryState::pending;
        if (!arrived) log_line("warn", "webhook.failed", row.id);
        return true;
    });
}

}  // namespace bz::server
