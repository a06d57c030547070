// The pages of People and what they share. Private to this folder.
#pragma once

#include "client/screens/people/people.hpp"
#include "client/state/who.hpp"

namespace bz::screens {

using PeopleSend = Send<People::Msg>;

std::string relation_words(const Page& page, std::string_view relationship);  // of the person to oneself
void people_problem(Page& page, const People::Model& model);
// Draws the state of the account and the end of the page when there is none yet.
bool account_missing(Page& page, const PeopleSend& send);
// Who was let in: of one person, or of all when `person_id` is empty.
void carers_view(Page& page, std::string_view person_id, const PeopleSend& send);
// Who of a community may fetch medicine: for one person, or for all when `person_id` is empty.
void mandates_view(Page& page, std::string_view person_id, const PeopleSend& send);
void end_dialog_view(Page& page, const People::Model& model, const PeopleSend& send);

void person_view(Page& page, const People::Model& model, const PeopleSend& send);
void take_care_view(Page& page, const People::Model& model, const PeopleSend& send);
void let_in_view(Page& page, const People::Model& model, const PeopleSend& send);
void guardian_view(Page& page, const People::Model& model, const PeopleSend& send);

}  // namespace bz::screens
