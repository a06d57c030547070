#include "server/store/care_lists.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bz::server::store {

namespace {

std::vector<std::string> ids(Query q) {
    std::vector<std::string> list;
    while (q.next()) list.push_back(q.text(0));
    return list;
}

std::int64_t number(const std::string& text) { return text.empty() ? 0 : parse_integer(text).value_or(-1); }

// Each list is asked in one of three ways, for a database reads best where it begins: by id, of a person, or all.
const char* chosen(const CareFilter& f, const char* by_id, const char* of_person, const char* all) {
    if (!f.id.empty()) return by_id;
    return f.person_id.empty() ? all : of_person;
}

}  // namespace

// The filter's place in every statement: ?1 hospital, ?2 id, ?3 person, ?4 from, ?5 until, ?6 after, ?7 limit.
#define ACCOUNT_OF_PERSON "(SELECT o.account_id FROM people o WHERE o.id=?3)"
#define KEPT_CARE "a.erased_at IS NULL AND (a.deleted_at IS NULL OR v.accepted_at IS NOT NULL)"

#define PEOPLE(first)                                                                                       \
    "SELECT p.id FROM people p JOIN accounts a ON a.id=p.account_id WHERE " first                           \
    " AND a.hospital_id=?1 AND (?2='' OR p.id=?2) AND (?3='' OR p.id=?3) AND p.created_at>=?4"              \
    " AND p.created_at<?5 AND a.erased_at IS NULL AND (a.deleted_at IS NULL OR EXISTS"                      \
    " (SELECT 1 FROM visits v WHERE v.person_id=p.id AND v.account_id=a.id AND v.accepted_at IS NOT NULL))" \
    " AND (?6='' OR (p.created_at, p.id) < ((SELECT c.created_at FROM people c WHERE c.id=?6), ?6))"        \
    " ORDER BY p.created_at DESC, p.id DESC LIMIT ?7"

std::vector<std::string> care_people(Store& s, const CareFilter& f) {
    return ids(s.db.query(chosen(f, PEOPLE("p.id=?2"), PEOPLE("p.id=?3"), PEOPLE("p.created_at>=?4")), f.hospital_id,
                          f.id, f.person_id, f.from, f.until, f.after, f.limit));
}

#define VISITS(first)                                                                                   \
    "SELECT v.id FROM visits v JOIN accounts a ON a.id=v.account_id WHERE " first                       \
    " AND v.hospital_id=?1 AND (?2='' OR v.id=?2) AND (?3='' OR v.person_id=?3) AND v.submitted_at>=?4" \
    " AND v.submitted_at<?5 AND " KEPT_CARE                                                             \
    " AND (?6='' OR v.seq < (SELECT c.seq FROM visits c WHERE c.id=?6))"                                \
    " AND (?8='' OR ?8 LIKE '%,' || v.state || ',%') AND (?9='' OR ?9 LIKE '%,' || v.kind || ',%')"     \
    " ORDER BY v.seq DESC LIMIT ?7"

std::vector<std::string> care_visits(Store& s, const CareFilter& f) {
    return ids(s.db.query(
        chosen(f, VISITS("v.id=?2"), VISITS("v.account_id=" ACCOUNT_OF_PERSON), VISITS("v.submitted_at IS NOT NULL")),
        f.hospital_id, f.id, f.person_id, f.from, f.until, f.after, f.limit, f.states, f.kinds));
}

#define RECORDS(first)                                                                                         \
    "SELECT r.id FROM records r WHERE " first                                                                  \
    " AND (?2='' OR r.id=?2) AND (?3='' OR r.person_id=?3) AND r.created_at>=?4 AND r.created_at<?5"           \
    " AND (?6='' OR r.seq < (SELECT c.seq FROM records c WHERE c.id=?6))"                                      \
    " AND (?8='' OR ?8 LIKE '%,' || r.kind || ',%')"                                                           \
    " AND EXISTS (SELECT 1 FROM visits v JOIN accounts a ON a.id=v.account_id WHERE v.account_id=r.account_id" \
    " AND v.person_id=r.person_id AND v.hospital_id=?1 AND v.submitted_at IS NOT NULL AND " KEPT_CARE          \
    ")"                                                                                                        \
    " ORDER BY r.seq DESC LIMIT ?7"

std::vector<std::string> care_records(Store& s, const CareFilter& f) {
    return ids(s.db.query(
        chosen(f, RECORDS("r.id=?2"), RECORDS("r.account_id=" ACCOUNT_OF_PERSON), RECORDS("r.created_at>=?4")),
        f.hospital_id, f.id, f.person_id, f.from, f.until, f.after, f.limit, f.kinds));
}

// Out of the pharmacy's hands: domain::is_handed_over.
#define HANDED_OVER                                                                     \
    "(SELECT count(*) FROM orders o WHERE o.prescription_id=p.id AND p.state='ordered'" \
    " AND o.state IN ('shipped','delivered','picked_up'))"
#define PRESCRIPTIONS(first)                                                                              \
    "SELECT p.id, " HANDED_OVER " FROM prescriptions p JOIN accounts a ON a.id=p.account_id WHERE " first \
    " AND p.hospital_id=?1 AND (?2='' OR p.id=?2) AND (?3='' OR p.person_id=?3) AND p.signed_at>=?4"      \
    " AND p.signed_at<?5 AND a.erased_at IS NULL"                                                         \
    " AND (?6='' OR (p.signed_at, p.id) < ((SELECT c.signed_at FROM prescriptions c WHERE c.id=?6), ?6))" \
    " AND (?8='' OR ?8 LIKE '%,' || CASE WHEN " HANDED_OVER                                               \
    ">0 THEN 'handed_over' ELSE p.state END || ',%')"                                                     \
    " ORDER BY p.signed_at DESC, p.id DESC LIMIT ?7"

std::vector<PrescriptionSeen> care_prescriptions(Store& s, const CareFilter& f) {
    std::vector<PrescriptionSeen> list;
    Query q = s.db.query(chosen(f, PRESCRIPTIONS("p.id=?2"), PRESCRIPTIONS("p.account_id=" ACCOUNT_OF_PERSON),
                                PRESCRIPTIONS("p.signed_at>=?4")),
                         f.hospital_id, f.id, f.person_id, f.from, f.until, f.after, f.limit, f.states);
    while (q.next()) list.push_back({q.text(0), q.integer(1) > 0});
    return list;
}

#define MESSAGES(first)                                                                                              \
    "SELECT m.id FROM messages m JOIN visits v ON v.id=m.visit_id JOIN accounts a ON a.id=v.account_id WHERE " first \
    " AND v.hospital_id=?1 AND (?2='' OR m.id=?2) AND (?3='' OR v.person_id=?3) AND m.at>=?4 AND m.at<?5"            \
    " AND (?8='' OR m.visit_id=?8) AND v.submitted_at IS NOT NULL AND " KEPT_CARE                                    \
    " AND (?6='' OR m.seq < (SELECT c.seq FROM messages c WHERE c.id=?6)) ORDER BY m.seq DESC LIMIT ?7"

std::vector<std::string> care_messages(Store& s, const CareFilter& f) {
    const char* all = f.visit_id.empty() ? MESSAGES("m.at>=?4") : MESSAGES("m.visit_id=?8");
    return ids(s.db.query(chosen(f, MESSAGES("m.id=?2"), MESSAGES("v.account_id=" ACCOUNT_OF_PERSON), all),
                          f.hospital_id, f.id, f.person_id, std::max(f.from, f.updated_from),
                          std::min(f.until, f.updated_until), f.after, f.limit, f.visit_id));
}

// When the next answer of the same purpose came; 0 when there is none yet.
#define SUPERSEDED                                                                                  \
    "coalesce((SELECT n.at FROM consents n WHERE n.account_id=c.account_id AND n.purpose=c.purpose" \
    " AND n.seq>c.seq ORDER BY n.seq LIMIT 1), 0)"
// The person of the account itself, when it can be read (as in PEOPLE).
#define OWN_PERSON                                                                                      \
    "coalesce((SELECT p.id FROM people p WHERE p.account_id=c.account_id AND p.relationship='self' AND" \
    " (a.deleted_at IS NULL OR EXISTS (SELECT 1 FROM visits v WHERE v.person_id=p.id AND"               \
    " v.accepted_at IS NOT NULL)) ORDER BY p.created_at, p.id LIMIT 1), '')"
#define CONSENTS(first)                                                                                \
    "SELECT c.seq, c.purpose, c.version, c.given, c.at, c.account_id, " OWN_PERSON ", " SUPERSEDED     \
    " FROM consents c JOIN accounts a ON a.id=c.account_id WHERE " first                               \
    " AND a.hospital_id=?1 AND a.erased_at IS NULL AND (?2=0 OR c.seq=?2) AND (?3='' OR " OWN_PERSON   \
    "=?3)"                                                                                             \
    " AND c.at>=?4 AND c.at<?5 AND (?6=0 OR c.seq<?6)"                                                 \
    " AND (?8='' OR ?8 LIKE '%,' || CASE WHEN c.given=0 THEN 'refused' WHEN " SUPERSEDED               \
    "=0 THEN 'active' ELSE 'superseded' END || ',%') AND (?9='' OR ?9 LIKE '%,' || c.purpose || ',%')" \
    " AND CASE WHEN " SUPERSEDED "=0 THEN c.at ELSE " SUPERSEDED                                       \
    " END >= ?10"                                                                                      \
    " AND CASE WHEN " SUPERSEDED "=0 THEN c.at ELSE " SUPERSEDED " END < ?11 ORDER BY c.seq DESC LIMIT ?7"

std::vector<ConsentSeen> care_consents(Store& s, const CareFilter& f) {
    std::vector<ConsentSeen> list;
    Query q =
        s.db.query(chosen(f, CONSENTS("c.seq=?2"), CONSENTS("c.account_id=" ACCOUNT_OF_PERSON), CONSENTS("c.at>=?4")),
                   f.hospital_id, number(f.id), f.person_id, f.from, f.until, number(f.after), f.limit, f.states,
                   f.kinds, f.updated_from, f.updated_until);
    while (q.next()) {
        ConsentSeen seen;
        seen.answer = {q.integer(0), q.text(1), static_cast<int>(q.integer(2)), q.integer(3) != 0, q.integer(4)};
        seen.account_id = q.text(5);
        seen.person_id = q.text(6);
        seen.superseded_at = q.integer(7);
        list.push_back(std::move(seen));
    }
    return list;
}

// Whom a line's object is of. Objects of many kinds have ids that never meet.
#define PERSON_OF_OBJECT                                                \
    "coalesce((SELECT x.id FROM people x WHERE x.id=l.object),"         \
    " (SELECT x.person_id FROM visits x WHERE x.id=l.object),"          \
    " (SELECT x.person_id FROM records x WHERE x.id=l.object),"         \
    " (SELECT x.person_id FROM prescriptions x WHERE x.id=l.object),"   \
    " (SELECT x.person_id FROM orders x WHERE x.id=l.object),"          \
    " (SELECT x.person_id FROM payments x WHERE x.id=l.object),"        \
    " (SELECT x.person_id FROM identity_checks x WHERE x.id=l.object)," \
    " (SELECT x.person_id FROM guardianships x WHERE x.id=l.object),"   \
    " (SELECT y.person_id FROM messages x JOIN visits y ON y.id=x.visit_id WHERE x.id=l.object), '')"
#define AUDIT(first)                                                                                                   \
    "SELECT l.seq, l.at, l.hospital_id, l.actor_kind, l.actor_id, l.account_id, l.action, l.object, " PERSON_OF_OBJECT \
    " FROM audit l WHERE " first                                                                                       \
    " AND l.hospital_id=?1 AND (?2=0 OR l.seq=?2)"                                                                     \
    " AND (?3='' OR " PERSON_OF_OBJECT                                                                                 \
    "=?3) AND l.at>=?4 AND l.at<?5 AND (?6=0 OR l.seq<?6)"                                                             \
    " ORDER BY l.seq DESC LIMIT ?7"

std::vector<AuditSeen> care_audit(Store& s, const CareFilter& f) {
    std::vector<AuditSeen> list;
    Query q =
        s.db.query(chosen(f, AUDIT("l.seq=?2"), AUDIT("l.account_id=" ACCOUNT_OF_PERSON), AUDIT("l.hospital_id=?1")),
                   f.hospital_id, number(f.id), f.person_id, std::max(f.from, f.updated_from),
                   std::min(f.until, f.updated_until), number(f.after), f.limit);
    while (q.next())
        list.push_back({{q.integer(0), q.integer(1), q.text(2), q.text(3), q.text(4), q.text(5), q.text(6), q.text(7)},
                        q.text(8)});
    return list;
}

std::string message_with_upload(Store& s, std::string_view account_id, std::string_view upload_id) {
    Query q = s.db.query(
        "SELECT m.id FROM messages m JOIN visits v ON v.id=m.visit_id WHERE v.account_id=? AND m.upload_id=?",
        account_id, upload_id);
    return q.next() ? q.text(0) : std::string();
}

std::string record_with_page(Store& s, std::string_view upload_id) {
    Query q = s.db.query("SELECT record_id FROM record_pages WHERE upload_id=? AND page>0", upload_id);
    return q.next() ? q.text(0) : std::string();
}

}  // namespace bz::server::store
