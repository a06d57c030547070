#include "server/store/db.hpp"

#include <unistd.h>

namespace bz::server {

Query::Query(Query&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), busy_(other.busy_), own_(std::move(other.own_)) {}

Query::~Query() {
    if (!statement_ || own_) return;
    statement_->reset();
    *busy_ = false;
}

std::optional<std::int64_t> Query::maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<std::string> Query::maybe_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

bool Db::is_address(std::string_view place) {
    return place.starts_with("postgres://") || place.starts_with("postgresql://");
}

bool Db::is_new(const std::string& place) {
    if (!is_address(place)) return ::access(place.c_str(), F_OK) != 0;
    Db db(place, Mode::reader);
    Query query = db.query("SELECT to_regclass('key_check') IS NULL");
    return query.next() && query.integer(0) != 0;
}

Db::Db(const std::string& place, Mode mode)
    : postgres_(is_address(place)), connection_(postgres_ ? open_postgres(place, mode) : open_sqlite(place, mode)) {}

Query Db::prepare(const char* sql) {
    Cached& cached = cache_[sql];
    if (cached.busy) return Query(connection_->prepare(sql));  // it is being stepped further up the stack
    if (!cached.statement) cached.statement = connection_->prepare(sql);
    cached.busy = true;
    return Query(cached.statement.get(), &cached.busy);
}

}  // namespace bz::server
