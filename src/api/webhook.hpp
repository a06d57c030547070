// Telling a hospital's own systems that something changed: where to, what, and how it went.
#pragma once

#include "api/common.hpp"

#include <array>

namespace bz::api {

// What can be told. "changed": look it up; "requested": the hospital's system is asked to do something about it.
// A code by text message carries a phone, so it goes only to a webhook that asks for it by name ("*" does not).
inline constexpr std::string_view sms_event = "sms_code.requested";
inline constexpr auto webhook_events = std::to_array<std::string_view>(
    {"visit.changed", "messages.changed", "prescription.changed", "order.changed", "payment.changed", "record.changed",
     "identity_check.changed", "guardianship.changed", "carer.changed", "mandate.changed", "complaint.changed",
     "rating.changed", "consent.changed", "person.changed", "help.changed", "identity_check.requested",
     "refund.requested", sms_event});

struct WebhookRequest {
    std::string url;
    std::vector<std::string> events;  // of webhook_events, or "*" for all
};
BZ_SCHEMA(WebhookRequest, url, events);

struct Webhook {
    std::string id;
    std::string url;
    std::vector<std::string> events;
    std::string created_at;
    std::optional<std::string> secret;  // in the answer that makes it, never again
};
BZ_SCHEMA(Webhook, id, url, events, created_at, secret);

struct WebhookList {
    std::vector<Webhook> items;
};
BZ_SCHEMA(WebhookList, items);

// The body that is sent: ids and kinds only, never health data.
struct WebhookEvent {
    std::string id;  // the same in every try
    std::string kind;
    std::string subject;
    std::string hospital_id;
    std::string at;
};
BZ_SCHEMA(WebhookEvent, id, kind, subject, hospital_id, at);

struct WebhookDelivery {
    std::string id;
    std::string webhook_id;
    WebhookEvent event;
    std::string state;  // pending | delivered | dead
    int tries = 0;
    std::optional<int> last_status;          // what the receiver answered; 0 when it did not
    std::optional<std::string> next_try_at;  // while pending
};
BZ_SCHEMA(WebhookDelivery, id, webhook_id, event, state, tries, last_status, next_try_at);

struct WebhookDeliveryList {
    std::vector<WebhookDelivery> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(WebhookDeliveryList, items, next_cursor);

}  // namespace bz::api
