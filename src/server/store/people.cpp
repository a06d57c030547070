// People and their identity checks.
#include "server/store/store.hpp"

namespace bz::server::store {

#define PERSON_COLUMNS                                                                                             \
    "id, account_id, relationship, document_type, name_sealed, number_sealed, born_on, sex, verified, created_at," \
    " country, expires_on"

static PersonRow person_row(Store& s, Query& q) {
    PersonRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.relationship = q.text(2);
    row.document_type = q.text(3);
    row.name = s.sealer.open(q.text(4), {"people", row.id, "name"});
    row.number = s.sealer.open(q.text(5), {"people", row.id, "number"});
    row.born_on = q.text(6);
    row.sex = q.text(7);
    row.verified = q.integer(8) != 0;
    row.created_at = q.integer(9);
    row.country = q.text(10);
    row.expires_on = q.text(11);
    return row;
}

std::optional<PersonRow> person(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " PERSON_COLUMNS " FROM people WHERE id=?", id);
    return q.next() ? std::optional(person_row(s, q)) : std::nullopt;
}

std::optional<PersonRow> person_by_number(Store& s, std::string_view account_id, std::string_view number) {
    Query q = s.db.query("SELECT " PERSON_COLUMNS " FROM people WHERE account_id=? AND number_hash=?", account_id,
                         Bytes{s.sealer.blind_index("identity_number", number)});
    return q.next() ? std::optional(person_row(s, q)) : std::nullopt;
}

std::vector<PersonRow> people(Store& s, std::string_view account_id) {
    std::vector<PersonRow> list;
    Query q =
        s.db.query("SELECT " PERSON_COLUMNS " FROM people WHERE account_id=? ORDER BY created_at, id", account_id);
    while (q.next()) list.push_back(person_row(s, q));
    return list;
}

void insert_person(Store& s, const PersonRow& row) {
    s.db.run(
        "INSERT INTO people(id, account_id, relationship, document_type, name_sealed, number_hash, number_sealed,"
        " born_on, sex, verified, created_at, country, expires_on) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.relationship, row.document_type,
        Bytes{s.sealer.seal(row.name, {"people", row.id, "name"})},
        Bytes{s.sealer.blind_index("identity_number", row.number)},
        Bytes{s.sealer.seal(row.number, {"people", row.id, "number"})}, row.born_on, row.sex, row.verified,
        row.created_at, row.country, row.expires_on);
}

void update_person(Store& s, const PersonRow& row) {
    s.db.run(
        "UPDATE people SET name_sealed=?, relationship=?, document_type=?, born_on=?, sex=?, country=?, expires_on=?"
        " WHERE id=?",
        Bytes{s.sealer.seal(row.name, {"people", row.id, "name"})}, row.relationship, row.document_type, row.born_on,
        row.sex, row.country, row.expires_on, row.id);
}

void verify_person(Store& s, std::string_view id) { s.db.run("UPDATE people SET verified=1 WHERE id=?", id); }

#define CHECK_COLUMNS                                                                                           \
    "id, account_id, person_id, method, state, reason, document_upload_id, created_at, hospital_id, opened_at," \
    " held_by, held_at"

static IdentityCheckRow check_row(Query& q) {
    IdentityCheckRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.person_id = q.text(2);
    row.method = from_string<domain::IdentityMethod>(q.text(3)).value();
    row.state = from_string<domain::IdentityCheckState>(q.text(4)).value();
    row.reason = q.text(5);
    row.document_upload_id = q.text(6);
    row.created_at = q.integer(7);
    row.hospital_id = q.text(8);
    row.opened_at = q.integer(9);
    row.held_by = q.text(10);
    row.held_at = q.integer(11);
    return row;
}

void insert_identity_check(Store& s, const IdentityCheckRow& row) {
    const auto document = row.document_upload_id.empty() ? std::nullopt : std::optional(row.document_upload_id);
    const auto reason = row.reason.empty() ? std::nullopt : std::optional(row.reason);
    s.db.run(
        "INSERT INTO identity_checks(id, account_id, hospital_id, person_id, method, state, reason,"
        " document_upload_id, created_at) VALUES(?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.hospital_id, row.person_id, to_string(row.method), to_string(row.state), reason,
        document, row.created_at);
}

std::optional<IdentityCheckRow> identity_check(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " CHECK_COLUMNS " FROM identity_checks WHERE id=?", id);
    return q.next() ? std::optional(check_row(q)) : std::nullopt;
}

std::optional<IdentityCheckRow> newest_identity_check_of_person(Store& s, std::string_view person_id) {
    Query q = s.db.query("SELECT " CHECK_COLUMNS
                         " FROM identity_checks WHERE person_id=?"
                         " ORDER BY created_at DESC, id LIMIT 1",
                         person_id);
    return q.next() ? std::optional(check_row(q)) : std::nullopt;
}

std::optional<IdentityCheckRow> newest_open_identity_check(Store& s, std::string_view account_id) {
    Query q = s.db.query(
        "SELECT c.id, c.account_id, c.person_id, c.method, c.state, c.reason, c.document_upload_id,"
        " c.created_at, c.hospital_id, c.opened_at, c.held_by, c.held_at FROM identity_checks c JOIN people p ON "
        "p.id=c.person_id"
        " WHERE c.account_id=? AND p.verified=0 ORDER BY c.created_at DESC, c.id LIMIT 1",
        account_id);
    return q.next() ? std::optional(check_row(q)) : std::nullopt;
}

std::vector<IdentityCheckRow> identity_checks_in(Store& s, std::string_view hospital_id,
                                                 domain::IdentityCheckState state) {
    std::vector<IdentityCheckRow> list;
    Query q = s.db.query("SELECT " CHECK_COLUMNS
                         " FROM identity_checks WHERE hospital_id=? AND state=? ORDER BY created_at LIMIT 200",
                         hospital_id, to_string(state));
    while (q.next()) list.push_back(check_row(q));
    return list;
}

std::optional<IdentityCheckRow> pending_identity_check(Store& s, std::string_view person_id) {
    Query q = s.db.query("SELECT " CHECK_COLUMNS
                         " FROM identity_checks WHERE person_id=? AND state='pending' ORDER BY created_at DESC LIMIT 1",
                         person_id);
    return q.next() ? std::optional(check_row(q)) : std::nullopt;
}

void decide_identity_check(Store& s, std::string_view id, domain::IdentityCheckState state, std::string_view reason,
                           Instant now) {
    const auto text = reason.empty() ? std::nullopt : std::optional(std::string(reason));
    const auto decided = domain::is_final(state) ? std::optional(now) : std::nullopt;
    s.db.run("UPDATE identity_checks SET state=?, reason=?, decided_at=?, held_by=NULL, held_at=NULL WHERE id=?",
             to_string(state), text, decided, id);
}

}  // namespace bz::server::store
