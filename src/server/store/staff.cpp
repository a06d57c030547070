#include "server/store/staff.hpp"

namespace bz::server::store {

#define STAFF_COLUMNS "id, hospital_id, name, title, role, created_at, ended_at, pharmacy_id"

static StaffRow staff_row(Query& q) {
    StaffRow row;
    row.id = q.text(0);
    row.hospital_id = q.text(1);
    row.name = q.text(2);
    row.title = q.text(3);
    row.role = from_string<Role>(q.text(4)).value();
    row.created_at = q.integer(5);
    row.ended_at = q.integer(6);
    row.pharmacy_id = q.text(7);
    return row;
}

void insert_staff(Store& s, const StaffRow& row, std::string_view token) {
    s.db.run(
        "INSERT INTO staff(id, hospital_id, name, title, role, token_hash, created_at, pharmacy_id)"
        " VALUES(?,?,?,?,?,?,?,?)",
        row.id, row.hospital_id, row.name, row.title, to_string(row.role), Bytes{hash_token(token)}, row.created_at,
        row.pharmacy_id);
}

void keep_system_staff(Store& s, std::string_view hospital_id, std::string_view token, Instant now) {
    const std::string id = "sta_system_" + std::string(hospital_id);
    s.db.run(
        "INSERT INTO staff(id, hospital_id, name, title, role, token_hash, created_at) VALUES(?,?,'','','system',?,?)"
        " ON CONFLICT(id) DO UPDATE SET token_hash=excluded.token_hash",
        id, hospital_id, Bytes{hash_token(token)}, now);
}

std::optional<StaffRow> staff_by_token(Store& s, std::string_view token) {
    const std::string hash = hash_token(token);
    Query q = s.db.query("SELECT " STAFF_COLUMNS " FROM staff WHERE token_hash=? AND ended_at IS NULL", Bytes{hash});
    return q.next() ? std::optional(staff_row(q)) : std::nullopt;
}

std::optional<StaffRow> staff(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " STAFF_COLUMNS " FROM staff WHERE id=?", id);
    return q.next() ? std::optional(staff_row(q)) : std::nullopt;
}

std::vector<StaffRow> staff_of(Store& s, std::string_view hospital_id) {
    std::vector<StaffRow> list;
    Query q =
        s.db.query("SELECT " STAFF_COLUMNS " FROM staff WHERE hospital_id=? ORDER BY created_at, id", hospital_id);
    while (q.next()) list.push_back(staff_row(q));
    return list;
}

void end_staff(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE staff SET ended_at=? WHERE id=? AND ended_at IS NULL", now, id);
}

}  // namespace bz::server::store
