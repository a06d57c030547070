// The schema's step for files: what a finished upload holds, records of several pages, attachments and read marks.
#pragma once

namespace bz::server {

inline constexpr const char* step_files = R"sql(
-- What is kept of a finished upload, once it was looked at. NULL while it was not.
ALTER TABLE uploads ADD COLUMN content_file TEXT;
ALTER TABLE uploads ADD COLUMN content_bytes INTEGER;
ALTER TABLE uploads ADD COLUMN media_type TEXT;
ALTER TABLE uploads ADD COLUMN preview_file TEXT;
ALTER TABLE uploads ADD COLUMN preview_bytes INTEGER;
ALTER TABLE uploads ADD COLUMN duration_ms INTEGER;
-- Sent by the hospital into a patient's visit.
ALTER TABLE uploads ADD COLUMN visit_id TEXT REFERENCES visits(id);
UPDATE uploads SET content_file=file, content_bytes=length,
  media_type=(SELECT r.media_type FROM records r WHERE r.upload_id=uploads.id)
  WHERE id IN (SELECT upload_id FROM records);

ALTER TABLE records ADD COLUMN issued_on TEXT;
ALTER TABLE records ADD COLUMN hospital_sealed BLOB;
CREATE TABLE record_pages(
  record_id TEXT NOT NULL REFERENCES records(id), page INTEGER NOT NULL,
  upload_id TEXT NOT NULL UNIQUE REFERENCES uploads(id), PRIMARY KEY(record_id, page)) STRICT, WITHOUT ROWID;
INSERT INTO record_pages(record_id, page, upload_id) SELECT id, 1, upload_id FROM records;

ALTER TABLE messages ADD COLUMN upload_id TEXT REFERENCES uploads(id);
-- How far each side of a visit ('patient', 'desk') has read.
CREATE TABLE read_marks(
  visit_id TEXT NOT NULL REFERENCES visits(id), side TEXT NOT NULL, message_seq INTEGER NOT NULL,
  message_id TEXT NOT NULL, PRIMARY KEY(visit_id, side)) STRICT, WITHOUT ROWID;
)sql";

}  // namespace bz::server
