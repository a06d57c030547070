// The database's schema as numbered, forward-only steps. Each applied step's checksum is kept, so that an edited step
// or a database newer than this program is refused at start instead of corrupting data.
#pragma once

#include "server/store/db.hpp"

#include <span>

namespace bz::server {

struct Migration {
    int number;
    const char* sql;
    const char* postgres = nullptr;  // only for a step that cannot be said in the words of both (a trigger)
};

[[nodiscard]] std::span<const Migration> migrations();
// Applies what is missing, each in its own transaction. Throws DbError when the history does not fit.
void migrate(Db& db, std::span<const Migration> steps, std::int64_t now_ms);

}  // namespace bz::server
