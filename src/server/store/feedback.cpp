#include "server/store/feedback.hpp"

namespace bz::server::store {

#define RATING_COLUMNS "visit_id, account_id, hospital_id, doctor_name, stars, text_sealed, given_at"

static RatingRow rating_row(Store& s, Query& q) {
    RatingRow row;
    row.visit_id = q.text(0);
    row.account_id = q.text(1);
    row.hospital_id = q.text(2);
    row.doctor_name = q.text(3);
    row.stars = static_cast<int>(q.integer(4));
    row.text = s.sealer.open(q.text(5), {"ratings", row.visit_id, "text"});
    row.given_at = q.integer(6);
    return row;
}

void put_rating(Store& s, const RatingRow& row) {
    s.db.run(
        "INSERT INTO ratings(visit_id, account_id, hospital_id, doctor_name, stars, text_sealed, given_at)"
        " VALUES(?,?,?,?,?,?,?)"
        " ON CONFLICT(visit_id) DO UPDATE SET stars=excluded.stars, text_sealed=excluded.text_sealed",
        row.visit_id, row.account_id, row.hospital_id, row.doctor_name, row.stars,
        Bytes{s.sealer.seal(row.text, {"ratings", row.visit_id, "text"})}, row.given_at);
}

std::optional<RatingRow> rating(Store& s, std::string_view visit_id) {
    Query q = s.db.query("SELECT " RATING_COLUMNS " FROM ratings WHERE visit_id=?", visit_id);
    return q.next() ? std::optional(rating_row(s, q)) : std::nullopt;
}

std::vector<RatingRow> ratings_of_hospital(Store& s, std::string_view hospital_id, const Page& page) {
    std::vector<RatingRow> list;
    Query q = s.db.query("SELECT " RATING_COLUMNS
                         " FROM ratings WHERE hospital_id=?1 AND (?2='' OR (given_at, visit_id) <"
                         " (SELECT r.given_at, r.visit_id FROM ratings r WHERE r.visit_id=?2 AND r.hospital_id=?1))"
                         " ORDER BY given_at DESC, visit_id DESC LIMIT ?3",
                         hospital_id, page.cursor, page.limit + 1);
    while (q.next()) list.push_back(rating_row(s, q));
    return list;
}

#define COMPLAINT_COLUMNS "id, account_id, hospital_id, visit_id, state, day, place, created_at, moved_at"

static ComplaintRow complaint_row(Query& q) {
    ComplaintRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.hospital_id = q.text(2);
    row.visit_id = q.text(3);
    row.state = from_string<domain::ComplaintState>(q.text(4)).value();
    row.day = date_from_days(q.integer(5));
    row.place = static_cast<int>(q.integer(6));
    row.created_at = q.integer(7);
    row.moved_at = q.integer(8);
    return row;
}

static std::vector<ComplaintRow> complaint_list(Query q) {
    std::vector<ComplaintRow> list;
    while (q.next()) list.push_back(complaint_row(q));
    return list;
}

void insert_complaint(Store& s, ComplaintRow& row) {
    const std::int64_t day = days_since_epoch(row.day);
    {
        Query q = s.db.query("SELECT coalesce(max(place), 0) FROM complaints WHERE hospital_id=? AND day=?",
                             row.hospital_id, day);
        row.place = q.next() ? static_cast<int>(q.integer(0)) + 1 : 1;
    }
    const auto visit = row.visit_id.empty() ? std::nullopt : std::optional(row.visit_id);
    s.db.run(
        "INSERT INTO complaints(id, account_id, hospital_id, visit_id, state, day, place, created_at, moved_at)"
        " VALUES(?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.hospital_id, visit, to_string(row.state), day, row.place, row.created_at,
        row.moved_at);
}

std::optional<ComplaintRow> complaint(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " COMPLAINT_COLUMNS " FROM complaints WHERE id=?", id);
    return q.next() ? std::optional(complaint_row(q)) : std::nullopt;
}

void update_complaint(Store& s, const ComplaintRow& row) {
    s.db.run("UPDATE complaints SET state=?, moved_at=? WHERE id=?", to_string(row.state), row.moved_at, row.id);
}

std::vector<ComplaintRow> complaints_of_account(Store& s, std::string_view account_id, const Page& page) {
    return complaint_list(s.db.query("SELECT " COMPLAINT_COLUMNS " FROM complaints WHERE account_id=?1"
                                     " AND (?2='' OR seq < (SELECT seq FROM complaints WHERE id=?2))"
                                     " ORDER BY seq DESC LIMIT ?3",
                                     account_id, page.cursor, page.limit + 1));
}

std::vector<ComplaintRow> complaints_of_hospital(Store& s, std::string_view hospital_id, const Page& page) {
    return complaint_list(s.db.query("SELECT " COMPLAINT_COLUMNS
                                     " FROM complaints WHERE hospital_id=?1 AND (?4='' OR state=?4)"
                                     " AND (?2='' OR seq < (SELECT seq FROM complaints WHERE id=?2))"
                                     " ORDER BY seq DESC LIMIT ?3",
                                     hospital_id, page.cursor, page.limit + 1, page.state));
}

std::vector<ComplaintRow> complaints_at_rest(Store& s, std::string_view hospital_id, Instant answered_before) {
    return complaint_list(s.db.query("SELECT " COMPLAINT_COLUMNS
                                     " FROM complaints WHERE hospital_id=? AND state='answered' AND moved_at<?"
                                     " ORDER BY moved_at LIMIT 200",
                                     hospital_id, answered_before));
}

int count_complaints(Store& s, std::string_view account_id, Instant since) {
    Query q = s.db.query("SELECT count(*) FROM complaints WHERE account_id=? AND created_at>=?", account_id, since);
    return q.next() ? static_cast<int>(q.integer(0)) : 0;
}

// Lines are bound to their complaint and time: one cannot be moved into another complaint.
static std::string line_name(std::string_view complaint_id, Instant at) {
    return std::string(complaint_id) + '/' + std::to_string(at);
}

void add_complaint_line(Store& s, std::string_view complaint_id, const ComplaintLineRow& row) {
    s.db.run("INSERT INTO complaint_lines(complaint_id, sender, text_sealed, by_name, at) VALUES(?,?,?,?,?)",
             complaint_id, row.sender,
             Bytes{s.sealer.seal(row.text, {"complaint_lines", line_name(complaint_id, row.at), "text"})}, row.by,
             row.at);
}

std::vector<ComplaintLineRow> complaint_lines(Store& s, std::string_view complaint_id) {
    std::vector<ComplaintLineRow> list;
    Query q = s.db.query(
        "SELECT sender, text_sealed, by_name, at FROM complaint_lines WHERE complaint_id=? ORDER BY seq LIMIT 200",
        complaint_id);
    while (q.next()) {
        const Instant at = q.integer(3);
        list.push_back({q.text(0), s.sealer.open(q.text(1), {"complaint_lines", line_name(complaint_id, at), "text"}),
                        q.text(2), at});
    }
    return list;
}

}  // namespace bz::server::store
