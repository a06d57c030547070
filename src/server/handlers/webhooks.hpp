// The hospital's system says where it wants to be told of changes, and looks at what could not be told.
#pragma once

#include "api/webhook.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

Outcome<api::Webhook> desk_create_webhook(Context&, const api::WebhookRequest&);
Outcome<api::WebhookList> desk_webhooks(Context&);
Outcome<Nothing> desk_end_webhook(Context&, const std::string& id);
Outcome<api::WebhookDeliveryList> desk_deliveries(Context&);
Outcome<api::WebhookDelivery> desk_redeliver(Context&, const std::string& id);

}  // namespace bz::server::handlers
