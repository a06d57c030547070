#include "server/store/carers.hpp"

namespace bz::server::store {

bool is_carer(Store& s, std::string_view account_id, std::string_view person_id) {
    Query q =
        s.db.query("SELECT 1 FROM carers WHERE account_id=? AND person_id=? AND state='active'", account_id, person_id);
    return q.next();
}

std::vector<std::string> carer_accounts(Store& s, std::string_view person_id) {
    std::vector<std::string> list;
    Query q = s.db.query("SELECT account_id FROM carers WHERE person_id=? AND state='active'", person_id);
    while (q.next()) list.push_back(q.text(0));
    return list;
}

#define CARER_COLUMNS                                                                         \
    "id, person_id, owner_id, account_id, relationship, code_hash, state, tries, created_at," \
    " code_expires_at, accepted_at, ended_at"

static CarerRow carer_row(Query& q) {
    CarerRow row;
    row.id = q.text(0);
    row.person_id = q.text(1);
    row.owner_id = q.text(2);
    row.account_id = q.text(3);
    row.relationship = q.text(4);
    row.code_hash = q.text(5);
    row.state = from_string<CarerState>(q.text(6)).value();
    row.tries = static_cast<int>(q.integer(7));
    row.created_at = q.integer(8);
    row.code_expires_at = q.integer(9);
    row.accepted_at = q.integer(10);
    row.ended_at = q.integer(11);
    return row;
}

void insert_carer(Store& s, const CarerRow& row) {
    s.db.run(
        "INSERT INTO carers(id, person_id, owner_id, relationship, code_hash, state, created_at, code_expires_at)"
        " VALUES(?,?,?,?,?,?,?,?)",
        row.id, row.person_id, row.owner_id, row.relationship, Bytes{row.code_hash}, to_string(row.state),
        row.created_at, row.code_expires_at);
}

void update_carer(Store& s, const CarerRow& row) {
    const auto account = row.account_id.empty() ? std::nullopt : std::optional(row.account_id);
    s.db.run("UPDATE carers SET account_id=?, relationship=?, state=?, tries=?, accepted_at=?, ended_at=? WHERE id=?",
             account, row.relationship, to_string(row.state), row.tries,
             row.accepted_at ? std::optional(row.accepted_at) : std::nullopt,
             row.ended_at ? std::optional(row.ended_at) : std::nullopt, row.id);
}

std::optional<CarerRow> carer(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " CARER_COLUMNS " FROM carers WHERE id=?", id);
    return q.next() ? std::optional(carer_row(q)) : std::nullopt;
}

std::optional<CarerRow> carer_by_code(Store& s, std::string_view code_hash) {
    Query q =
        s.db.query("SELECT " CARER_COLUMNS " FROM carers WHERE code_hash=? AND state='invited'", Bytes{code_hash});
    return q.next() ? std::optional(carer_row(q)) : std::nullopt;
}

std::vector<CarerRow> carers_of_owner(Store& s, std::string_view owner_id) {
    std::vector<CarerRow> list;
    Query q = s.db.query(
        "SELECT " CARER_COLUMNS " FROM carers WHERE owner_id=? AND state<>'ended' ORDER BY created_at, id", owner_id);
    while (q.next()) list.push_back(carer_row(q));
    return list;
}

std::vector<CarerRow> carers_of_account(Store& s, std::string_view account_id) {
    std::vector<CarerRow> list;
    Query q =
        s.db.query("SELECT " CARER_COLUMNS " FROM carers WHERE account_id=? AND state='active' ORDER BY created_at, id",
                   account_id);
    while (q.next()) list.push_back(carer_row(q));
    return list;
}

std::optional<CarerRow> active_carer(Store& s, std::string_view account_id, std::string_view person_id) {
    Query q = s.db.query("SELECT " CARER_COLUMNS " FROM carers WHERE account_id=? AND person_id=? AND state='active'",
                         account_id, person_id);
    return q.next() ? std::optional(carer_row(q)) : std::nullopt;
}

}  // namespace bz::server::store
