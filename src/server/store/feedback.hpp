// Ratings and complaints: what patients say about their care.
#pragma once

#include "base/date.hpp"
#include "domain/complaint.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

struct RatingRow {
    std::string visit_id, account_id, hospital_id, doctor_name, text;
    int stars = 0;
    Instant given_at = 0;
};

struct ComplaintRow {
    std::string id, account_id, hospital_id, visit_id;  // visit_id is empty when it is about no visit
    domain::ComplaintState state{};
    Date day;       // with `place` its number
    int place = 0;  // within the hospital and the day
    Instant created_at = 0, moved_at = 0;
};

struct ComplaintLineRow {
    std::string sender, text, by;  // sender: patient | hospital
    Instant at = 0;
};

namespace store {

void put_rating(Store&, const RatingRow&);  // the first, or in the place of the first
std::optional<RatingRow> rating(Store&, std::string_view visit_id);
std::vector<RatingRow> ratings_of_hospital(Store&, std::string_view hospital_id, const Page&);  // one more than limit

void insert_complaint(Store&, ComplaintRow&);  // gives it its place
std::optional<ComplaintRow> complaint(Store&, std::string_view id);
void update_complaint(Store&, const ComplaintRow&);
std::vector<ComplaintRow> complaints_of_account(Store&, std::string_view account_id, const Page&);    // one more
std::vector<ComplaintRow> complaints_of_hospital(Store&, std::string_view hospital_id, const Page&);  // one more
std::vector<ComplaintRow> complaints_at_rest(Store&, std::string_view hospital_id, Instant answered_before);
int count_complaints(Store&, std::string_view account_id, Instant since);
void add_complaint_line(Store&, std::string_view complaint_id, const ComplaintLineRow&);
std::vector<ComplaintLineRow> complaint_lines(Store&, std::string_view complaint_id);

}  // namespace store
}  // namespace bz::server
