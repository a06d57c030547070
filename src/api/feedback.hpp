// What patients say about their care: ratings of visits, and complaints with a number to look them up by.
#pragma once

#include "api/common.hpp"
#include "domain/complaint.hpp"

namespace bz::api {

struct RatingRequest {
    int stars = 0;  // 1 .. 5
    std::optional<std::string> text;
};
BZ_SCHEMA(RatingRequest, stars, text);

struct Rating {
    std::string visit_id;
    int stars = 0;
    std::optional<std::string> text;
    std::string given_at;
    std::string changeable_until;
    std::optional<std::string> doctor_name;
};
BZ_SCHEMA(Rating, visit_id, stars, text, given_at, changeable_until, doctor_name);

struct RatingList {
    std::vector<Rating> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(RatingList, items, next_cursor);

struct ComplaintRequest {
    std::optional<std::string> visit_id;
    std::string text;
};
BZ_SCHEMA(ComplaintRequest, visit_id, text);

// What is said after the complaint itself: by the hospital, or by the patient who takes it up again.
struct ComplaintText {
    std::string text;
};
BZ_SCHEMA(ComplaintText, text);

struct ComplaintLine {
    std::string from;  // patient | hospital
    std::string text;
    std::string by;  // a clerk's name; empty for the patient
    std::string at;
};
BZ_SCHEMA(ComplaintLine, from, text, by, at);

struct Complaint {
    std::string id;
    std::string number;  // C-20261121-0042, to name on the phone
    domain::ComplaintState state{};
    std::optional<std::string> visit_id;
    std::string created_at;
    std::vector<ComplaintLine> lines;         // oldest first; the first is the complaint
    std::optional<std::string> reopen_until;  // when answered or closed
};
BZ_SCHEMA(Complaint, id, number, state, visit_id, created_at, lines, reopen_until);

struct ComplaintList {
    std::vector<Complaint> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(ComplaintList, items, next_cursor);

struct DeskComplaintMove {
    domain::ComplaintState state{};  // in_progress: taken; closed: nothing is left to do
};
BZ_SCHEMA(DeskComplaintMove, state);

}  // namespace bz::api
