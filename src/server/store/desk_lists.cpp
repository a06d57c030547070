#include "server/store/desk_lists.hpp"

namespace bz::server::store {

static int number(Query q) { return q.next() ? static_cast<int>(q.integer(0)) : 0; }

WaitingRow waiting_at(Store& s, std::string_view hospital_id, std::string_view handed_back, Instant promised_since) {
    WaitingRow row;
    {
        Query q = s.db.query(
            "SELECT count(*), coalesce(min(queued_at), 0) FROM visits WHERE hospital_id=? AND state='queued'",
            hospital_id);
        if (q.next()) {
            row.queued = static_cast<int>(q.integer(0));
            row.oldest_queued_at = q.integer(1);
        }
    }
    row.late = number(s.db.query("SELECT count(*) FROM visits WHERE hospital_id=? AND state='queued' AND queued_at<?",
                                 hospital_id, promised_since));
    row.unassigned = number(
        s.db.query("SELECT count(*) FROM visits WHERE hospital_id=? AND state='in_consultation' AND assigned_to=?",
                   hospital_id, handed_back));
    row.to_review =
        number(s.db.query("SELECT count(*) FROM prescriptions WHERE hospital_id=? AND state='in_review'", hospital_id));
    row.to_pack = number(s.db.query("SELECT count(*) FROM orders WHERE hospital_id=? AND state='paid'", hospital_id));
    row.to_ship = number(s.db.query("SELECT count(*) FROM orders WHERE hospital_id=? AND state='packed'", hospital_id));
    row.identity_checks = number(
        s.db.query("SELECT count(*) FROM identity_checks WHERE hospital_id=? AND state='needs_staff'", hospital_id));
    row.guardianships =
        number(s.db.query("SELECT count(*) FROM guardianships WHERE hospital_id=? AND state='pending'", hospital_id));
    row.complaints = number(s.db.query(
        "SELECT count(*) FROM complaints WHERE hospital_id=? AND state IN ('received','in_progress')", hospital_id));
    return row;
}

}  // namespace bz::server::store
