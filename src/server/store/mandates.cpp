#include "server/store/mandates.hpp"

#include "server/store/store.hpp"

namespace bz::server::store {

#define MANDATE_COLUMNS                                                                                  \
    "id, hospital_id, worker_id, account_id, person_id, phone_sealed, signed_on, ends_on, recorded_by, " \
    "created_at, ended_at, ended_by, paper_upload_id"

static MandateRow mandate_row(Store& s, Query& q) {
    MandateRow row;
    row.id = q.text(0);
    row.hospital_id = q.text(1);
    row.worker_id = q.text(2);
    row.account_id = q.text(3);
    row.person_id = q.text(4);
    if (!q.is_null(5)) row.phone = s.sealer.open(q.text(5), {"mandates", row.id, "phone"});
    row.signed_on = parse_date(q.text(6)).value();
    row.ends_on = parse_date(q.text(7)).value();
    row.recorded_by = q.text(8);
    row.created_at = q.integer(9);
    row.ended_at = q.integer(10);
    row.ended_by = q.text(11);
    row.paper_upload_id = q.text(12);
    return row;
}

static std::vector<MandateRow> all_rows(Store& s, Query q) {
    std::vector<MandateRow> list;
    while (q.next()) list.push_back(mandate_row(s, q));
    return list;
}

void insert_mandate(Store& s, const MandateRow& row) {
    Query q = s.db.query(
        "INSERT INTO mandates(id, hospital_id, worker_id, account_id, person_id, signed_on, ends_on, recorded_by,"
        " created_at, phone_sealed) VALUES(?,?,?,?,?,?,?,?,?,?)",
        row.id, row.hospital_id, row.worker_id, row.account_id, row.person_id, date_text(row.signed_on),
        date_text(row.ends_on), row.recorded_by, row.created_at);
    std::string sealed;
    if (row.phone.empty()) {
        q.bind_null(10);
    } else {
        sealed = s.sealer.seal(row.phone, {"mandates", row.id, "phone"});
        q.bind(10, Bytes{sealed});
    }
    while (q.next()) {}
}

void end_mandate(Store& s, const MandateRow& row) {
    s.db.run("UPDATE mandates SET ended_at=?, ended_by=?, phone_sealed=NULL WHERE id=? AND ended_at IS NULL",
             row.ended_at, row.ended_by, row.id);
    s.db.run("DELETE FROM batch_rows WHERE mandate_id=? AND state<>'sent'", row.id);
}

void set_mandate_paper(Store& s, std::string_view id, std::string_view upload_id) {
    s.db.run("UPDATE mandates SET paper_upload_id=? WHERE id=?", upload_id, id);
}

std::optional<MandateRow> mandate(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " MANDATE_COLUMNS " FROM mandates WHERE id=?", id);
    return q.next() ? std::optional(mandate_row(s, q)) : std::nullopt;
}

std::optional<MandateRow> open_mandate(Store& s, std::string_view worker_id, std::string_view person_id) {
    Query q =
        s.db.query("SELECT " MANDATE_COLUMNS " FROM mandates WHERE worker_id=? AND person_id=? AND ended_at IS NULL",
                   worker_id, person_id);
    return q.next() ? std::optional(mandate_row(s, q)) : std::nullopt;
}

std::vector<MandateRow> mandates_of_worker(Store& s, std::string_view worker_id) {
    return all_rows(s, s.db.query("SELECT " MANDATE_COLUMNS
                                  " FROM mandates WHERE worker_id=? AND ended_at IS NULL ORDER BY created_at, id",
                                  worker_id));
}

std::vector<MandateRow> mandates_of_person(Store& s, std::string_view person_id) {
    return all_rows(s, s.db.query("SELECT " MANDATE_COLUMNS
                                  " FROM mandates WHERE person_id=? AND ended_at IS NULL ORDER BY created_at, id",
                                  person_id));
}

std::vector<MandateRow> mandates_of_account(Store& s, std::string_view account_id) {
    return all_rows(s, s.db.query("SELECT " MANDATE_COLUMNS
                                  " FROM mandates WHERE account_id=? ORDER BY created_at DESC, id LIMIT 200",
                                  account_id));
}

std::vector<MandateRow> mandates_of_hospital(Store& s, std::string_view hospital_id) {
    return all_rows(s, s.db.query("SELECT " MANDATE_COLUMNS
                                  " FROM mandates WHERE hospital_id=? ORDER BY created_at DESC, id LIMIT 500",
                                  hospital_id));
}

std::vector<MandateRow> mandates_over(Store& s, std::string_view hospital_id, Date today) {
    return all_rows(
        s, s.db.query("SELECT " MANDATE_COLUMNS " FROM mandates WHERE hospital_id=? AND ended_at IS NULL AND ends_on<?",
                      hospital_id, date_text(today)));
}

std::vector<PersonRow> verified_people_by_number(Store& s, std::string_view hospital_id, std::string_view number) {
    std::vector<std::string> ids;
    {
        Query q = s.db.query(
            "SELECT p.id FROM people p JOIN accounts a ON a.id=p.account_id WHERE p.number_hash=? AND p.verified=1"
            " AND a.hospital_id=? AND a.deleted_at IS NULL ORDER BY p.created_at, p.id",
            Bytes{s.sealer.blind_index("identity_number", number)}, hospital_id);
        while (q.next()) ids.push_back(q.text(0));
    }
    std::vector<PersonRow> list;
    for (const std::string& id : ids) list.push_back(person(s, id).value());
    return list;
}

void note_pickup_mandate(Store& s, std::string_view order_id, std::string_view mandate_id) {
    s.db.run("UPDATE pickups SET mandate_id=? WHERE order_id=?", mandate_id, order_id);
}

}  // namespace bz::server::store
