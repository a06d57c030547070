#include "server/store/audit.hpp"

#include <charconv>

namespace bz::server::store {

namespace {

// Length-prefixed parts, so that no two different lines give the same text.
std::string link(std::string_view before, const AuditEntry& entry) {
    std::string text(before);
    const std::string at = std::to_string(entry.at);
    for (const std::string_view part :
         {std::string_view(at), std::string_view(entry.hospital_id), std::string_view(entry.actor_kind),
          std::string_view(entry.actor_id), std::string_view(entry.account_id), std::string_view(entry.action),
          std::string_view(entry.object)}) {
        text += std::to_string(part.size());
        text += ':';
        text += part;
    }
    return hash_token(text);
}

std::string hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

AuditEntry audit_entry(Query& q) {
    return {q.integer(0), q.integer(1), q.text(2), q.text(3), q.text(4), q.text(5), q.text(6), q.text(7)};
}

#define AUDIT_COLUMNS "seq, at, hospital_id, actor_kind, actor_id, account_id, action, object"

std::vector<AuditEntry> listed(Query q) {
    std::vector<AuditEntry> list;
    while (q.next()) list.push_back(audit_entry(q));
    return list;
}

std::int64_t cursor_of(const Page& page) {
    std::int64_t seq = 0;
    std::from_chars(page.cursor.data(), page.cursor.data() + page.cursor.size(), seq);
    return seq;
}

}  // namespace

void append_audit(Store& s, const AuditEntry& entry) {
    std::string before;
    {
        Query q = s.db.query("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1");
        if (q.next()) before = q.text(0);
    }
    s.db.run(
        "INSERT INTO audit(at, hospital_id, actor_kind, actor_id, account_id, action, object, hash)"
        " VALUES(?,?,?,?,?,?,?,?)",
        entry.at, entry.hospital_id, entry.actor_kind, entry.actor_id, entry.account_id, entry.action, entry.object,
        Bytes{link(before, entry)});
}

AuditVerdict verify_audit(Db& db) {
    AuditVerdict verdict;
    std::string before;
    Query q = db.query("SELECT " AUDIT_COLUMNS ", hash FROM audit ORDER BY seq");
    while (q.next()) {
        const AuditEntry entry = audit_entry(q);
        const std::string hash = q.text(8);
        ++verdict.entries;
        if (!verdict.broken_at && !same_secret(hash, link(before, entry))) verdict.broken_at = entry.seq;
        before = hash;
    }
    verdict.head = hex(before);
    return verdict;
}

// Lines are never changed, so whose a session is now its row says, and later lines of it when that is forgotten: those
// before signing in bear no account.
#define OF_HELP " AND substr(action,1,5)='help.'"  // as the index audit_help has it
#define UNSIGNED_HELP_OF_1                                             \
    " FROM audit WHERE account_id=''" OF_HELP                          \
    " AND object IN (SELECT id FROM help_sessions WHERE account_id=?1" \
    " UNION SELECT object FROM audit WHERE account_id=?1" OF_HELP ")"

std::vector<AuditEntry> audit_of_account(Store& s, std::string_view account_id, const Page& page) {
    return listed(s.db.query("SELECT " AUDIT_COLUMNS " FROM (SELECT " AUDIT_COLUMNS
                             " FROM audit WHERE account_id=?1 UNION ALL SELECT " AUDIT_COLUMNS UNSIGNED_HELP_OF_1
                             ") lines WHERE (?2=0 OR seq<?2) ORDER BY seq DESC LIMIT ?3",
                             account_id, cursor_of(page), page.limit + 1));
}

std::vector<AuditEntry> help_in_audit(Store& s, std::string_view account_id) {
    return listed(s.db.query("SELECT " AUDIT_COLUMNS " FROM audit WHERE account_id=?1" OF_HELP
                             " UNION ALL SELECT " AUDIT_COLUMNS UNSIGNED_HELP_OF_1 " ORDER BY seq",
                             account_id));
}

#undef UNSIGNED_HELP_OF_1
#undef OF_HELP

std::vector<AuditEntry> audit_of_hospital(Store& s, std::string_view hospital_id, const Page& page) {
    return listed(s.db.query("SELECT " AUDIT_COLUMNS
                             " FROM audit WHERE hospital_id=?1 AND (?2=0 OR seq<?2) ORDER BY seq DESC LIMIT ?3",
                             hospital_id, cursor_of(page), page.limit + 1));
}

}  // namespace bz::server::store
