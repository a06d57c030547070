// Uploads in progress and the records they become.
#include <algorithm>

#include "server/store/store.hpp"

namespace bz::server::store {

#define UPLOAD_COLUMNS                                                                                 \
    "id, account_id, file, metadata_sealed, length, received, file_bytes, expires_at, used, visit_id," \
    " content_file, content_bytes, media_type, preview_file, preview_bytes, duration_ms, mandate_id"

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
    row.visit_id = q.text(9);
    row.mandate_id = q.text(16);
    if (!q.is_null(10)) {
        UploadContent& content = row.content.emplace();
        content.file = q.text(10);
        content.bytes = q.integer(11);
        content.media_type = q.text(12);
        content.preview_file = q.text(13);
        content.preview_bytes = q.integer(14);
        content.duration_ms = q.maybe_integer(15).value_or(-1);
    }
    return row;
}

static std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

void insert_upload(Store& s, const UploadRow& row, Instant now) {
    s.db.run(
        "INSERT INTO uploads(id, account_id, length, received, file, file_bytes, metadata_sealed, created_at,"
        " expires_at, visit_id, mandate_id) VALUES(?,?,?,0,?,0,?,?,?,?,?)",
        row.id, row.account_id, row.length, row.file,
        Bytes{s.sealer.seal(row.metadata, {"uploads", row.id, "metadata"})}, now, row.expires_at,
        unless_empty(row.visit_id), unless_empty(row.mandate_id));
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
void set_upload_content(Store& s, std::string_view id, const UploadContent& content) {
    std::optional<std::int64_t> duration;
    if (content.duration_ms >= 0) duration = content.duration_ms;
    s.db.run(
        "UPDATE uploads SET content_file=?, content_bytes=?, media_type=?, preview_file=?, preview_bytes=?,"
        " duration_ms=? WHERE id=?",
        content.file, content.bytes, content.media_type, unless_empty(content.preview_file), content.preview_bytes,
        duration, id);
}

bool is_kept_file(Store& s, std::string_view name) {
    // What belongs to an upload has its file's name before the first dot.
    Query q = s.db.query("SELECT " UPLOAD_COLUMNS " FROM uploads WHERE file=?", name.substr(0, name.find('.')));
    if (!q.next()) return false;
    const UploadRow row = upload_row(s, q);
    if (!row.content) return name == row.file;
    return name == row.content->file || name == row.content->preview_file;
}

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

#define RECORD_COLUMNS                                                                                    \
    "id, account_id, person_id, upload_id, title_sealed, media_type, kind, bytes, created_at, issued_on," \
    " hospital_sealed"

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
    row.issued_on = q.text(9);
    if (!q.is_null(10)) row.hospital = s.sealer.open(q.text(10), {"records", row.id, "hospital"});
    return row;
}

void insert_record(Store& s, const RecordRow& row) {
    s.db.run(
        "INSERT INTO records(id, account_id, person_id, upload_id, kind, title_sealed, media_type, bytes,"
        " created_at, issued_on, hospital_sealed) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.person_id, row.upload_id, to_string(row.kind),
        Bytes{s.sealer.seal(row.title, {"records", row.id, "title"})}, row.media_type, row.bytes, row.created_at,
        unless_empty(row.issued_on), Bytes{s.sealer.seal(row.hospital, {"records", row.id, "hospital"})});
}

void insert_record_page(Store& s, std::string_view record_id, int page, std::string_view upload_id) {
    s.db.run("INSERT INTO record_pages(record_id, page, upload_id) VALUES(?,?,?)", record_id, page, upload_id);
}

std::vector<UploadRow> record_pages(Store& s, std::string_view record_id) {
    std::vector<UploadRow> list;
    Query q = s.db.query("SELECT " UPLOAD_COLUMNS
                         " FROM record_pages JOIN uploads ON id=upload_id WHERE record_id=? AND page>0 ORDER BY page",
                         record_id);
    while (q.next()) list.push_back(upload_row(s, q));
    return list;
}

std::vector<std::string> kept_page_ids(Store& s, std::string_view record_id) {
    std::vector<std::string> ids;
    Query q = s.db.query("SELECT upload_id FROM record_pages WHERE record_id=? ORDER BY page DESC", record_id);
    while (q.next()) ids.push_back(q.text(0));
    return ids;
}

void set_record_pages(Store& s, std::string_view record_id, const std::vector<std::string>& upload_ids) {
    std::vector<std::string> others = kept_page_ids(s, record_id);
    std::erase_if(others, [&](const std::string& id) { return std::ranges::find(upload_ids, id) != upload_ids.end(); });
    s.db.run("DELETE FROM record_pages WHERE record_id=?", record_id);
    int page = 0;
    for (const std::string& id : upload_ids) insert_record_page(s, record_id, ++page, id);
    page = 0;
    for (const std::string& id : others) insert_record_page(s, record_id, --page, id);
}

void update_record(Store& s, const RecordRow& row) {
    s.db.run(
        "UPDATE records SET kind=?, title_sealed=?, hospital_sealed=?, issued_on=?, media_type=?, bytes=? WHERE id=?",
        to_string(row.kind), Bytes{s.sealer.seal(row.title, {"records", row.id, "title"})},
        Bytes{s.sealer.seal(row.hospital, {"records", row.id, "hospital"})}, unless_empty(row.issued_on),
        row.media_type, row.bytes, row.id);
}

std::optional<RecordRow> record(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " RECORD_COLUMNS " FROM records WHERE id=? AND deleted_at IS NULL", id);
    return q.next() ? std::optional(record_row(s, q)) : std::nullopt;
}

std::optional<RecordRow> kept_record(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " RECORD_COLUMNS " FROM records WHERE id=?", id);
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
