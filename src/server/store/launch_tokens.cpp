#include "server/store/launch_tokens.hpp"

namespace bz::server::store {

void insert_launch_token(Store& s, const LaunchTokenRow& row, std::string_view token) {
    s.db.run(
        "INSERT INTO launch_tokens(id, hospital_id, token_hash, origin, phone_sealed, language, entry, created_at,"
        " expires_at, subject_sealed) VALUES(?,?,?,?,?,?,?,?,?,?)",
        row.id, row.hospital_id, Bytes{hash_token(token)}, row.origin,
        Bytes{s.sealer.seal(row.phone, {"launch_tokens", row.id, "phone"})}, row.language, row.entry, row.created_at,
        row.expires_at, Bytes{s.sealer.seal(row.subject, {"launch_tokens", row.id, "subject"})});
}

std::optional<LaunchTokenRow> launch_token(Store& s, std::string_view token) {
    const std::string hash = hash_token(token);
    Query q = s.db.query(
        "SELECT id, hospital_id, origin, phone_sealed, language, entry, created_at, expires_at, used_at, subject_sealed"
        " FROM launch_tokens WHERE token_hash=?",
        Bytes{hash});
    if (!q.next()) return std::nullopt;
    LaunchTokenRow row;
    row.id = q.text(0);
    row.hospital_id = q.text(1);
    row.origin = q.text(2);
    row.phone = s.sealer.open(q.text(3), {"launch_tokens", row.id, "phone"});
    row.language = q.text(4);
    row.entry = q.text(5);
    row.created_at = q.integer(6);
    row.expires_at = q.integer(7);
    row.used_at = q.integer(8);
    if (!q.is_null(9)) row.subject = s.sealer.open(q.text(9), {"launch_tokens", row.id, "subject"});
    return row;
}

void use_launch_token(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE launch_tokens SET used_at=? WHERE id=?", now, id);
}

void forget_launch_tokens(Store& s, Instant before) {
    s.db.run("DELETE FROM launch_tokens WHERE expires_at<?", before);
}

}  // namespace bz::server::store
