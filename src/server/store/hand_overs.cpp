#include "server/store/hand_overs.hpp"

namespace bz::server::store {

void insert_hand_over(Store& s, const HandOverRow& row) {
    s.db.run("DELETE FROM hand_overs WHERE account_id=?", row.account_id);
    s.db.run(
        "INSERT INTO hand_overs(id, hospital_id, account_id, code_hash, draft_sealed, created_at, expires_at)"
        " VALUES(?,?,?,?,?,?,?)",
        row.id, row.hospital_id, row.account_id, Bytes{row.code_hash},
        Bytes{s.sealer.seal(row.draft, {"hand_overs", row.id, "draft"})}, row.created_at, row.expires_at);
}

std::optional<HandOverRow> hand_over_by_code(Store& s, std::string_view code_hash) {
    Query q = s.db.query(
        "SELECT id, hospital_id, account_id, code_hash, draft_sealed, created_at, expires_at FROM hand_overs"
        " WHERE code_hash=?",
        Bytes{code_hash});
    if (!q.next()) return std::nullopt;
    HandOverRow row;
    row.id = q.text(0);
    row.hospital_id = q.text(1);
    row.account_id = q.text(2);
    row.code_hash = q.text(3);
    row.draft = s.sealer.open(q.text(4), {"hand_overs", row.id, "draft"});
    row.created_at = q.integer(5);
    row.expires_at = q.integer(6);
    return row;
}

void delete_hand_over(Store& s, std::string_view id) { s.db.run("DELETE FROM hand_overs WHERE id=?", id); }

void forget_hand_overs(Store& s, Instant before) { s.db.run("DELETE FROM hand_overs WHERE expires_at<?", before); }

}  // namespace bz::server::store
