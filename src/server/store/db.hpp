// One SQLite connection with its prepared statements. Owns binding, stepping and error reporting; knows no table.
// A Db belongs to one thread at a time. SQLite's errors are programmer or disk errors here, so they throw DbError.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace bz::server {

struct DbError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Marks bytes that are not text, so that they are stored as a BLOB.
struct Bytes {
    std::string_view value;
};

// A prepared statement in use. Gives itself back to its Db at the end of its scope.
class Query {
public:
    Query(sqlite3_stmt* statement, bool* busy) : statement_(statement), busy_(busy) {}
    Query(Query&& other) noexcept;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view text);
    void bind(int index, Bytes bytes);
    void bind_null(int index);
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

    bool next();  // true while there is a row
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;  // also the bytes of a BLOB
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const;
    [[nodiscard]] std::optional<std::string> maybe_text(int column) const;

private:
    sqlite3_stmt* statement_;
    bool* busy_;  // null for a statement that is finalised with the query
};

class Db {
public:
    enum class Mode { writer, reader };

    Db(const std::string& path, Mode mode);
    Db(const Db&) = delete;
    Db& operator=(const Db&) = delete;
    ~Db();

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
    void script(const std::string& sql);  // several statements, uncached
    [[nodiscard]] int changes() const;
    [[nodiscard]] std::int64_t last_row() const;

private:
    struct Cached {
        sqlite3_stmt* statement = nullptr;
        bool busy = false;
    };
    Query prepare(const char* sql);
    sqlite3_stmt* compile(const char* sql);

    sqlite3* handle_ = nullptr;
    std::unordered_map<const void*, Cached> cache_;
};

}  // namespace bz::server
