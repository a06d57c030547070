#include "server/store/staff_papers.hpp"

namespace bz::server::store {

namespace {

struct PaperSql {
    const char *hold, *before, *times, *looks;
};

// (Literals: their addresses are the keys of the cache.)
#define PAPER_SQL(TABLE, WAITS, DECIDED)                                                       \
    {"UPDATE " TABLE " SET opened_at=coalesce(opened_at, ?), held_by=?, held_at=? WHERE id=?", \
     "SELECT count(*) FROM " TABLE " WHERE hospital_id=? AND " WAITS " AND created_at<?",      \
     "SELECT decided_at-created_at FROM " TABLE " WHERE hospital_id=? AND " DECIDED            \
     " ORDER BY decided_at DESC LIMIT ?",                                                      \
     "SELECT decided_at-opened_at FROM " TABLE " WHERE hospital_id=? AND " DECIDED             \
     " AND opened_at IS NOT NULL ORDER BY decided_at DESC LIMIT ?"}

constexpr PaperSql identity_checks =
    PAPER_SQL("identity_checks", "state='needs_staff'",
              "method='staff_review' AND state IN ('verified','rejected') AND (reason IS NULL OR reason<>'abandoned')");
constexpr PaperSql guardianships = PAPER_SQL("guardianships", "state='pending'", "decided_at IS NOT NULL");

const PaperSql& sql_of(Paper paper) { return paper == Paper::identity_check ? identity_checks : guardianships; }

std::vector<std::int64_t> first_numbers(Query q) {
    std::vector<std::int64_t> list;
    while (q.next()) list.push_back(q.integer(0));
    return list;
}

}  // namespace

void hold_paper(Store& s, Paper paper, std::string_view id, std::string_view staff_id, Instant now) {
    s.db.run(sql_of(paper).hold, now, staff_id, now, id);
}

int papers_before(Store& s, Paper paper, std::string_view hospital_id, Instant created_at) {
    Query q = s.db.query(sql_of(paper).before, hospital_id, created_at);
    return q.next() ? static_cast<int>(q.integer(0)) : 0;
}

std::vector<std::int64_t> paper_times(Store& s, Paper paper, std::string_view hospital_id, int most) {
    return first_numbers(s.db.query(sql_of(paper).times, hospital_id, most));
}

std::vector<std::int64_t> look_times(Store& s, Paper paper, std::string_view hospital_id, int most) {
    return first_numbers(s.db.query(sql_of(paper).looks, hospital_id, most));
}

}  // namespace bz::server::store
