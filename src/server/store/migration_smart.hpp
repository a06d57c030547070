// The schema's step for signing in with an account that a patient has at the hospital (SMART App Launch).
#pragma once

namespace bz::server {

inline constexpr const char* step_smart = R"sql(
-- Sign-ins under way elsewhere: what the answer is held against, and then who it was.
CREATE TABLE smart_attempts(
  id TEXT PRIMARY KEY, hospital_id TEXT NOT NULL, state_hash BLOB NOT NULL UNIQUE, browser_hash BLOB NOT NULL UNIQUE,
  begun_sealed BLOB NOT NULL, found_sealed BLOB, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  answered_at INTEGER, found_at INTEGER, taken_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX smart_attempts_expiry ON smart_attempts(expires_at);

-- Whose account here an account elsewhere is.
CREATE TABLE smart_accounts(
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), subject_hash BLOB NOT NULL UNIQUE,
  subject_sealed BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX smart_accounts_account ON smart_accounts(account_id);

ALTER TABLE launch_tokens ADD COLUMN subject_sealed BLOB;
)sql";

}  // namespace bz::server
