#include "server/store/db.hpp"

#include <sqlite3.h>

namespace bz::server {

namespace {

[[noreturn]] void raise(sqlite3* handle, const char* doing) {
    // SQLite's messages name tables and columns, never values.
    throw DbError(std::string(doing) + ": " + (handle ? sqlite3_errmsg(handle) : "out of memory"));
}

void check(sqlite3_stmt* statement, int status) {
    if (status != SQLITE_OK) raise(sqlite3_db_handle(statement), "bind");
}

}  // namespace

Query::Query(Query&& other) noexcept : statement_(other.statement_), busy_(other.busy_) { other.statement_ = nullptr; }

Query::~Query() {
    if (!statement_) return;
    if (!busy_) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *busy_ = false;
}

void Query::bind(int index, std::int64_t value) { check(statement_, sqlite3_bind_int64(statement_, index, value)); }
void Query::bind(int index, std::string_view text) {
    check(statement_, sqlite3_bind_text64(statement_, index, text.data() ? text.data() : "", text.size(),
                                          SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Query::bind(int index, Bytes bytes) {
    check(statement_, sqlite3_bind_blob64(statement_, index, bytes.value.data() ? bytes.value.data() : "",
                                          bytes.value.size(), SQLITE_TRANSIENT));
}
void Query::bind_null(int index) { check(statement_, sqlite3_bind_null(statement_, index)); }

bool Query::next() {
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) raise(sqlite3_db_handle(statement_), "step");
    return false;
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }
std::string Query::text(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string();
}
bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::optional<std::int64_t> Query::maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<std::string> Query::maybe_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

Db::Db(const std::string& path, Mode mode) {
    const int flags = SQLITE_OPEN_NOMUTEX |
                      (mode == Mode::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
        const std::string message = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
        sqlite3_close_v2(handle_);
        throw DbError("open: " + message);
    }
    sqlite3_busy_timeout(handle_, 5000);
    sqlite3_extended_result_codes(handle_, 1);
    // Only the writer may checkpoint: SQLite before 3.51.3 can corrupt a WAL that two connections write or checkpoint.
    if (mode == Mode::reader) {
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        script("PRAGMA query_only=ON; PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000;");
        return;
    }
    script(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
        "PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;");
}

Db::~Db() {
    for (auto& [key, cached] : cache_) sqlite3_finalize(cached.statement);
    sqlite3_close_v2(handle_);
}

sqlite3_stmt* Db::compile(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        raise(handle_, "prepare");
    return statement;
}

Query Db::prepare(const char* sql) {
    Cached& cached = cache_[sql];
    if (cached.busy)  // the same statement is being stepped further up the stack
        return Query(compile(sql), nullptr);
    if (!cached.statement) cached.statement = compile(sql);
    cached.busy = true;
    return Query(cached.statement, &cached.busy);
}

void Db::script(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) raise(handle_, "script");
}

int Db::changes() const { return sqlite3_changes(handle_); }
std::int64_t Db::last_row() const { return sqlite3_last_insert_rowid(handle_); }

}  // namespace bz::server
