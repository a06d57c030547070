#include "server/store/exported.hpp"

#include "base/text.hpp"

namespace bz::server::store {

Instant account_made_at(Store& s, std::string_view account_id) {
    Query q = s.db.query("SELECT created_at FROM accounts WHERE id=?", account_id);
    return q.next() ? q.integer(0) : 0;
}

std::vector<LinkedAccountRow> linked_accounts(Store& s, std::string_view account_id) {
    std::vector<LinkedAccountRow> list;
    Query q = s.db.query(
        "SELECT id, subject_sealed, created_at FROM smart_accounts WHERE account_id=? ORDER BY created_at, id",
        account_id);
    while (q.next()) {
        // Hospital, issuer and name, each with its line (smart_subject).
        const std::string subject = s.sealer.open(q.text(1), {"smart_accounts", q.text(0), "subject"});
        const auto lines = split(subject, '\n');
        list.push_back({lines.size() > 1 ? std::string(lines[1]) : std::string(), q.integer(2)});
    }
    return list;
}

std::vector<PastSessionRow> past_sessions(Store& s, std::string_view account_id, Instant now, const IdleSince& idle) {
    std::vector<PastSessionRow> list;
    Query q = s.db.query(
        "SELECT device, created_at, seen_at, ended_at FROM sessions WHERE account_id=?"
        " AND (ended_at IS NOT NULL OR expires_at<=? OR seen_at<CASE WHEN shared=1 THEN ? ELSE ? END)"
        " ORDER BY created_at DESC, id",
        account_id, now, idle.shared, idle.usual);
    while (q.next()) list.push_back({q.text(0), q.integer(1), q.integer(2), q.integer(3)});
    return list;
}

std::vector<PastCarerRow> past_carers(Store& s, std::string_view owner_id) {
    std::vector<PastCarerRow> list;
    Query q = s.db.query(
        "SELECT id, ended_at FROM carers WHERE owner_id=? AND state='ended' AND accepted_at IS NOT NULL"
        " ORDER BY ended_at DESC, id",
        owner_id);
    while (q.next()) list.push_back({q.text(0), q.integer(1)});
    return list;
}

std::vector<PaperRow> papers(Store& s, std::string_view account_id) {
    std::vector<PaperRow> list;
    Query q = s.db.query(
        "SELECT 'identity_check', c.id, u.media_type, coalesce(u.content_bytes, u.length), c.created_at"
        " FROM identity_checks c JOIN uploads u ON u.id=c.document_upload_id WHERE c.account_id=?1 AND u.erased=0"
        " UNION ALL SELECT 'guardianship', g.id, u.media_type, coalesce(u.content_bytes, u.length), g.created_at"
        " FROM guardianships g JOIN uploads u ON u.id=g.document_upload_id WHERE g.account_id=?1 AND u.erased=0"
        " UNION ALL SELECT 'mandate', m.id, u.media_type, coalesce(u.content_bytes, u.length), u.created_at"
        " FROM mandates m JOIN uploads u ON u.id=m.paper_upload_id WHERE m.account_id=?1 AND u.erased=0"
        " ORDER BY 5 DESC, 2",
        account_id);
    while (q.next()) list.push_back({q.text(0), q.text(1), q.text(2), q.integer(3), q.integer(4)});
    return list;
}

std::optional<PickUpRow> pickup(Store& s, std::string_view order_id) {
    Query q = s.db.query("SELECT at, proxy_name_sealed, mandate_id FROM pickups WHERE order_id=?", order_id);
    if (!q.next()) return std::nullopt;
    PickUpRow row;
    row.at = q.integer(0);
    if (!q.is_null(1)) row.proxy_name = s.sealer.open(q.text(1), {"pickups", order_id, "proxy_name"});
    row.mandate_id = q.text(2);
    return row;
}

Instant paid_at(Store& s, std::string_view payment_id) {
    Query q = s.db.query("SELECT paid_at FROM payments WHERE id=?", payment_id);
    return q.next() ? q.integer(0) : 0;
}

std::vector<std::string> help_ids(Store& s, std::string_view account_id) {
    std::vector<std::string> list;
    Query q = s.db.query("SELECT id FROM help_sessions WHERE account_id=? ORDER BY created_at DESC, id", account_id);
    while (q.next()) list.push_back(q.text(0));
    return list;
}

}  // namespace bz::server::store
