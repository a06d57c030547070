// Counts for the metrics: cheap ones, by index.
#include "server/store/store.hpp"

namespace bz::server::store {

LiveCounts live_counts(Store& s, Instant now) {
    LiveCounts counts;
    {
        Query q = s.db.query("SELECT count(*) FROM sessions WHERE ended_at IS NULL AND expires_at>?", now);
        if (q.next()) counts.sessions = q.integer(0);
    }
    Query q = s.db.query(
        "SELECT state, count(*) FROM visits WHERE state IN ('submitted', 'queued', 'in_consultation') GROUP BY state"
        " ORDER BY state");
    while (q.next()) counts.visits.emplace_back(q.text(0), q.integer(1));
    return counts;
}

}  // namespace bz::server::store
