// The schema's step for documents of other countries, portals, and accounts that were deleted.
#pragma once

namespace bz::server {

inline constexpr const char* step_people = R"sql(
ALTER TABLE people ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN expires_on TEXT NOT NULL DEFAULT '';

CREATE TABLE launch_tokens(
  id TEXT PRIMARY KEY, hospital_id TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE, origin TEXT NOT NULL,
  phone_sealed BLOB NOT NULL, language TEXT NOT NULL, entry TEXT NOT NULL, created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, used_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX launch_tokens_expiry ON launch_tokens(expires_at);

-- Deleted by the owner; erased once the law asks for nothing more.
ALTER TABLE accounts ADD COLUMN deleted_at INTEGER;
ALTER TABLE accounts ADD COLUMN erased_at INTEGER;
CREATE INDEX accounts_closed ON accounts(deleted_at) WHERE deleted_at IS NOT NULL;
ALTER TABLE uploads ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace bz::server
