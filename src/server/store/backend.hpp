// What Db needs of a database: the seam between the store and SQLite or PostgreSQL. Each back end reports its failures
// as DbError with names of tables and constraints, never with values.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bz::server {

struct DbError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Statement {
public:
    virtual ~Statement() = default;

    virtual void bind_integer(int index, std::int64_t value) = 0;
    virtual void bind_text(int index, std::string_view text) = 0;
    virtual void bind_bytes(int index, std::string_view bytes) = 0;
    virtual void bind_null(int index) = 0;
    virtual bool next() = 0;
    virtual void reset() noexcept = 0;  // forgets rows and bindings
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual std::string text(int column) const = 0;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
};

class Connection {
public:
    virtual ~Connection() = default;

    [[nodiscard]] virtual std::unique_ptr<Statement> prepare(const char* sql) = 0;
    virtual void script(const std::string& sql) = 0;
    [[nodiscard]] virtual int changes() const = 0;

    virtual void begin_write() = 0;
    virtual void begin_read() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    virtual void end_read() noexcept = 0;
    virtual void savepoint() = 0;
    virtual void rollback_to_savepoint() = 0;
    virtual void release_savepoint() = 0;
    [[nodiscard]] virtual bool spoilt() const = 0;
    virtual void notify(std::string_view account) = 0;
    virtual void lock_schema() = 0;
    virtual void unlock_schema() noexcept = 0;
    virtual void tidy() = 0;
};

enum class DbMode { writer, reader };

[[nodiscard]] std::unique_ptr<Connection> open_sqlite(const std::string& path, DbMode mode);
[[nodiscard]] std::unique_ptr<Connection> open_postgres(const std::string& address, DbMode mode);

}  // namespace bz::server
