#include "server/store/smart.hpp"

namespace bz::server::store {

namespace {

// Of the row that the query names, if it names one.
std::optional<SmartAttemptRow> attempt(Store& s, Query named) {
    if (!named.next()) return std::nullopt;
    Query q = s.db.query(
        "SELECT id, hospital_id, begun_sealed, browser_hash, created_at, expires_at, answered_at, found_sealed,"
        " found_at, taken_at FROM smart_attempts WHERE id=?",
        named.text(0));
    if (!q.next()) return std::nullopt;
    SmartAttemptRow row;
    row.id = q.text(0);
    row.hospital_id = q.text(1);
    row.begun = s.sealer.open(q.text(2), {"smart_attempts", row.id, "begun"});
    row.browser_hash = q.text(3);
    row.created_at = q.integer(4);
    row.expires_at = q.integer(5);
    row.answered_at = q.integer(6);
    if (!q.is_null(7)) row.found = s.sealer.open(q.text(7), {"smart_attempts", row.id, "found"});
    row.found_at = q.integer(8);
    row.taken_at = q.integer(9);
    return row;
}

std::string subject_index(const Store& s, std::string_view subject) {
    return s.sealer.blind_index("smart_subject", subject);
}

}  // namespace

void insert_smart_attempt(Store& s, const SmartAttemptRow& row, std::string_view state, std::string_view browser) {
    s.db.run(
        "INSERT INTO smart_attempts(id, hospital_id, state_hash, browser_hash, begun_sealed, created_at, expires_at)"
        " VALUES(?,?,?,?,?,?,?)",
        row.id, row.hospital_id, Bytes{hash_token(state)}, Bytes{hash_token(browser)},
        Bytes{s.sealer.seal(row.begun, {"smart_attempts", row.id, "begun"})}, row.created_at, row.expires_at);
}

std::optional<SmartAttemptRow> smart_attempt_by_state(Store& s, std::string_view state) {
    const std::string hash = hash_token(state);
    return attempt(s, s.db.query("SELECT id FROM smart_attempts WHERE state_hash=?", Bytes{hash}));
}

std::optional<SmartAttemptRow> smart_attempt_by_browser(Store& s, std::string_view browser) {
    const std::string hash = hash_token(browser);
    return attempt(s, s.db.query("SELECT id FROM smart_attempts WHERE browser_hash=?", Bytes{hash}));
}

void answer_smart_attempt(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE smart_attempts SET answered_at=? WHERE id=?", now, id);
}

void find_smart_attempt(Store& s, std::string_view id, std::string_view found, Instant now) {
    s.db.run("UPDATE smart_attempts SET found_sealed=?, found_at=? WHERE id=?",
             Bytes{s.sealer.seal(found, {"smart_attempts", id, "found"})}, now, id);
}

void take_smart_attempt(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE smart_attempts SET taken_at=? WHERE id=?", now, id);
}

void forget_smart_attempts(Store& s, Instant before) {
    s.db.run("DELETE FROM smart_attempts WHERE expires_at<?", before);
}

std::string smart_subject(std::string_view hospital_id, std::string_view issuer, std::string_view name) {
    std::string subject;
    for (const std::string_view part : {hospital_id, issuer, name}) subject.append(part).push_back('\n');
    return subject;
}

std::string account_of_subject(Store& s, std::string_view subject) {
    const std::string index = subject_index(s, subject);
    Query q = s.db.query("SELECT account_id FROM smart_accounts WHERE subject_hash=?", Bytes{index});
    return q.next() ? q.text(0) : std::string{};
}

void link_subject(Store& s, std::string_view subject, std::string_view account_id, Instant now) {
    const std::string id = random_id("sma");
    s.db.run("INSERT INTO smart_accounts(id, account_id, subject_hash, subject_sealed, created_at) VALUES(?,?,?,?,?)",
             id, account_id, Bytes{subject_index(s, subject)},
             Bytes{s.sealer.seal(subject, {"smart_accounts", id, "subject"})}, now);
}

void forget_subjects(Store& s, std::string_view account_id) {
    s.db.run("DELETE FROM smart_accounts WHERE account_id=?", account_id);
}

}  // namespace bz::server::store
