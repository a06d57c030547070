// The schema's step for names that the log looks up, as it has ids only, and for sessions on devices of several people.
#pragma once

namespace bz::server {

inline constexpr const char* step_names = R"sql(
-- What someone close who helped called themselves. Of an account as long as it is there; else as long as the session's row.
CREATE TABLE family_names(
  help_id TEXT PRIMARY KEY, account_id TEXT REFERENCES accounts(id), name_sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX family_names_account ON family_names(account_id) WHERE account_id IS NOT NULL;

-- On a device that several people use: it ends soon after its last use.
ALTER TABLE sessions ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace bz::server
