// What changed for whom, and the answers already given to retried requests.
#include "server/store/store.hpp"

namespace bz::server::store {

void insert_event(Store& s, std::string_view account_id, std::string_view kind, std::string_view subject, Instant now) {
    s.db.run("INSERT INTO events(account_id, kind, subject, at) VALUES(?,?,?,?)", account_id, kind, subject, now);
    s.db.notify(account_id);
}

std::vector<EventRow> events_after(Store& s, std::string_view account_id, std::int64_t after, int limit) {
    std::vector<EventRow> list;
    Query q = s.db.query("SELECT seq, kind, subject FROM events WHERE account_id=? AND seq>? ORDER BY seq LIMIT ?",
                         account_id, after, limit);
    while (q.next()) list.push_back({q.integer(0), q.text(1), q.text(2)});
    return list;
}

std::int64_t newest_event(Store& s, std::string_view account_id) {
    Query q = s.db.query("SELECT coalesce(max(seq),0) FROM events WHERE account_id=?", account_id);
    return q.next() ? q.integer(0) : 0;
}

// The stored answer may name a person, so it is sealed; the key is the client's text, so only its hash is kept.
static std::string replay_row_name(std::string_view scope, std::string_view key_hash) {
    return std::string(scope) + '/' + std::string(key_hash);
}

std::optional<ReplayRow> replay(Store& s, std::string_view scope, std::string_view key) {
    const std::string key_hash = hash_token(key);
    Query q = s.db.query(
        "SELECT fingerprint, status, location, body_sealed FROM idempotency"
        " WHERE scope=? AND key_hash=?",
        scope, Bytes{key_hash});
    if (!q.next()) return std::nullopt;
    ReplayRow row;
    row.fingerprint = q.text(0);
    row.status = static_cast<int>(q.integer(1));
    row.location = q.text(2);
    row.body = s.sealer.open(q.text(3), {"idempotency", replay_row_name(scope, key_hash), "body"});
    return row;
}

void insert_replay(Store& s, std::string_view scope, std::string_view key, const ReplayRow& row, Instant now) {
    const std::string key_hash = hash_token(key);
    s.db.run(
        "INSERT INTO idempotency(scope, key_hash, fingerprint, status, location, body_sealed, at)"
        " VALUES(?,?,?,?,?,?,?)",
        scope, Bytes{key_hash}, Bytes{row.fingerprint}, row.status, row.location,
        Bytes{s.sealer.seal(row.body, {"idempotency", replay_row_name(scope, key_hash), "body"})}, now);
}

void forget_old(Store& s, Instant events_before, Instant replays_before, Instant codes_before) {
    s.db.run("DELETE FROM events WHERE at<?", events_before);
    s.db.run("DELETE FROM idempotency WHERE at<?", replays_before);
    s.db.run("DELETE FROM sms_codes WHERE created_at<?", codes_before);
}

}  // namespace bz::server::store
