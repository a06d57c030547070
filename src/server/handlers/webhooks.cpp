#include "server/handlers/webhooks.hpp"

#include "base/text.hpp"

#include "server/handlers/views.hpp"
#include "server/store/webhooks.hpp"
#include "server/webhook_url.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

constexpr std::size_t webhooks_max = 10;  // of one hospital: each change costs a row for each

api::Webhook webhook_view(const Context& ctx, const WebhookRow& row) {
    api::Webhook view{row.id, row.url, {}, ctx.at(row.created_at), {}};
    for (const std::string_view event : split(row.events, ' ')) view.events.emplace_back(event);
    return view;
}

bool is_event(const std::string& name) {
    return name == "*" || std::ranges::find(api::webhook_events, name) != api::webhook_events.end();
}

Failure check_request(const Context& ctx, const api::WebhookRequest& in) {
    Failure failure("validation");
    if (!parse_webhook_url(in.url, ctx.env.loopback_webhooks)) failure.errors.push_back({"/url", "webhook.url"});
    if (in.events.empty()) failure.errors.push_back({"/events", "required"});
    for (std::size_t i = 0; i < in.events.size(); ++i)
        if (!is_event(in.events[i])) failure.errors.push_back({"/events/" + std::to_string(i), "choice"});
    return failure;
}

api::WebhookDelivery delivery_view(const Context& ctx, const DeliveryRow& row) {
    api::WebhookDelivery view;
    view.id = row.id;
    view.webhook_id = row.target;
    view.event = {row.event_id, row.kind, row.subject, row.hospital_id, ctx.at(row.at)};
    view.state = to_string(row.state);
    view.tries = row.tries;
    view.last_status = row.last_status;
    if (row.state == DeliveryState::pending) view.next_try_at = ctx.at(row.due_at);
    return view;
}

}  // namespace

Outcome<api::Webhook> desk_create_webhook(Context& ctx, const api::WebhookRequest& in) {
    if (Failure wrong = check_request(ctx, in); !wrong.errors.empty()) return std::unexpected(std::move(wrong));
    if (store::webhooks_of(ctx.store, ctx.env.hospital.id).size() >= webhooks_max) return refuse("illegal_state");
    WebhookRow row;
    row.id = random_id("whk");
    row.hospital_id = ctx.env.hospital.id;
    row.url = in.url;
    row.secret = "whsec_" + random_token();
    row.events = join(in.events, " ");
    row.created_at = ctx.now;
    store::insert_webhook(ctx.store, row);
    ctx.location = "/api/v1/desk/webhooks/" + row.id;
    api::Webhook view = webhook_view(ctx, row);
    view.secret = row.secret;
    return view;
}

Outcome<api::WebhookList> desk_webhooks(Context& ctx) {
    api::WebhookList list;
    for (const WebhookRow& row : store::webhooks_of(ctx.store, ctx.env.hospital.id))
        list.items.push_back(webhook_view(ctx, row));
    return list;
}

Outcome<Nothing> desk_end_webhook(Context& ctx, const Id& id) {
    const WebhookRow row = TRY(of_hospital(ctx, store::webhook(ctx.store, id)));
    store::end_webhook(ctx.store, row.id, ctx.now);
    return Nothing{};
}

Outcome<api::WebhookDeliveryList> desk_deliveries(Context& ctx) {
    if (!ctx.page.state.empty() && !from_string<DeliveryState>(ctx.page.state)) return invalid("/state", "choice");
    api::WebhookDeliveryList list;
    auto rows = store::deliveries_of(ctx.store, ctx.env.hospital.id, ctx.page);
    list.next_cursor = cut_page(rows, ctx.page);
    for (const DeliveryRow& row : rows) list.items.push_back(delivery_view(ctx, row));
    return list;
}

Outcome<api::WebhookDelivery> desk_redeliver(Context& ctx, const Id& id) {
    DeliveryRow row = TRY(of_hospital(ctx, store::delivery(ctx.store, id)));
    // Still on its way, or with nothing left to send: a code by text message is erased in the end.
    if (row.state == DeliveryState::pending || row.kind == api::sms_event || !store::webhook(ctx.store, row.target))
        return refuse("illegal_state");
    store::redeliver(ctx.store, row.seq, ctx.now);
    ctx.outbox_news = true;
    return delivery_view(ctx, TRY(existing(store::delivery(ctx.store, id))));
}

}  // namespace bz::server::handlers
