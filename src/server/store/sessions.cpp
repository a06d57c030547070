#include "server/store/sessions.hpp"

namespace bz::server::store {

std::vector<OpenSessionRow> open_sessions(Store& s, std::string_view account_id, Instant now, const IdleSince& idle) {
    std::vector<OpenSessionRow> list;
    Query q = s.db.query(
        "SELECT id, device, created_at, seen_at, expires_at FROM sessions WHERE account_id=? AND ended_at IS NULL"
        " AND expires_at>? AND seen_at>=CASE WHEN shared=1 THEN ? ELSE ? END ORDER BY created_at DESC, id LIMIT 100",
        account_id, now, idle.shared, idle.usual);
    while (q.next()) list.push_back({q.text(0), q.text(1), q.integer(2), q.integer(3), q.integer(4)});
    return list;
}

bool end_session_of(Store& s, std::string_view account_id, std::string_view id, Instant now) {
    return s.db.run("UPDATE sessions SET ended_at=? WHERE id=? AND account_id=? AND ended_at IS NULL", now, id,
                    account_id) == 1;
}

void end_sessions(Store& s, std::string_view account_id, std::string_view except_id, Instant now) {
    s.db.run("UPDATE sessions SET ended_at=? WHERE account_id=? AND id<>? AND ended_at IS NULL", now, account_id,
             except_id);
}

}  // namespace bz::server::store
