// Visits and their messages.
#include "server/store/store.hpp"

// The ending is sealed as one JSON value, so it has a schema like a wire type.
namespace bz::api {
template <>
struct Schema<server::Ending> {
    static constexpr Field fields[] = {BZ_FIELD(server::Ending, text), BZ_FIELD(server::Ending, by),
                                       BZ_FIELD(server::Ending, follow_up_on)};
};
}  // namespace bz::api

namespace bz::server::store {

#define VISIT_COLUMNS                                                                                              \
    "id, account_id, person_id, kind, state, lang, draft_sealed, fee_fen, insured_fen, doctor, payment_id,"        \
    " created_at, submitted_at, queued_at, accepted_at, ended_at, termination_reason, ending_sealed, hospital_id," \
    " assigned_to"

static VisitRow visit_row(Store& s, Query& q) {
    VisitRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.person_id = q.text(2);
    row.kind = from_string<domain::VisitKind>(q.text(3)).value();
    row.state = from_string<domain::VisitState>(q.text(4)).value();
    row.lang = q.text(5);
    row.draft = api::read<api::VisitDraft>(s.sealer.open(q.text(6), {"visits", row.id, "draft"})).value();
    row.fee_fen = q.integer(7);
    row.insured_fen = q.integer(8);
    if (!q.is_null(9)) row.doctor = api::read<api::Doctor>(q.text(9));
    row.payment_id = q.text(10);
    row.created_at = q.integer(11);
    row.submitted_at = q.integer(12);
    row.queued_at = q.integer(13);
    row.accepted_at = q.integer(14);
    row.ended_at = q.integer(15);
    if (!q.is_null(16)) row.termination_reason = from_string<domain::TerminationReason>(q.text(16));
    if (!q.is_null(17)) row.ending = api::read<Ending>(s.sealer.open(q.text(17), {"visits", row.id, "ending"}));
    row.hospital_id = q.text(18);
    row.assigned_to = q.text(19);
    return row;
}

static std::optional<Instant> unless_zero(Instant at) { return at ? std::optional(at) : std::nullopt; }

void insert_visit(Store& s, const VisitRow& row) {
    s.db.run(
        "INSERT INTO visits(id, account_id, hospital_id, person_id, kind, state, lang, draft_sealed, fee_fen,"
        " insured_fen, created_at) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.hospital_id, row.person_id, to_string(row.kind), to_string(row.state), row.lang,
        Bytes{s.sealer.seal(api::write(row.draft), {"visits", row.id, "draft"})}, row.fee_fen, row.insured_fen,
        row.created_at);
}

std::optional<VisitRow> visit(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " VISIT_COLUMNS " FROM visits WHERE id=?", id);
    return q.next() ? std::optional(visit_row(s, q)) : std::nullopt;
}

std::optional<VisitRow> draft_visit(Store& s, std::string_view person_id, domain::VisitKind kind) {
    Query q = s.db.query("SELECT " VISIT_COLUMNS " FROM visits WHERE person_id=? AND kind=? AND state='draft'",
                         person_id, to_string(kind));
    return q.next() ? std::optional(visit_row(s, q)) : std::nullopt;
}

std::vector<VisitRow> visits(Store& s, std::string_view account_id, const Page& page) {
    std::vector<VisitRow> list;
    Query q = s.db.query("SELECT " VISIT_COLUMNS
                         " FROM visits WHERE (account_id=?1 OR person_id IN"
                         " (SELECT person_id FROM carers WHERE account_id=?1 AND state='active'))"
                         " AND (?2='' OR seq < (SELECT seq FROM visits WHERE id=?2))"
                         " ORDER BY seq DESC LIMIT ?3",
                         account_id, page.cursor, page.limit + 1);
    while (q.next()) list.push_back(visit_row(s, q));
    return list;
}

std::vector<VisitRow> visits_in(Store& s, std::string_view hospital_id, domain::VisitState state) {
    std::vector<VisitRow> list;
    Query q = s.db.query("SELECT " VISIT_COLUMNS
                         " FROM visits WHERE hospital_id=? AND state=? ORDER BY queued_at, seq LIMIT 200",
                         hospital_id, to_string(state));
    while (q.next()) list.push_back(visit_row(s, q));
    return list;
}

void update_visit(Store& s, const VisitRow& row) {
    std::optional<std::string> doctor, payment, reason, ending;
    if (row.doctor) doctor = api::write(*row.doctor);
    if (!row.payment_id.empty()) payment = row.payment_id;
    if (row.termination_reason) reason = std::string(to_string(*row.termination_reason));
    if (row.ending) ending = s.sealer.seal(api::write(*row.ending), {"visits", row.id, "ending"});
    Query q = s.db.query(
        "UPDATE visits SET state=?, draft_sealed=?, doctor=?, payment_id=?, submitted_at=?,"
        " queued_at=?, accepted_at=?, ended_at=?, termination_reason=?, assigned_to=?, ending_sealed=? WHERE id=?",
        to_string(row.state), Bytes{s.sealer.seal(api::write(row.draft), {"visits", row.id, "draft"})}, doctor, payment,
        unless_zero(row.submitted_at), unless_zero(row.queued_at), unless_zero(row.accepted_at),
        unless_zero(row.ended_at), reason, row.assigned_to);
    if (ending)
        q.bind(11, Bytes{*ending});
    else
        q.bind_null(11);
    q.bind(12, row.id);
    while (q.next()) {}
}

int queued_before(Store& s, const VisitRow& row) {
    Query q =
        s.db.query("SELECT count(*) FROM visits WHERE hospital_id=? AND state='queued' AND (queued_at, id) < (?, ?)",
                   row.hospital_id, row.queued_at, row.id);
    return q.next() ? static_cast<int>(q.integer(0)) : 0;
}

std::string open_visit_id(Store& s, std::string_view account_id) {
    // A prescribed visit still asks something of the patient until its prescription is ordered or has run out.
    Query q = s.db.query(
        "SELECT v.id FROM visits v WHERE v.account_id=? AND"
        " (v.state IN ('draft','submitted','queued','in_consultation') OR (v.state='prescribed' AND EXISTS"
        " (SELECT 1 FROM prescriptions p WHERE p.visit_id=v.id AND p.state NOT IN ('ordered','expired'))))"
        " ORDER BY v.seq DESC LIMIT 1",
        account_id);
    return q.next() ? q.text(0) : std::string();
}

void insert_message(Store& s, const MessageRow& row) {
    std::optional<std::string> upload_id;
    if (!row.upload_id.empty()) upload_id = row.upload_id;
    s.db.run("INSERT INTO messages(id, visit_id, sender, text_sealed, by_name, at, upload_id) VALUES(?,?,?,?,?,?,?)",
             row.id, row.visit_id, row.sender, Bytes{s.sealer.seal(row.text, {"messages", row.id, "text"})}, row.by,
             row.at, upload_id);
}

#define MESSAGE_COLUMNS "id, visit_id, sender, text_sealed, by_name, at, upload_id"

static MessageRow message_row(Store& s, Query& q) {
    const std::string id = q.text(0);
    return {id,        q.text(1),    q.text(2), s.sealer.open(q.text(3), {"messages", id, "text"}),
            q.text(4), q.integer(5), q.text(6)};
}

std::vector<MessageRow> messages(Store& s, std::string_view visit_id) {
    std::vector<MessageRow> list;
    // The newest thousand: whoever wrote last must find it.
    Query q = s.db.query(
        "SELECT " MESSAGE_COLUMNS
        " FROM (SELECT * FROM messages WHERE visit_id=? ORDER BY seq DESC LIMIT 1000) AS newest ORDER BY seq",
        visit_id);
    while (q.next()) list.push_back(message_row(s, q));
    return list;
}

std::optional<MessageRow> message(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " MESSAGE_COLUMNS " FROM messages WHERE id=?", id);
    return q.next() ? std::optional(message_row(s, q)) : std::nullopt;
}

void mark_read(Store& s, std::string_view visit_id, std::string_view side, std::string_view message_id) {
    s.db.run(
        "INSERT INTO read_marks(visit_id, side, message_seq, message_id)"
        " SELECT visit_id, ?2, seq, id FROM messages WHERE id=?3 AND visit_id=?1"
        " ON CONFLICT(visit_id, side) DO UPDATE SET message_seq=excluded.message_seq, message_id=excluded.message_id"
        " WHERE excluded.message_seq > read_marks.message_seq",
        visit_id, side, message_id);
}

std::string read_until(Store& s, std::string_view visit_id, std::string_view side) {
    Query q = s.db.query("SELECT message_id FROM read_marks WHERE visit_id=? AND side=?", visit_id, side);
    return q.next() ? q.text(0) : std::string();
}

int count_unread(Store& s, std::string_view visit_id, std::string_view side, std::string_view sender) {
    Query q = s.db.query(
        "SELECT count(*) FROM messages WHERE visit_id=?1 AND sender=?3 AND seq >"
        " coalesce((SELECT message_seq FROM read_marks WHERE visit_id=?1 AND side=?2), 0)",
        visit_id, side, sender);
    return q.next() ? static_cast<int>(q.integer(0)) : 0;
}

bool record_was_shown(Store& s, const RecordRow& record, std::string_view hospital_id) {
    // A draft that was cancelled was never sent.
    Query q = s.db.query("SELECT " VISIT_COLUMNS
                         " FROM visits WHERE person_id=? AND hospital_id=? AND submitted_at IS NOT NULL",
                         record.person_id, hospital_id);
    while (q.next()) {
        const VisitRow visit = visit_row(s, q);
        if (!visit.draft.record_ids) continue;
        for (const std::string& id : *visit.draft.record_ids)
            if (id == record.id) return true;
    }
    return false;
}

}  // namespace bz::server::store
