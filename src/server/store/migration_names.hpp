// The schema's step for names that the log looks up, as it has ids only.
#pragma once

namespace bz::server {

inline constexpr const char* step_names = R"sql(
-- What someone close who helped called themselves. Of an account as long as it is there; else as long as the session's row.
CREATE TABLE family_names(
  help_id TEXT PRIMARY KEY, account_id TEXT REFERENCES accounts(id), name_sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX family_names_account ON family_names(account_id) WHERE account_id IS NOT NULL;
)sql";

}  // namespace bz::server
