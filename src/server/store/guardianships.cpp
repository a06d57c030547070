#include "server/store/guardianships.hpp"

namespace bz::server::store {

#define GUARDIANSHIP_COLUMNS                                                                                     \
    "id, account_id, hospital_id, person_id, guardian_id, basis, state, reason, document_upload_id, created_at," \
    " decided_at, ended_at, opened_at, held_by, held_at"

static GuardianshipRow guardianship_row(Query& q) {
    GuardianshipRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.hospital_id = q.text(2);
    row.person_id = q.text(3);
    row.guardian_id = q.text(4);
    row.basis = from_string<domain::GuardianshipBasis>(q.text(5)).value();
    row.state = from_string<domain::GuardianshipState>(q.text(6)).value();
    row.reason = q.text(7);
    row.document_upload_id = q.text(8);
    row.created_at = q.integer(9);
    row.decided_at = q.integer(10);
    row.ended_at = q.integer(11);
    row.opened_at = q.integer(12);
    row.held_by = q.text(13);
    row.held_at = q.integer(14);
    return row;
}

static std::vector<GuardianshipRow> all_rows(Query q) {
    std::vector<GuardianshipRow> list;
    while (q.next()) list.push_back(guardianship_row(q));
    return list;
}

void insert_guardianship(Store& s, const GuardianshipRow& row) {
    s.db.run(
        "INSERT INTO guardianships(id, account_id, hospital_id, person_id, guardian_id, basis, state, reason,"
        " document_upload_id, created_at) VALUES(?,?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.hospital_id, row.person_id, row.guardian_id, to_string(row.basis),
        to_string(row.state), row.reason, row.document_upload_id, row.created_at);
}

void update_guardianship(Store& s, const GuardianshipRow& row) {
    s.db.run(
        "UPDATE guardianships SET state=?, reason=?, decided_at=?, ended_at=?, held_by=NULL, held_at=NULL WHERE id=?",
        to_string(row.state), row.reason, row.decided_at ? std::optional(row.decided_at) : std::nullopt,
        row.ended_at ? std::optional(row.ended_at) : std::nullopt, row.id);
}

std::optional<GuardianshipRow> guardianship(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " GUARDIANSHIP_COLUMNS " FROM guardianships WHERE id=?", id);
    return q.next() ? std::optional(guardianship_row(q)) : std::nullopt;
}

std::optional<GuardianshipRow> live_guardianship(Store& s, std::string_view person_id) {
    Query q = s.db.query("SELECT " GUARDIANSHIP_COLUMNS
                         " FROM guardianships WHERE person_id=? AND state IN ('pending','verified')",
                         person_id);
    return q.next() ? std::optional(guardianship_row(q)) : std::nullopt;
}

std::vector<GuardianshipRow> guardianships(Store& s, std::string_view account_id) {
    return all_rows(s.db.query("SELECT " GUARDIANSHIP_COLUMNS
                               " FROM guardianships WHERE account_id=? ORDER BY created_at DESC, id LIMIT 200",
                               account_id));
}

std::vector<GuardianshipRow> guardianships_in(Store& s, std::string_view hospital_id, domain::GuardianshipState state) {
    return all_rows(s.db.query("SELECT " GUARDIANSHIP_COLUMNS
                               " FROM guardianships WHERE hospital_id=? AND state=? ORDER BY created_at, id LIMIT 200",
                               hospital_id, to_string(state)));
}

}  // namespace bz::server::store
