#include "server/store/batch.hpp"

// What is sealed is JSON, so it has schemas like wire types.
namespace bz::api {
BZ_SCHEMA(server::BatchItem, id, name, specification, usage, last_prescribed_on);
BZ_SCHEMA(server::BatchSheet, items, weeks);
BZ_SCHEMA(server::BatchRead, content, by, gate);
}  // namespace bz::api

namespace bz::server::store {

static BatchEntry batch_entry(Store& s, Query& q) {
    BatchEntry row;
    row.id = q.text(0);
    row.mandate_id = q.text(1);
    row.state = from_string<domain::BatchState>(q.text(2)).value();
    row.sheet = api::read<BatchSheet>(s.sealer.open(q.text(3), {"batch_rows", row.id, "content"})).value();
    if (!q.is_null(4)) row.read = api::read<BatchRead>(s.sealer.open(q.text(4), {"batch_rows", row.id, "read"}));
    row.calls = static_cast<int>(q.integer(5));
    row.called_at = q.integer(6);
    row.advice = from_string<domain::BatchAdvice>(q.text(7)).value();
    row.failure = q.text(8);
    row.visit_id = q.text(9);
    row.created_at = q.integer(10);
    row.updated_at = q.integer(11);
    return row;
}

void insert_batch_row(Store& s, const BatchEntry& row) {
    s.db.run(
        "INSERT INTO batch_rows(id, mandate_id, state, content_sealed, calls, advice, failure, created_at, updated_at)"
        " VALUES(?,?,?,?,?,?,?,?,?)",
        row.id, row.mandate_id, to_string(row.state),
        Bytes{s.sealer.seal(api::write(row.sheet), {"batch_rows", row.id, "content"})}, row.calls,
        to_string(row.advice), row.failure, row.created_at, row.updated_at);
}

void update_batch_row(Store& s, const BatchEntry& row) {
    Query q = s.db.query(
        "UPDATE batch_rows SET state=?, content_sealed=?, calls=?, called_at=?, advice=?, failure=?, visit_id=?,"
        " updated_at=?, read_sealed=? WHERE id=?",
        to_string(row.state), Bytes{s.sealer.seal(api::write(row.sheet), {"batch_rows", row.id, "content"})}, row.calls,
        row.called_at ? std::optional(row.called_at) : std::nullopt, to_string(row.advice), row.failure,
        row.visit_id.empty() ? std::nullopt : std::optional(row.visit_id), row.updated_at);
    std::string sealed;
    if (row.read) {
        sealed = s.sealer.seal(api::write(*row.read), {"batch_rows", row.id, "read"});
        q.bind(9, Bytes{sealed});
    } else {
        q.bind_null(9);
    }
    q.bind(10, row.id);
    while (q.next()) {}
}

#define BATCH_COLUMNS                                                                                               \
    "id, mandate_id, state, content_sealed, read_sealed, calls, called_at, advice, failure, visit_id, created_at, " \
    "updated_at"

std::vector<BatchEntry> batch_rows(Store& s, std::string_view mandate_id) {
    std::vector<BatchEntry> list;
    Query q = s.db.query(
        "SELECT " BATCH_COLUMNS " FROM batch_rows WHERE mandate_id=? ORDER BY created_at DESC, id DESC", mandate_id);
    while (q.next()) list.push_back(batch_entry(s, q));
    return list;
}

std::optional<BatchEntry> newest_batch_row(Store& s, std::string_view mandate_id) {
    Query q = s.db.query("SELECT " BATCH_COLUMNS
                         " FROM batch_rows WHERE mandate_id=? ORDER BY created_at DESC, id DESC LIMIT 1",
                         mandate_id);
    return q.next() ? std::optional(batch_entry(s, q)) : std::nullopt;
}

std::string open_refill_of_person(Store& s, std::string_view person_id) {
    Query q = s.db.query(
        "SELECT v.id FROM visits v WHERE v.person_id=? AND v.kind='refill' AND"
        " (v.state IN ('submitted','queued','in_consultation') OR (v.state='prescribed' AND EXISTS"
        " (SELECT 1 FROM prescriptions p WHERE p.visit_id=v.id AND p.state NOT IN ('ordered','expired'))))"
        " LIMIT 1",
        person_id);
    return q.next() ? q.text(0) : std::string();
}

}  // namespace bz::server::store
