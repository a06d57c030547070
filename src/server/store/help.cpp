#include "server/store/help.hpp"

#include "server/store/family_names.hpp"

namespace bz::server::store {

#define HELP_COLUMNS                                                                                           \
    "id, hospital_id, account_id, kind, state, token_hash, code_hash, phone_sealed, elder, language, screen, " \
    "field, seconds, helper_id, created_at, expires_at, joined_at, ended_at, ended_by, family_name_sealed, "   \
    "family_token_hash, error"

static HelpRow help_row(const Store& s, Query& q) {
    HelpRow row;
    row.id = q.text(0);
    row.hospital_id = q.text(1);
    row.account_id = q.text(2);
    row.kind = from_string<domain::HelpKind>(q.text(3)).value();
    row.state = from_string<domain::HelpState>(q.text(4)).value();
    row.token_hash = q.text(5);
    row.code_hash = q.text(6);
    if (!q.is_null(7)) row.phone = s.sealer.open(q.text(7), {"help_sessions", row.id, "phone"});
    row.elder = q.integer(8) != 0;
    row.language = q.text(9);
    row.screen = q.text(10);
    row.field = q.text(11);
    row.seconds = static_cast<int>(q.integer(12));
    row.helper_id = q.text(13);
    row.created_at = q.integer(14);
    row.expires_at = q.integer(15);
    row.joined_at = q.integer(16);
    row.ended_at = q.integer(17);
    row.ended_by = from_string<domain::HelpEnder>(q.text(18));
    if (!q.is_null(19)) row.family_name = s.sealer.open(q.text(19), {"help_sessions", row.id, "family_name"});
    row.family_token_hash = q.text(20);
    row.error = q.text(21);
    return row;
}

static std::vector<HelpRow> listed(const Store& s, Query q) {
    std::vector<HelpRow> list;
    while (q.next()) list.push_back(help_row(s, q));
    return list;
}

static std::optional<std::string> sealed_phone(const Store& s, const HelpRow& row) {
    if (row.phone.empty()) return std::nullopt;
    return s.sealer.seal(row.phone, {"help_sessions", row.id, "phone"});
}

static std::optional<std::string> sealed_name(const Store& s, const HelpRow& row) {
    if (row.family_name.empty()) return std::nullopt;
    return s.sealer.seal(row.family_name, {"help_sessions", row.id, "family_name"});
}

static std::optional<std::string> maybe(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}
static std::optional<Instant> maybe(Instant at) { return at ? std::optional(at) : std::nullopt; }
static std::optional<Bytes> bytes(const std::optional<std::string>& text) {
    return text ? std::optional(Bytes{*text}) : std::nullopt;
}

void insert_help(Store& s, const HelpRow& row, std::string_view token) {
    const auto phone = sealed_phone(s, row);
    const auto code_hash = maybe(row.code_hash);
    s.db.run(
        "INSERT INTO help_sessions(id, hospital_id, account_id, kind, state, token_hash, code_hash, phone_sealed,"
        " elder, language, screen, field, error, seconds, created_at, expires_at) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        row.id, row.hospital_id, maybe(row.account_id), to_string(row.kind), to_string(row.state),
        Bytes{hash_token(token)}, bytes(code_hash), bytes(phone), row.elder, row.language, row.screen, row.field,
        row.error, row.seconds, row.created_at, row.expires_at);
}

void update_help(Store& s, const HelpRow& row) {
    const auto phone = sealed_phone(s, row);
    const auto name = sealed_name(s, row);
    const auto family = maybe(row.family_token_hash);
    const auto by = row.ended_by ? std::optional(to_string(*row.ended_by)) : std::nullopt;
    s.db.run(
        "UPDATE help_sessions SET state=?, phone_sealed=?, helper_id=?, expires_at=?, joined_at=?, ended_at=?,"
        " ended_by=?, family_name_sealed=?, family_token_hash=? WHERE id=?",
        to_string(row.state), bytes(phone), maybe(row.helper_id), row.expires_at, maybe(row.joined_at),
        maybe(row.ended_at), by, bytes(name), bytes(family), row.id);
}

std::optional<HelpRow> help(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " HELP_COLUMNS " FROM help_sessions WHERE id=?", id);
    return q.next() ? std::optional(help_row(s, q)) : std::nullopt;
}

std::optional<HelpRow> help_by_code(Store& s, std::string_view hospital_id, std::string_view code_hash) {
    Query q =
        s.db.query("SELECT " HELP_COLUMNS " FROM help_sessions WHERE hospital_id=? AND code_hash=? AND state='waiting'",
                   hospital_id, Bytes{code_hash});
    return q.next() ? std::optional(help_row(s, q)) : std::nullopt;
}

std::optional<HelpRow> help_by_link(Store& s, std::string_view hospital_id, std::string_view code_hash) {
    Query q =
        s.db.query("SELECT " HELP_COLUMNS " FROM help_sessions WHERE code_hash=? AND kind='link' AND hospital_id=?",
                   Bytes{code_hash}, hospital_id);
    return q.next() ? std::optional(help_row(s, q)) : std::nullopt;
}

std::vector<HelpRow> help_in(Store& s, std::string_view hospital_id, domain::HelpState state) {
    return listed(s, s.db.query("SELECT " HELP_COLUMNS
                                " FROM help_sessions WHERE hospital_id=? AND state=? ORDER BY created_at, id LIMIT 500",
                                hospital_id, to_string(state)));
}

std::vector<HelpRow> live_help_of(Store& s, std::string_view account_id) {
    return listed(s, s.db.query("SELECT " HELP_COLUMNS " FROM help_sessions WHERE account_id=? AND state IN"
                                " ('waiting','active') ORDER BY created_at, id",
                                account_id));
}

void attach_help(Store& s, std::string_view id, std::string_view account_id) {
    s.db.run("UPDATE help_sessions SET account_id=? WHERE id=? AND account_id IS NULL", account_id, id);
    attach_family_name(s, id, account_id);
}

int call_backs_before(Store& s, const HelpRow& row, Instant now) {
    Query q = s.db.query(
        "SELECT count(*) FROM help_sessions WHERE hospital_id=? AND state='waiting' AND kind='call_back'"
        " AND created_at<? AND expires_at>?",
        row.hospital_id, row.created_at, now);
    return q.next() ? static_cast<int>(q.integer(0)) : 0;
}

std::vector<std::int64_t> help_waits(Store& s, std::string_view hospital_id, int most) {
    std::vector<std::int64_t> list;
    Query q = s.db.query(
        "SELECT joined_at-created_at FROM help_sessions WHERE hospital_id=? AND joined_at IS NOT NULL AND kind<>'link'"
        " ORDER BY joined_at DESC LIMIT ?",
        hospital_id, most);
    while (q.next()) list.push_back(q.integer(0));
    return list;
}

void forget_help(Store& s, Instant ended_before) {
    forget_guests_family_names(s, ended_before);
    s.db.run("DELETE FROM help_sessions WHERE ended_at IS NOT NULL AND ended_at<?", ended_before);
}

void forget_help_of(Store& s, std::string_view account_id) {
    forget_family_names_of(s, account_id);
    s.db.run("DELETE FROM help_sessions WHERE account_id=?", account_id);
}

}  // namespace bz::server::store
