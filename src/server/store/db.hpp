// One database connection with its prepared statements: SQLite for a file name, PostgreSQL for an address of the form
// postgres://… The SQL is the same for both. Owns binding and stepping; knows no table. A Db belongs to one thread at a
// time. The database's errors are programmer, disk or network errors here, so they throw DbError.
#pragma once

#include "server/store/backend.hpp"

#include <optional>
#include <unordered_map>

namespace bz::server {

// Marks bytes that are not text, so that they are stored as a BLOB.
struct Bytes {
    std::string_view value;
};

// A prepared statement in use. Gives itself back to its Db at the end of its scope.
class Query {
public:
    Query(Statement* statement, bool* busy) : statement_(statement), busy_(busy) {}
    explicit Query(std::unique_ptr<Statement> own) : statement_(own.get()), own_(std::move(own)) {}
    Query(Query&& other) noexcept;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    void bind(int index, std::int64_t value) { statement_->bind_integer(index, value); }
    void bind(int index, std::string_view text) { statement_->bind_text(index, text); }
    void bind(int index, Bytes bytes) { statement_->bind_bytes(index, bytes.value); }
    void bind_null(int index) { statement_->bind_null(index); }
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value)
            bind(index, *value);
        else
            bind_null(index);
    }
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, bool value) { bind(index, std::int64_t{value}); }
    void bind(int index, const std::string& text) { bind(index, std::string_view(text)); }
    void bind(int index, const char* text) { bind(index, std::string_view(text)); }

    bool next() { return statement_->next(); }  // true while there is a row
    [[nodiscard]] std::int64_t integer(int column) const { return statement_->integer(column); }
    [[nodiscard]] std::string text(int column) const { return statement_->text(column); }  // also the bytes of a BLOB
    [[nodiscard]] bool is_null(int column) const { return statement_->is_null(column); }
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const;
    [[nodiscard]] std::optional<std::string> maybe_text(int column) const;

private:
    Statement* statement_;
    bool* busy_ = nullptr;
    std::unique_ptr<Statement> own_;  // one that is not in the cache
};

class Db {
public:
    using Mode = DbMode;

    Db(const std::string& place, Mode mode);

    [[nodiscard]] static bool is_address(std::string_view place);  // of a PostgreSQL database
    // True when nothing was ever stored there.
    [[nodiscard]] static bool is_new(const std::string& place);

    [[nodiscard]] bool is_postgres() const { return postgres_; }

    // `sql` must be a string literal: its address is the key of the statement cache.
    template <class... Args>
    Query query(const char* sql, const Args&... args) {
        Query query = prepare(sql);
        int index = 0;
        (query.bind(++index, args), ...);
        return query;
    }
    // Runs to the end and returns the number of rows changed.
    template <class... Args>
    int run(const char* sql, const Args&... args) {
        Query query = this->query(sql, args...);
        while (query.next()) {}
        return changes();
    }
    void script(const std::string& sql) { connection_->script(sql); }  // several statements, uncached
    [[nodiscard]] int changes() const { return connection_->changes(); }

    // A transaction that writes. There is one at a time, over all processes; begin_write() waits for it.
    void begin_write() { connection_->begin_write(); }
    void commit() { connection_->commit(); }
    void rollback() noexcept { connection_->rollback(); }

    // One step of a transaction that can be undone alone.
    void savepoint() { connection_->savepoint(); }
    void rollback_to_savepoint() { connection_->rollback_to_savepoint(); }
    void release_savepoint() { connection_->release_savepoint(); }
    // True when a statement failed since the savepoint in a way that leaves only its rollback.
    [[nodiscard]] bool spoilt() const { return connection_->spoilt(); }

    // When the transaction commits, other processes on the same database hear that the account has news.
    void notify(std::string_view account) { connection_->notify(account); }

    // Around what only one process may do to the schema.
    template <class Work>
    void exclusively(const Work& work) {
        struct Unlock {
            Connection& connection;
            ~Unlock() { connection.unlock_schema(); }
        };
        connection_->lock_schema();
        const Unlock unlock{*connection_};
        work();
    }
    void tidy() { connection_->tidy(); }  // the writer's last words

private:
    friend class Snapshot;
    struct Cached {
        std::unique_ptr<Statement> statement;
        bool busy = false;
    };
    Query prepare(const char* sql);

    bool postgres_;
    std::unique_ptr<Connection> connection_;
    std::unordered_map<const void*, Cached> cache_;  // first to go
};

// While it lives, everything a reader sees is of one moment.
class Snapshot {
public:
    explicit Snapshot(Db& db) : connection_(*db.connection_) { connection_.begin_read(); }
    Snapshot(const Snapshot&) = delete;
    ~Snapshot() { connection_.end_read(); }

private:
    Connection& connection_;
};

}  // namespace bz::server
