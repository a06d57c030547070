// The store's SQL is written once, in SQLite's words; this says it in PostgreSQL's. It knows only what the two spell
// differently and the store uses: placeholders, column types, row ids, table options.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bz::server {

// `?` and `?2` become $1 and $2; `parameters` is told the highest number.
[[nodiscard]] std::string postgres_query(std::string_view sql, std::size_t* parameters = nullptr);
// CREATE and ALTER TABLE, too: types, identity columns, no STRICT and WITHOUT ROWID.
[[nodiscard]] std::string postgres_schema(std::string_view sql);

// Text that PostgreSQL can store: what is no UTF-8, or a NUL, becomes U+FFFD.
[[nodiscard]] std::string postgres_text(std::string_view text);

}  // namespace bz::server
