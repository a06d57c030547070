// Who wants to be told of what, and the outbox: one row for each telling, written in the transaction of the change that
// it tells of. The sender (http/webhook_sender) claims rows for a while, so that a crash or a second server loses none.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bz::server {

enum class DeliveryState { pending, delivered, dead };

struct WebhookRow {
    std::string id, hospital_id, url, secret;
    std::string events;  // with a space between; "*" for all
    Instant created_at = 0;
};

struct DeliveryRow {
    std::int64_t seq = 0;
    std::string id, event_id, hospital_id, kind, subject;
    std::string target;  // a webhook's id
    std::string body;    // what is sent instead of the event itself; sealed, and erased once delivered or dead
    DeliveryState state{};
    int tries = 0;
    Instant at = 0, due_at = 0;
    Instant expires_at = 0;          // never sent after it; 0: no limit
    std::optional<int> last_status;  // 0: no answer
};

namespace store {

void insert_webhook(Store&, const WebhookRow&);
std::vector<WebhookRow> webhooks_of(Store&, std::string_view hospital_id);  // those that have not ended
std::optional<WebhookRow> webhook(Store&, std::string_view id);             // the same
void end_webhook(Store&, std::string_view id, Instant now);                 // what waits for it is dead

// The first one that asks for this kind by name; empty when none does.
std::string webhook_for(Store&, std::string_view hospital_id, std::string_view kind);

// One row for each webhook of the hospital that wants this kind. True when there is one.
bool tell_webhooks(Store&, std::string_view hospital_id, std::string_view kind, std::string_view subject, Instant now);
void insert_delivery(Store&, DeliveryRow);

std::vector<std::string> due_targets(Store&, Instant now);
// At most `limit` that are due, the oldest of each subject first and only that one; they are this sender's until
// `lease_until`, and their tries are counted.
std::vector<DeliveryRow> claim_deliveries(Store&, std::string_view target, int limit, Instant now, Instant lease_until);
void finish_delivery(Store&, std::int64_t seq, DeliveryState, int status, Instant due_at, Instant now);
void redeliver(Store&, std::int64_t seq, Instant now);  // tried again from the first time on
std::optional<DeliveryRow> delivery(Store&, std::string_view id);
std::vector<DeliveryRow> deliveries_of(Store&, std::string_view hospital_id, const Page&);  // one more than the limit
void forget_deliveries(Store&, Instant delivered_before, Instant dead_before);

}  // namespace store
}  // namespace bz::server

template <>
struct bz::EnumNames<bz::server::DeliveryState> {
    static constexpr auto names = std::to_array<std::string_view>({"pending", "delivered", "dead"});
};
