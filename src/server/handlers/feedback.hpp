// Ratings and complaints: the patient's and the desk's operations on them.
#pragma once

#include "api/feedback.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

Outcome<api::Rating> rate_visit(Context&, const std::string& visit_id, const api::RatingRequest&);
Outcome<api::Rating> get_rating(Context&, const std::string& visit_id);
Outcome<api::Complaint> create_complaint(Context&, const api::ComplaintRequest&);
Outcome<api::ComplaintList> list_complaints(Context&);
Outcome<api::Complaint> get_complaint(Context&, const std::string& id);
Outcome<api::Complaint> reopen_complaint(Context&, const std::string& id, const api::ComplaintText&);

Outcome<api::RatingList> desk_ratings(Context&);
Outcome<api::ComplaintList> desk_complaints(Context&);
Outcome<api::Complaint> desk_get_complaint(Context&, const std::string& id);
Outcome<api::Complaint> desk_answer_complaint(Context&, const std::string& id, const api::ComplaintText&);
Outcome<api::Complaint> desk_move_complaint(Context&, const std::string& id, const api::DeskComplaintMove&);

// Answered ones that nobody took up again; called by the background.
void close_old_complaints(Context&);

}  // namespace bz::server::handlers
