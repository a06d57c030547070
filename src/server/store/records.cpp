// Uploads in progress and the records they become.
#include "server/store/store.hpp"

namespace bz::server::store {

#define UPLOAD_COLUMNS "id, account_id, file, metadata_sealed, length, received, file_bytes, expires_at, used"

static UploadRow upload_row(Store& s, Query& q) {
    UploadRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.file = q.text(2);
    row.metadata = q.is_null(3) ? std::string() : s.sealer.open(q.text(3), {"uploads", row.id, "metadata"});
    row.length = q.integer(4);
    row.received = q.integer(5);
    row.file_bytes = q.integer(6);
    row.expires_at = q.integer(7);
    row.used = q.integer(8) != 0;
    return row;
}

void insert_upload(Store& s, const UploadRow& row, Instant now) {
    s.db.run(
        "INSERT INTO uploads(id, account_id, length, received, file, file_bytes, metadata_sealed, created_at,"
        " expires_at) VALUES(?,?,?,0,?,0,?,?,?)",
        row.id, row.account_id, row.length, row.file,
        Bytes{s.sealer.seal(row.metadata, {"uploads", row.id, "metadata"})}, now, row.expires_at);
}

std::optional<UploadRow> upload(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " UPLOAD_COLUMNS " FROM uploads WHERE id=?", id);
    return q.next() ? std::optional(upload_row(s, q)) : std::nullopt;
}

bool advance_upload(Store& s, const UploadRow& was, std::int64_t received, std::int64_t file_bytes,
                    Instant expires_at) {
    return s.db.run("UPDATE uploads SET received=?, file_bytes=?, expires_at=? WHERE id=? AND received=?", received,
                    file_bytes, expires_at, was.id, was.received) == 1;
}
void use_upload(Store& s, std::string_view id) { s.db.run("UPDATE uploads SET used=1 WHERE id=?", id); }
void delete_upload(Store& s, std::string_view id) { s.db.run("DELETE FROM uploads WHERE id=?", id); }

std::vector<UploadRow> uploads_expired(Store& s, Instant now) {
    std::vector<UploadRow> list;
    Query q = s.db.query("SELECT " UPLOAD_COLUMNS " FROM uploads WHERE used=0 AND expires_at<? LIMIT 100", now);
    while (q.next()) list.push_back(upload_row(s, q));
    return list;
}

std::int64_t uploads_open_bytes(Store& s, std::string_view account_id) {
    Query q = s.db.query("SELECT coalesce(sum(length),0) FROM uploads WHERE account_id=? AND used=0", account_id);
    return q.next() ? q.integer(0) : 0;
}

#define RECORD_COLUMNS "id, account_id, person_id, upload_id, title_sealed, media_type, kind, bytes, created_at"

static RecordRow record_row(Store& s, Query& q) {
    RecordRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.person_id = q.text(2);
    row.upload_id = q.text(3);
    row.title = s.sealer.open(q.text(4), {"records", row.id, "title"});
    row.media_type = q.text(5);
    row.kind = from_string<domain::RecordKind>(q.text(6)).value();
    row.bytes = q.integer(7);
    row.created_at = q.integer(8);
    return row;
}

void insert_record(Store& s, const RecordRow& row) {
    s.db.run(
        "INSERT INTO records(id, account_id, person_id, upload_id, kind, title_sealed, media_type, bytes,"
        " created_at) VALUES(?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.person_id, row.upload_id, to_string(row.kind),
        Bytes{s.sealer.seal(row.title, {"records", row.id, "title"})}, row.media_type, row.bytes, row.created_at);
}

std::optional<RecordRow> record(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " RECORD_COLUMNS " FROM records WHERE id=? AND deleted_at IS NULL", id);
    return q.next() ? std::optional(record_row(s, q)) : std::nullopt;
}

std::optional<RecordRow> record_by_upload(Store& s, std::string_view upload_id) {
    Query q = s.db.query("SELECT " RECORD_COLUMNS " FROM records WHERE upload_id=? AND deleted_at IS NULL", upload_id);
    return q.next() ? std::optional(record_row(s, q)) : std::nullopt;
}

std::vector<RecordRow> records(Store& s, std::string_view account_id, const Page& page) {
    std::vector<RecordRow> list;
    Query q = s.db.query("SELECT " RECORD_COLUMNS
                         " FROM records WHERE (account_id=?1 OR person_id IN"
                         " (SELECT person_id FROM carers WHERE account_id=?1 AND state='active'))"
                         " AND deleted_at IS NULL AND (?2='' OR seq < (SELECT seq FROM records WHERE id=?2))"
                         " ORDER BY seq DESC LIMIT ?3",
                         account_id, page.cursor, page.limit + 1);
    while (q.next()) list.push_back(record_row(s, q));
    return list;
}

int count_records(Store& s, std::string_view account_id) {
    Query q = s.db.query("SELECT count(*) FROM records WHERE account_id=? AND deleted_at IS NULL", account_id);
    return q.next() ? static_cast<int>(q.integer(0)) : 0;
}

void delete_record(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE records SET deleted_at=? WHERE id=?", now, id);
}

}  // namespace bz::server::store
