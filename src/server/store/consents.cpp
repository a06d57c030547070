#include "server/store/consents.hpp"

#include "base/text.hpp"

namespace bz::server::store {

#define CONSENT_COLUMNS "seq, purpose, version, given, at"

static ConsentRow consent_row(Query& q) {
    return {q.integer(0), q.text(1), static_cast<int>(q.integer(2)), q.integer(3) != 0, q.integer(4)};
}

std::optional<ConsentRow> newest_consent(Store& s, std::string_view account_id, std::string_view purpose) {
    Query q = s.db.query("SELECT " CONSENT_COLUMNS
                         " FROM consents WHERE account_id=? AND purpose=? ORDER BY seq DESC LIMIT 1",
                         account_id, purpose);
    return q.next() ? std::optional(consent_row(q)) : std::nullopt;
}

void insert_consent(Store& s, std::string_view account_id, const api::ConsentGiven& consent, Instant now) {
    s.db.run("INSERT INTO consents(account_id, purpose, version, given, at) VALUES(?,?,?,?,?)", account_id,
             consent.purpose, consent.version, consent.given, now);
}

std::vector<ConsentRow> consents(Store& s, std::string_view account_id) {
    std::vector<ConsentRow> list;
    Query q = s.db.query("SELECT " CONSENT_COLUMNS
                         " FROM consents WHERE seq IN"
                         " (SELECT max(seq) FROM consents WHERE account_id=? GROUP BY purpose) ORDER BY purpose",
                         account_id);
    while (q.next()) list.push_back(consent_row(q));
    return list;
}

std::vector<ConsentRow> consent_history(Store& s, std::string_view account_id, const Page& page) {
    std::vector<ConsentRow> list;
    const std::int64_t before = page.cursor.empty() ? INT64_MAX : parse_integer(page.cursor).value_or(0);
    Query q =
        s.db.query("SELECT " CONSENT_COLUMNS " FROM consents WHERE account_id=? AND seq<? ORDER BY seq DESC LIMIT ?",
                   account_id, before, page.limit + 1);
    while (q.next()) list.push_back(consent_row(q));
    return list;
}

}  // namespace bz::server::store
