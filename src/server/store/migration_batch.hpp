// The schema's step for community workers: mandates, and the rows of their lists.
#pragma once

namespace bz::server {

inline constexpr const char* step_batch = R"sql(
-- Who may fetch medicine for whom, as a signed paper says that staff have seen. The paper stays with the hospital.
CREATE TABLE mandates(
  id TEXT PRIMARY KEY, hospital_id TEXT NOT NULL, worker_id TEXT NOT NULL REFERENCES staff(id),
  account_id TEXT NOT NULL REFERENCES accounts(id), person_id TEXT NOT NULL REFERENCES people(id), phone_sealed BLOB,
  signed_on TEXT NOT NULL, ends_on TEXT NOT NULL, recorded_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  ended_at INTEGER, ended_by TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX mandates_hospital ON mandates(hospital_id, created_at);
CREATE INDEX mandates_worker ON mandates(worker_id, created_at);
CREATE INDEX mandates_account ON mandates(account_id, created_at);
CREATE UNIQUE INDEX mandates_one_live ON mandates(worker_id, person_id) WHERE ended_at IS NULL;

-- One refill for one person: what it is, what was said on the phone, what became of it.
CREATE TABLE batch_rows(
  id TEXT PRIMARY KEY, mandate_id TEXT NOT NULL REFERENCES mandates(id), state TEXT NOT NULL,
  content_sealed BLOB NOT NULL, read_sealed BLOB, calls INTEGER NOT NULL, called_at INTEGER, advice TEXT NOT NULL,
  failure TEXT NOT NULL, visit_id TEXT REFERENCES visits(id), created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX batch_rows_mandate ON batch_rows(mandate_id, created_at);

-- Collected by the holder of a mandate.
ALTER TABLE pickups ADD COLUMN mandate_id TEXT;
-- Staff look for the one whose name stands on a paper.
CREATE INDEX people_number ON people(number_hash);
)sql";

}  // namespace bz::server
