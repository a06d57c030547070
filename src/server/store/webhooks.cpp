#include "server/store/webhooks.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bz::server::store {

static WebhookRow webhook_row(Store& s, Query& q) {
    WebhookRow row;
    row.id = q.text(0);
    row.hospital_id = q.text(1);
    row.url = q.text(2);
    row.events = q.text(3);
    row.secret = s.sealer.open(q.text(4), {"webhooks", row.id, "secret"});
    row.created_at = q.integer(5);
    return row;
}

#define WEBHOOK_COLUMNS "id, hospital_id, url, events, secret_sealed, created_at"

void insert_webhook(Store& s, const WebhookRow& row) {
    s.db.run("INSERT INTO webhooks(id, hospital_id, url, events, secret_sealed, created_at) VALUES(?,?,?,?,?,?)",
             row.id, row.hospital_id, row.url, row.events,
             Bytes{s.sealer.seal(row.secret, {"webhooks", row.id, "secret"})}, row.created_at);
}

std::vector<WebhookRow> webhooks_of(Store& s, std::string_view hospital_id) {
    std::vector<WebhookRow> list;
    Query q = s.db.query("SELECT " WEBHOOK_COLUMNS
                         " FROM webhooks WHERE hospital_id=? AND ended_at IS NULL ORDER BY created_at, id",
                         hospital_id);
    while (q.next()) list.push_back(webhook_row(s, q));
    return list;
}

std::optional<WebhookRow> webhook(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " WEBHOOK_COLUMNS " FROM webhooks WHERE id=? AND ended_at IS NULL", id);
    return q.next() ? std::optional(webhook_row(s, q)) : std::nullopt;
}

void end_webhook(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE webhooks SET ended_at=? WHERE id=?", now, id);
    s.db.run("UPDATE outbox SET state='dead', done_at=? WHERE target=? AND state='pending'", now, id);
}

static bool wants(std::string_view events, std::string_view kind) {
    const auto parts = split(events, ' ');
    return std::ranges::find(parts, "*") != parts.end() || std::ranges::find(parts, kind) != parts.end();
}

std::string webhook_for(Store& s, std::string_view hospital_id, std::string_view kind) {
    for (const WebhookRow& row : webhooks_of(s, hospital_id)) {
        const auto parts = split(row.events, ' ');
        if (std::ranges::find(parts, kind) != parts.end()) return row.id;
    }
    return {};
}

bool tell_webhooks(Store& s, std::string_view hospital_id, std::string_view kind, std::string_view subject,
                   Instant now) {
    std::vector<std::string> targets;
    {
        // Without the secrets: this is asked at every change.
        Query q = s.db.query("SELECT id, events FROM webhooks WHERE hospital_id=? AND ended_at IS NULL", hospital_id);
        while (q.next())
            if (wants(q.text(1), kind)) targets.push_back(q.text(0));
    }
    const std::string event_id = targets.empty() ? std::string() : random_id("evt");
    for (const std::string& target : targets) {
        DeliveryRow row;
        row.event_id = event_id;
        row.target = target;
        row.hospital_id = hospital_id;
        row.kind = kind;
        row.subject = subject;
        row.at = row.due_at = now;
        insert_delivery(s, std::move(row));
    }
    return !targets.empty();
}

void insert_delivery(Store& s, DeliveryRow row) {
    row.id = random_id("dlv");
    if (row.event_id.empty()) row.event_id = random_id("evt");
    const auto expires = row.expires_at ? std::optional(row.expires_at) : std::nullopt;
    Query q = s.db.query(
        "INSERT INTO outbox(id, event_id, target, hospital_id, kind, subject, at, due_at, state, tries, expires_at,"
        " body_sealed) VALUES(?,?,?,?,?,?,?,?,'pending',0,?,?)",
        row.id, row.event_id, row.target, row.hospital_id, row.kind, row.subject, row.at, row.due_at, expires);
    if (row.body.empty())
        q.bind_null(10);
    else
        q.bind(10, Bytes{s.sealer.seal(row.body, {"outbox", row.id, "body"})});
    while (q.next()) {}
}

#define DELIVERY_COLUMNS                                                                                         \
    "seq, id, event_id, target, hospital_id, kind, subject, at, due_at, state, tries, expires_at, last_status, " \
    "body_sealed"

static DeliveryRow delivery_row(Store& s, Query& q) {
    DeliveryRow row;
    row.seq = q.integer(0);
    row.id = q.text(1);
    row.event_id = q.text(2);
    row.target = q.text(3);
    row.hospital_id = q.text(4);
    row.kind = q.text(5);
    row.subject = q.text(6);
    row.at = q.integer(7);
    row.due_at = q.integer(8);
    row.state = from_string<DeliveryState>(q.text(9)).value();
    row.tries = static_cast<int>(q.integer(10));
    row.expires_at = q.integer(11);
    if (const auto status = q.maybe_integer(12)) row.last_status = static_cast<int>(*status);
    if (!q.is_null(13)) row.body = s.sealer.open(q.text(13), {"outbox", row.id, "body"});
    return row;
}

std::vector<std::string> due_targets(Store& s, Instant now) {
    std::vector<std::string> list;
    Query q = s.db.query("SELECT DISTINCT target FROM outbox WHERE state='pending' AND due_at<=?", now);
    while (q.next()) list.push_back(q.text(0));
    return list;
}

std::vector<DeliveryRow> claim_deliveries(Store& s, std::string_view target, int limit, Instant now,
                                          Instant lease_until) {
    std::vector<DeliveryRow> list;
    {
        Query q = s.db.query("SELECT " DELIVERY_COLUMNS
                             " FROM outbox d WHERE target=? AND state='pending' AND due_at<=? AND NOT EXISTS"
                             " (SELECT 1 FROM outbox e WHERE e.target=d.target AND e.subject=d.subject"
                             " AND e.state='pending' AND e.seq<d.seq) ORDER BY due_at, seq LIMIT ?",
                             target, now, limit);
        while (q.next()) list.push_back(delivery_row(s, q));
    }
    for (DeliveryRow& row : list) {
        ++row.tries;
        s.db.run("UPDATE outbox SET tries=?, due_at=? WHERE seq=?", row.tries, lease_until, row.seq);
    }
    return list;
}

void finish_delivery(Store& s, std::int64_t seq, DeliveryState state, int status, Instant due_at, Instant now) {
    if (state == DeliveryState::pending)
        s.db.run("UPDATE outbox SET last_status=?, due_at=? WHERE seq=? AND state='pending'", status, due_at, seq);
    else
        s.db.run(
            "UPDATE outbox SET state=?, last_status=?, done_at=?, body_sealed=NULL WHERE seq=? AND state='pending'",
            to_string(state), status, now, seq);
}

void redeliver(Store& s, std::int64_t seq, Instant now) {
    s.db.run("UPDATE outbox SET state='pending', tries=0, due_at=?, done_at=NULL WHERE seq=?", now, seq);
}

std::optional<DeliveryRow> delivery(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " DELIVERY_COLUMNS " FROM outbox WHERE id=?", id);
    return q.next() ? std::optional(delivery_row(s, q)) : std::nullopt;
}

std::vector<DeliveryRow> deliveries_of(Store& s, std::string_view hospital_id, const Page& page) {
    std::vector<DeliveryRow> list;
    Query q = s.db.query("SELECT " DELIVERY_COLUMNS
                         " FROM outbox WHERE hospital_id=?1 AND (?2='' OR state=?2)"
                         " AND (?3='' OR seq < (SELECT o.seq FROM outbox o WHERE o.id=?3))"
                         " ORDER BY seq DESC LIMIT ?4",
                         hospital_id, page.state, page.cursor, page.limit + 1);
    while (q.next()) list.push_back(delivery_row(s, q));
    return list;
}

void forget_deliveries(Store& s, Instant delivered_before, Instant dead_before) {
    s.db.run("DELETE FROM outbox WHERE state='delivered' AND done_at<?", delivered_before);
    s.db.run("DELETE FROM outbox WHERE state='dead' AND done_at<?", dead_before);
}

}  // namespace bz::server::store
