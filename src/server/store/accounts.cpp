// Accounts, sign-in codes, sessions.
#include "server/store/retention.hpp"
#include "server/store/store.hpp"

namespace bz::server::store {

// One phone has an account at each hospital. Rows from before there were several belong to the first.
static std::string phone_index(Store& s, std::string_view hospital_id, std::string_view phone) {
    if (hospital_id == "qinglan") return s.sealer.blind_index("phone", phone);
    return s.sealer.blind_index("phone/" + std::string(hospital_id), phone);
}

std::optional<AccountRow> account_by_id(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT phone_sealed, hospital_id FROM accounts WHERE id=?", id);
    if (!q.next()) return std::nullopt;
    return AccountRow{std::string(id), s.sealer.open(q.text(0), {"accounts", id, "phone"}), q.text(1)};
}

bool account_closed(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT 1 FROM accounts WHERE id=? AND deleted_at IS NOT NULL", id);
    return q.next();
}

std::string account_for_phone(Store& s, std::string_view hospital_id, std::string_view phone, int terms_version,
                              Instant now) {
    const std::string index = phone_index(s, hospital_id, phone);
    {
        Query q = s.db.query("SELECT id FROM accounts WHERE phone_hash=?", Bytes{index});
        if (q.next()) {
            const std::string id = q.text(0);
            s.db.run("UPDATE accounts SET terms_version=? WHERE id=?", terms_version, id);
            return id;
        }
    }
    const std::string id = random_id("acc");
    s.db.run(
        "INSERT INTO accounts(id, hospital_id, phone_hash, phone_sealed, terms_version, created_at)"
        " VALUES(?,?,?,?,?,?)",
        id, hospital_id, Bytes{index}, Bytes{s.sealer.seal(phone, {"accounts", id, "phone"})}, terms_version, now);
    return id;
}

// What takes the phone's place is no phone, but all its own: the index is unique.
void forget_phone(Store& s, std::string_view account_id) {
    const auto account = account_by_id(s, account_id);
    if (!account) return;
    s.db.run("DELETE FROM sms_codes WHERE phone_hash=?", Bytes{phone_index(s, account->hospital_id, account->phone)});
    const std::string no_phone = "deleted " + std::string(account_id);
    s.db.run("UPDATE accounts SET phone_hash=?, phone_sealed=? WHERE id=?",
             Bytes{phone_index(s, account->hospital_id, no_phone)},
             Bytes{s.sealer.seal(no_phone, {"accounts", account_id, "phone"})}, account_id);
}

void insert_sms_code(Store& s, const SmsCodeRow& row) {
    s.db.run(
        "INSERT INTO sms_codes(id, hospital_id, phone_hash, phone_sealed, code_hash, expires_at, created_at)"
        " VALUES(?,?,?,?,?,?,?)",
        row.id, row.hospital_id, Bytes{phone_index(s, row.hospital_id, row.phone)},
        Bytes{s.sealer.seal(row.phone, {"sms_codes", row.id, "phone"})}, Bytes{row.code_hash}, row.expires_at,
        row.created_at);
}

static SmsCodeRow sms_code_row(Store& s, Query& q) {
    SmsCodeRow row;
    row.id = q.text(0);
    row.phone = s.sealer.open(q.text(1), {"sms_codes", row.id, "phone"});
    row.code_hash = q.text(2);
    row.expires_at = q.integer(3);
    row.tries = static_cast<int>(q.integer(4));
    row.used = !q.is_null(5);
    row.created_at = q.integer(6);
    row.hospital_id = q.text(7);
    return row;
}

std::optional<SmsCodeRow> sms_code(Store& s, std::string_view id) {
    Query q = s.db.query(
        "SELECT id, phone_sealed, code_hash, expires_at, tries, used_at, created_at, hospital_id FROM sms_codes"
        " WHERE id=?",
        id);
    return q.next() ? std::optional(sms_code_row(s, q)) : std::nullopt;
}

std::optional<SmsCodeRow> newest_sms_code(Store& s, std::string_view hospital_id, std::string_view phone) {
    Query q = s.db.query(
        "SELECT id, phone_sealed, code_hash, expires_at, tries, used_at, created_at, hospital_id FROM sms_codes"
        " WHERE phone_hash=? ORDER BY created_at DESC LIMIT 1",
        Bytes{phone_index(s, hospital_id, phone)});
    return q.next() ? std::optional(sms_code_row(s, q)) : std::nullopt;
}

int count_unused_codes(Store& s, std::string_view hospital_id, std::string_view phone, Instant since) {
    Query q = s.db.query("SELECT count(*) FROM sms_codes WHERE phone_hash=? AND created_at>? AND used_at IS NULL",
                         Bytes{phone_index(s, hospital_id, phone)}, since);
    return q.next() ? static_cast<int>(q.integer(0)) : 0;
}

void count_sms_try(Store& s, std::string_view id) { s.db.run("UPDATE sms_codes SET tries=tries+1 WHERE id=?", id); }
void use_sms_code(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE sms_codes SET used_at=? WHERE id=?", now, id);
}

void insert_session(Store& s, const SessionRow& row, std::string_view token) {
    s.db.run(
        "INSERT INTO sessions(id, token_hash, account_id, created_at, seen_at, expires_at, device, shared)"
        " VALUES(?,?,?,?,?,?,?,?)",
        row.id, Bytes{hash_token(token)}, row.account_id, row.seen_at, row.seen_at, row.expires_at, row.device,
        row.shared);
}

std::optional<SessionRow> session_by_token(Store& s, std::string_view token) {
    const std::string hash = hash_token(token);
    Query q = s.db.query(
        "SELECT s.id, s.account_id, s.seen_at, s.expires_at, a.hospital_id, s.shared FROM sessions s"
        " JOIN accounts a ON a.id=s.account_id WHERE s.token_hash=? AND s.ended_at IS NULL",
        Bytes{hash});
    if (!q.next()) return std::nullopt;
    return SessionRow{q.text(0), q.text(1), q.text(4), q.integer(2), q.integer(3), {}, q.integer(5) != 0};
}

void touch_session(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE sessions SET seen_at=? WHERE id=? AND seen_at<?", now, id, now);
}
void end_session(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE sessions SET ended_at=? WHERE id=?", now, id);
}

}  // namespace bz::server::store
