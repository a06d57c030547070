// The schema's step for help beside the patient, and for who looks at an identity check.
#pragma once

namespace bz::server {

inline constexpr const char* step_help = R"sql(
-- That help was asked for and given, never what was shown or said.
CREATE TABLE help_sessions(
  id TEXT PRIMARY KEY, hospital_id TEXT NOT NULL, account_id TEXT REFERENCES accounts(id), kind TEXT NOT NULL,
  state TEXT NOT NULL, token_hash BLOB NOT NULL, code_hash BLOB, phone_sealed BLOB, elder INTEGER NOT NULL,
  language TEXT NOT NULL, screen TEXT NOT NULL, field TEXT NOT NULL, seconds INTEGER NOT NULL,
  helper_id TEXT REFERENCES staff(id), created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  joined_at INTEGER, ended_at INTEGER, ended_by TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX help_sessions_queue ON help_sessions(hospital_id, state, created_at);
CREATE INDEX help_sessions_account ON help_sessions(account_id) WHERE account_id IS NOT NULL;
-- One waiting session to a code, so that nobody joins another one's.
CREATE UNIQUE INDEX help_sessions_code ON help_sessions(hospital_id, code_hash) WHERE state='waiting';

CREATE TABLE help_code_tries(
  seq INTEGER PRIMARY KEY, staff_id TEXT NOT NULL REFERENCES staff(id), at INTEGER NOT NULL) STRICT;
CREATE INDEX help_code_tries_staff ON help_code_tries(staff_id, at);

-- When staff first looked, and who has it in hand since when.
ALTER TABLE identity_checks ADD COLUMN opened_at INTEGER;
ALTER TABLE identity_checks ADD COLUMN held_by TEXT;
ALTER TABLE identity_checks ADD COLUMN held_at INTEGER;
)sql";

inline constexpr const char* step_family = R"sql(
-- Help by someone close, who followed a link: the name that they gave and their side's token. A used link is told from a
-- wrong one.
ALTER TABLE help_sessions ADD COLUMN family_name_sealed BLOB;
ALTER TABLE help_sessions ADD COLUMN family_token_hash BLOB;
CREATE INDEX help_sessions_link ON help_sessions(code_hash) WHERE kind='link';
)sql";

inline constexpr const char* step_help_error = R"sql(
-- Which of the app's own errors someone had before asking, as the key of its text.
ALTER TABLE help_sessions ADD COLUMN error TEXT NOT NULL DEFAULT '';
-- A session of someone who signed in later has its first lines under no account.
CREATE INDEX audit_help ON audit(account_id, object) WHERE substr(action,1,5)='help.';
)sql";

}  // namespace bz::server
