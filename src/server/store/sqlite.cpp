// The SQLite back end. SQLite before 3.51.3 can corrupt a write-ahead log that two connections write or checkpoint, so
// readers do neither.
#include "server/store/backend.hpp"

#include <sqlite3.h>

namespace bz::server {

namespace {

[[noreturn]] void raise(sqlite3* handle, const char* doing) {
    // SQLite's messages name tables and columns, never values.
    throw DbError(std::string(doing) + ": " + (handle ? sqlite3_errmsg(handle) : "out of memory"));
}

class SqliteStatement final : public Statement {
public:
    SqliteStatement(sqlite3* handle, const char* sql) {
        if (sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK)
            raise(handle, "prepare");
    }
    SqliteStatement(const SqliteStatement&) = delete;
    ~SqliteStatement() override { sqlite3_finalize(statement_); }

    void bind_integer(int index, std::int64_t value) override { check(sqlite3_bind_int64(statement_, index, value)); }
    void bind_text(int index, std::string_view text) override {
        check(sqlite3_bind_text64(statement_, index, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                                  SQLITE_UTF8));
    }
    void bind_bytes(int index, std::string_view bytes) override {
        check(sqlite3_bind_blob64(statement_, index, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT));
    }
    void bind_null(int index) override { check(sqlite3_bind_null(statement_, index)); }

    bool next() override {
        const int status = sqlite3_step(statement_);
        if (status == SQLITE_ROW) return true;
        if (status != SQLITE_DONE) raise(sqlite3_db_handle(statement_), "step");
        return false;
    }
    void reset() noexcept override {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

    [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::string text(int column) const override {
        const void* bytes = sqlite3_column_blob(statement_, column);
        const int size = sqlite3_column_bytes(statement_, column);
        return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string();
    }
    [[nodiscard]] bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }

private:
    void check(int status) {
        if (status != SQLITE_OK) raise(sqlite3_db_handle(statement_), "bind");
    }

    sqlite3_stmt* statement_ = nullptr;
};

class SqliteConnection final : public Connection {
public:
    SqliteConnection(const std::string& path, DbMode mode) {
        const int flags = SQLITE_OPEN_NOMUTEX |
                          (mode == DbMode::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
        if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
            const std::string message = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
            sqlite3_close_v2(handle_);
            throw DbError("open: " + message);
        }
        sqlite3_busy_timeout(handle_, 5000);
        sqlite3_extended_result_codes(handle_, 1);
        if (mode == DbMode::reader) {
            sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
            script("PRAGMA query_only=ON; PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000;");
        } else {
            script(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                "PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;");
        }
    }
    SqliteConnection(const SqliteConnection&) = delete;
    ~SqliteConnection() override { sqlite3_close_v2(handle_); }

    std::unique_ptr<Statement> prepare(const char* sql) override {
        return std::make_unique<SqliteStatement>(handle_, sql);
    }
    void script(const std::string& sql) override {
        if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) raise(handle_, "script");
    }
    [[nodiscard]] int changes() const override { return sqlite3_changes(handle_); }

    void begin_write() override { command(begin_write_, "BEGIN IMMEDIATE"); }
    void begin_read() override { command(begin_read_, "BEGIN"); }
    void commit() override { command(commit_, "COMMIT"); }
    void rollback() noexcept override {
        // After some errors SQLite has rolled back by itself; then there is nothing left to undo.
        if (!sqlite3_get_autocommit(handle_)) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    void end_read() noexcept override {
        if (!sqlite3_get_autocommit(handle_)) sqlite3_exec(handle_, "COMMIT", nullptr, nullptr, nullptr);
    }
    void savepoint() override { command(savepoint_, "SAVEPOINT job"); }
    void rollback_to_savepoint() override { command(rollback_to_, "ROLLBACK TO job"); }
    void release_savepoint() override { command(release_, "RELEASE job"); }
    [[nodiscard]] bool spoilt() const override { return false; }

    // One process has the folder: there is nobody else to tell or to wait for.
    void notify(std::string_view) override {}
    void lock_schema() override {}
    void unlock_schema() noexcept override {}
    void tidy() override { script("PRAGMA wal_checkpoint(TRUNCATE)"); }

private:
    void command(std::unique_ptr<Statement>& kept, const char* sql) {
        if (!kept) kept = prepare(sql);
        kept->reset();
        kept->next();
        kept->reset();
    }

    sqlite3* handle_ = nullptr;
    std::unique_ptr<Statement> begin_write_, begin_read_, commit_, savepoint_, rollback_to_, release_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path, DbMode mode) {
    return std::make_unique<SqliteConnection>(path, mode);
}

}  // namespace bz::server
