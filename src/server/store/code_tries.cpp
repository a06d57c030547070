#include "server/store/code_tries.hpp"

namespace bz::server::store {

void note_code_try(Store& s, std::string_view by, Instant now) {
    s.db.run("INSERT INTO code_tries(typed_by, at) VALUES(?,?)", by, now);
}

std::vector<Instant> code_tries(Store& s, std::string_view by, Instant since) {
    std::vector<Instant> list;
    Query q = s.db.query("SELECT at FROM code_tries WHERE typed_by=? AND at>? ORDER BY at", by, since);
    while (q.next()) list.push_back(q.integer(0));
    return list;
}

void forget_code_tries(Store& s, Instant before) { s.db.run("DELETE FROM code_tries WHERE at<?", before); }

}  // namespace bz::server::store
