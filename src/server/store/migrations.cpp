#include "server/store/migrations.hpp"

#include "server/store/migration_batch.hpp"
#include "server/store/migration_files.hpp"
#include "server/store/migration_help.hpp"
#include "server/store/migration_mandate_paper.hpp"
#include "server/store/migration_names.hpp"
#include "server/store/migration_papers.hpp"
#include "server/store/migration_people.hpp"
#include "server/store/migration_smart.hpp"
#include "server/store/seal.hpp"

namespace bz::server {

namespace {

// Never edit a released step: add the next one. Columns named *_sealed hold Sealer::seal output, *_hash keyed or plain
// hashes, *_at milliseconds since 1970.
constexpr const char* step_1 = R"sql(
CREATE TABLE accounts(
  id TEXT PRIMARY KEY, phone_hash BLOB NOT NULL UNIQUE, phone_sealed BLOB NOT NULL, terms_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE sms_codes(
  id TEXT PRIMARY KEY, phone_hash BLOB NOT NULL, phone_sealed BLOB NOT NULL, code_hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, used_at INTEGER,
  created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sms_codes_phone ON sms_codes(phone_hash, created_at);

CREATE TABLE sessions(
  id TEXT PRIMARY KEY, token_hash BLOB NOT NULL UNIQUE, account_id TEXT NOT NULL REFERENCES accounts(id),
  created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  ended_at INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE people(
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), relationship TEXT NOT NULL,
  document_type TEXT NOT NULL, name_sealed BLOB NOT NULL, number_hash BLOB NOT NULL, number_sealed BLOB NOT NULL,
  born_on TEXT, sex TEXT, verified INTEGER NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE(account_id, number_hash)) STRICT, WITHOUT ROWID;

CREATE TABLE uploads(
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), length INTEGER NOT NULL,
  received INTEGER NOT NULL, file TEXT NOT NULL UNIQUE, file_bytes INTEGER NOT NULL, metadata_sealed BLOB,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0,
  CHECK(received <= length)) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_account ON uploads(account_id);
CREATE INDEX uploads_expiry ON uploads(used, expires_at);

CREATE TABLE identity_checks(
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id),
  person_id TEXT NOT NULL REFERENCES people(id), method TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
  document_upload_id TEXT REFERENCES uploads(id), created_at INTEGER NOT NULL, decided_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX identity_checks_account ON identity_checks(account_id, created_at);
CREATE INDEX identity_checks_person ON identity_checks(person_id, created_at);
CREATE INDEX identity_checks_state ON identity_checks(state, created_at);

CREATE TABLE consents(
  seq INTEGER PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), purpose TEXT NOT NULL,
  version INTEGER NOT NULL, given INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX consents_account ON consents(account_id, purpose, seq);

CREATE TABLE records(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account_id TEXT NOT NULL REFERENCES accounts(id),
  person_id TEXT NOT NULL REFERENCES people(id), upload_id TEXT NOT NULL UNIQUE REFERENCES uploads(id),
  kind TEXT NOT NULL, title_sealed BLOB NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL, deleted_at INTEGER) STRICT;
CREATE INDEX records_account ON records(account_id, seq);

CREATE TABLE payments(
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), purpose TEXT NOT NULL,
  subject_id TEXT NOT NULL, state TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK(amount_fen >= 0),
  refund_fen INTEGER NOT NULL DEFAULT 0 CHECK(refund_fen BETWEEN 0 AND amount_fen), lang TEXT NOT NULL,
  created_at INTEGER NOT NULL, paid_at INTEGER, refund_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX payments_state ON payments(state, refund_at);

CREATE TABLE visits(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account_id TEXT NOT NULL REFERENCES accounts(id),
  person_id TEXT NOT NULL REFERENCES people(id), kind TEXT NOT NULL, state TEXT NOT NULL, lang TEXT NOT NULL,
  draft_sealed BLOB NOT NULL, fee_fen INTEGER NOT NULL, insured_fen INTEGER NOT NULL, doctor TEXT,
  payment_id TEXT REFERENCES payments(id), created_at INTEGER NOT NULL, submitted_at INTEGER, queued_at INTEGER,
  accepted_at INTEGER, ended_at INTEGER, termination_reason TEXT, ending_sealed BLOB) STRICT;
CREATE INDEX visits_account ON visits(account_id, seq);
CREATE INDEX visits_queue ON visits(state, queued_at);
-- A second draft of the same kind for the same person would only confuse: there is one.
CREATE UNIQUE INDEX visits_one_draft ON visits(person_id, kind) WHERE state = 'draft';

CREATE TABLE messages(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visit_id TEXT NOT NULL REFERENCES visits(id),
  sender TEXT NOT NULL, text_sealed BLOB NOT NULL, by_name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX messages_visit ON messages(visit_id, seq);

CREATE TABLE prescriptions(
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits(id), account_id TEXT NOT NULL REFERENCES accounts(id),
  state TEXT NOT NULL, doctor_name TEXT NOT NULL, pharmacist_name TEXT, items_sealed BLOB NOT NULL,
  signed_at INTEGER NOT NULL, valid_until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX prescriptions_visit ON prescriptions(visit_id, signed_at);
CREATE INDEX prescriptions_state ON prescriptions(state, signed_at);

CREATE TABLE quotes(
  id TEXT PRIMARY KEY, prescription_id TEXT NOT NULL REFERENCES prescriptions(id),
  account_id TEXT NOT NULL REFERENCES accounts(id), body_sealed BLOB NOT NULL,
  expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX quotes_prescription ON quotes(prescription_id, expires_at);

CREATE TABLE orders(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account_id TEXT NOT NULL REFERENCES accounts(id),
  visit_id TEXT NOT NULL REFERENCES visits(id), prescription_id TEXT NOT NULL REFERENCES prescriptions(id),
  quote_id TEXT NOT NULL REFERENCES quotes(id), fulfilment TEXT NOT NULL, state TEXT NOT NULL, address_sealed BLOB,
  payment_id TEXT NOT NULL REFERENCES payments(id), pickup_code_sealed BLOB, hospital_code_sealed BLOB,
  courier_phone TEXT, created_at INTEGER NOT NULL, moved_at INTEGER NOT NULL) STRICT;
CREATE INDEX orders_account ON orders(account_id, seq);
CREATE INDEX orders_state ON orders(state, moved_at);
CREATE INDEX orders_visit ON orders(visit_id);
-- Medicine must never be dispensed twice on one prescription.
CREATE UNIQUE INDEX orders_one_live ON orders(prescription_id) WHERE state NOT IN ('cancelled', 'refunded');

CREATE TABLE tracking(
  seq INTEGER PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders(id), code TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;
CREATE INDEX tracking_order ON tracking(order_id, seq);

CREATE TABLE events(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;
CREATE INDEX events_account ON events(account_id, seq);

CREATE TABLE idempotency(
  scope TEXT NOT NULL, key_hash BLOB NOT NULL, fingerprint BLOB NOT NULL, status INTEGER NOT NULL,
  location TEXT NOT NULL, body_sealed BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(scope, key_hash)) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency(at);
)sql";

constexpr const char* step_2 = R"sql(
-- Something sealed with this database's key, to tell a wrong key at start.
CREATE TABLE key_check(id INTEGER PRIMARY KEY CHECK(id = 1), sealed BLOB NOT NULL) STRICT;
)sql";

constexpr const char* step_3 = R"sql(
-- Several hospitals on one server. Rows from before belong to the example hospital, the only one there was.
ALTER TABLE accounts ADD COLUMN hospital_id TEXT NOT NULL DEFAULT 'qinglan';
ALTER TABLE sms_codes ADD COLUMN hospital_id TEXT NOT NULL DEFAULT 'qinglan';
ALTER TABLE identity_checks ADD COLUMN hospital_id TEXT NOT NULL DEFAULT 'qinglan';
ALTER TABLE visits ADD COLUMN hospital_id TEXT NOT NULL DEFAULT 'qinglan';
ALTER TABLE prescriptions ADD COLUMN hospital_id TEXT NOT NULL DEFAULT 'qinglan';
ALTER TABLE orders ADD COLUMN hospital_id TEXT NOT NULL DEFAULT 'qinglan';
ALTER TABLE payments ADD COLUMN hospital_id TEXT NOT NULL DEFAULT 'qinglan';
CREATE INDEX identity_checks_hospital ON identity_checks(hospital_id, state, created_at);
CREATE INDEX visits_hospital ON visits(hospital_id, state, queued_at);
CREATE INDEX prescriptions_hospital ON prescriptions(hospital_id, state, signed_at);
CREATE INDEX orders_hospital ON orders(hospital_id, state, moved_at);
CREATE INDEX payments_hospital ON payments(hospital_id, state, refund_at);

-- Whose medicine and money it is, so that carers may see it.
ALTER TABLE prescriptions ADD COLUMN person_id TEXT NOT NULL DEFAULT '';
ALTER TABLE quotes ADD COLUMN person_id TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN person_id TEXT NOT NULL DEFAULT '';
ALTER TABLE payments ADD COLUMN person_id TEXT NOT NULL DEFAULT '';
UPDATE prescriptions SET person_id=(SELECT v.person_id FROM visits v WHERE v.id=prescriptions.visit_id);
UPDATE quotes SET person_id=(SELECT p.person_id FROM prescriptions p WHERE p.id=quotes.prescription_id);
UPDATE orders SET person_id=(SELECT v.person_id FROM visits v WHERE v.id=orders.visit_id);
UPDATE payments SET person_id=coalesce((SELECT v.person_id FROM visits v WHERE v.id=payments.subject_id),
  (SELECT o.person_id FROM orders o WHERE o.id=payments.subject_id), '');

CREATE TABLE staff(
  id TEXT PRIMARY KEY, hospital_id TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, role TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE, created_at INTEGER NOT NULL, ended_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX staff_hospital ON staff(hospital_id, created_at);

CREATE TABLE carers(
  id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), owner_id TEXT NOT NULL REFERENCES accounts(id),
  account_id TEXT REFERENCES accounts(id), relationship TEXT NOT NULL, code_hash BLOB NOT NULL, state TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, code_expires_at INTEGER NOT NULL, accepted_at INTEGER,
  ended_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX carers_account ON carers(account_id, state);
CREATE INDEX carers_person ON carers(person_id, state);
CREATE INDEX carers_owner ON carers(owner_id);
CREATE INDEX carers_code ON carers(code_hash);

CREATE TABLE audit(
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, hospital_id TEXT NOT NULL, actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL, account_id TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,
  hash BLOB NOT NULL) STRICT;
CREATE INDEX audit_account ON audit(account_id, seq);
CREATE INDEX audit_hospital ON audit(hospital_id, seq);
)sql";

constexpr const char* step_4 = R"sql(
-- What patients say about their care.
CREATE TABLE ratings(
  visit_id TEXT PRIMARY KEY REFERENCES visits(id), account_id TEXT NOT NULL REFERENCES accounts(id),
  hospital_id TEXT NOT NULL, doctor_name TEXT NOT NULL, stars INTEGER NOT NULL CHECK(stars BETWEEN 1 AND 5),
  text_sealed BLOB NOT NULL, given_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX ratings_hospital ON ratings(hospital_id, given_at);

CREATE TABLE complaints(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account_id TEXT NOT NULL REFERENCES accounts(id),
  hospital_id TEXT NOT NULL, visit_id TEXT REFERENCES visits(id), state TEXT NOT NULL, day INTEGER NOT NULL,
  place INTEGER NOT NULL, created_at INTEGER NOT NULL, moved_at INTEGER NOT NULL,
  UNIQUE(hospital_id, day, place)) STRICT;
CREATE INDEX complaints_account ON complaints(account_id, seq);
CREATE INDEX complaints_hospital ON complaints(hospital_id, state, seq);

CREATE TABLE complaint_lines(
  seq INTEGER PRIMARY KEY, complaint_id TEXT NOT NULL REFERENCES complaints(id), sender TEXT NOT NULL,
  text_sealed BLOB NOT NULL, by_name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX complaint_lines_complaint ON complaint_lines(complaint_id, seq);
)sql";

constexpr const char* step_5 = R"sql(
-- Pharmacies and what they have. A pack is a week's supply; `reserved` packs are kept for orders.
CREATE TABLE pharmacies(
  hospital_id TEXT NOT NULL, id TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, place_zh TEXT NOT NULL,
  place_en TEXT NOT NULL, PRIMARY KEY(hospital_id, id)) STRICT, WITHOUT ROWID;

CREATE TABLE stock(
  seq INTEGER PRIMARY KEY, hospital_id TEXT NOT NULL, pharmacy_id TEXT NOT NULL, medicine TEXT NOT NULL,
  specification TEXT NOT NULL, packs INTEGER NOT NULL CHECK(packs >= 0),
  reserved INTEGER NOT NULL CHECK(reserved BETWEEN 0 AND packs), week_price_fen INTEGER NOT NULL,
  pooled_percent INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE(hospital_id, pharmacy_id, medicine, specification),
  FOREIGN KEY(hospital_id, pharmacy_id) REFERENCES pharmacies(hospital_id, id)) STRICT;

CREATE TABLE stock_holds(
  order_id TEXT NOT NULL REFERENCES orders(id), stock_seq INTEGER NOT NULL REFERENCES stock(seq),
  packs INTEGER NOT NULL CHECK(packs > 0), state TEXT NOT NULL CHECK(state IN ('held', 'given_back', 'handed_over')),
  PRIMARY KEY(order_id, stock_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE refunds(
  id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payments(id), hospital_id TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK(amount_fen > 0), reason_sealed BLOB NOT NULL, created_at INTEGER NOT NULL,
  settled_at INTEGER) STRICT, WITHOUT ROWID;
-- One refund of a payment at a time.
CREATE UNIQUE INDEX refunds_one_open ON refunds(payment_id) WHERE settled_at IS NULL;

CREATE TABLE pickups(
  order_id TEXT PRIMARY KEY REFERENCES orders(id), staff_id TEXT NOT NULL, at INTEGER NOT NULL,
  proxy_name_sealed BLOB) STRICT, WITHOUT ROWID;

ALTER TABLE orders ADD COLUMN tracking_number_sealed BLOB;
ALTER TABLE orders ADD COLUMN pickup_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE prescriptions ADD COLUMN assessment_sealed BLOB;
ALTER TABLE prescriptions ADD COLUMN return_reason_sealed BLOB;
)sql";

constexpr const char* step_6 = R"sql(
-- Telling the hospitals' own systems of changes.
CREATE TABLE webhooks(
  id TEXT PRIMARY KEY, hospital_id TEXT NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL, secret_sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL, ended_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX webhooks_hospital ON webhooks(hospital_id);

CREATE TABLE outbox(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL, target TEXT NOT NULL,
  hospital_id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, body_sealed BLOB, at INTEGER NOT NULL,
  due_at INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, last_status INTEGER, expires_at INTEGER,
  done_at INTEGER) STRICT;
CREATE INDEX outbox_due ON outbox(due_at) WHERE state = 'pending';
CREATE INDEX outbox_order ON outbox(target, subject, seq) WHERE state = 'pending';
CREATE INDEX outbox_hospital ON outbox(hospital_id, state, seq);
CREATE INDEX outbox_done ON outbox(state, done_at);
)sql";

// Devices, address books, guardians.
constexpr const char* step_7 = R"sql(
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_account ON sessions(account_id, created_at);

CREATE TABLE addresses(
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), address_sealed BLOB NOT NULL,
  is_default INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_account ON addresses(account_id, created_at);

CREATE TABLE carer_code_tries(
  seq INTEGER PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), at INTEGER NOT NULL) STRICT;
CREATE INDEX carer_code_tries_account ON carer_code_tries(account_id, at);

CREATE TABLE guardianships(
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), hospital_id TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES people(id), guardian_id TEXT NOT NULL REFERENCES people(id), basis TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', document_upload_id TEXT REFERENCES uploads(id),
  created_at INTEGER NOT NULL, decided_at INTEGER, ended_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX guardianships_account ON guardianships(account_id, created_at);
CREATE INDEX guardianships_hospital ON guardianships(hospital_id, state, created_at);
-- One answer to who the guardian is, at any time.
CREATE UNIQUE INDEX guardianships_one_live ON guardianships(person_id) WHERE state IN ('pending', 'verified');
)sql";

constexpr const char* step_9 = R"sql(
-- Whose visit it is: a doctor's id, or - when that doctor gave it back.
ALTER TABLE visits ADD COLUMN assigned_to TEXT;
CREATE INDEX visits_assigned ON visits(hospital_id, state, assigned_to);

-- What hospitals' own systems report: the gateway's references, and earlier care.
ALTER TABLE payments ADD COLUMN reference TEXT;
CREATE UNIQUE INDEX payments_reference ON payments(hospital_id, reference) WHERE reference IS NOT NULL;
ALTER TABLE refunds ADD COLUMN reference TEXT;
CREATE TABLE earlier_care(
  person_id TEXT PRIMARY KEY REFERENCES people(id), body_sealed BLOB NOT NULL,
  updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* step_11 = R"sql(
-- Staff of one pharmacy; empty: of all of the hospital's.
ALTER TABLE staff ADD COLUMN pharmacy_id TEXT NOT NULL DEFAULT '';
)sql";

constexpr const char* step_13 = R"sql(
-- A journey that goes on on another device: what was entered, for minutes.
CREATE TABLE hand_overs(
  id TEXT PRIMARY KEY, hospital_id TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES accounts(id),
  code_hash BLOB NOT NULL UNIQUE, draft_sealed BLOB NOT NULL, created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX hand_overs_account ON hand_overs(account_id);
CREATE TABLE hand_over_tries(seq INTEGER PRIMARY KEY, hospital_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX hand_over_tries_hospital ON hand_over_tries(hospital_id, at);
)sql";

constexpr const char* step_14 = R"sql(
-- Wrong codes of every kind in one place; they are counted for minutes, so none is carried over.
DROP TABLE carer_code_tries;
DROP TABLE help_code_tries;
DROP TABLE hand_over_tries;
CREATE TABLE code_tries(seq INTEGER PRIMARY KEY, typed_by TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX code_tries_by ON code_tries(typed_by, at);
)sql";

constexpr Migration steps[] = {{1, step_1},           {2, step_2},       {3, step_3},
                               {4, step_4},           {5, step_5},       {6, step_6},
                               {7, step_7},           {8, step_files},   {9, step_9},
                               {10, step_people},     {11, step_11},     {12, step_help},
                               {13, step_13},         {14, step_14},     {15, step_smart},
                               {16, step_batch},      {17, step_family}, {18, step_papers},
                               {19, step_help_error}, {20, step_names},  {21, step_mandate_paper}};

}  // namespace

std::span<const Migration> migrations() { return steps; }

static std::string checksum(const Migration& step) {
    return hash_hex(step.postgres ? std::string(step.sql) + step.postgres : step.sql, 32);
}

void migrate(Db& db, std::span<const Migration> wanted, std::int64_t now_ms) {
    db.script(
        "CREATE TABLE IF NOT EXISTS migrations(number INTEGER PRIMARY KEY, checksum TEXT NOT NULL,"
        " applied_at INTEGER NOT NULL) STRICT");
    std::size_t applied = 0;
    {
        Query history = db.query("SELECT number, checksum FROM migrations ORDER BY number");
        while (history.next()) {
            if (applied >= wanted.size() || history.integer(0) != wanted[applied].number)
                throw DbError("the database is newer than this program");
            if (history.text(1) != checksum(wanted[applied]))
                throw DbError("migration " + std::to_string(history.integer(0)) + " was changed after it was applied");
            ++applied;
        }
    }
    for (const Migration& step : wanted.subspan(applied)) {
        db.begin_write();
        try {
            db.script(step.postgres && db.is_postgres() ? step.postgres : step.sql);
            db.run("INSERT INTO migrations(number, checksum, applied_at) VALUES(?,?,?)", step.number, checksum(step),
                   now_ms);
            db.commit();
        } catch (const DbError&) {
            db.rollback();
            throw;
        }
    }
}

}  // namespace bz::server
