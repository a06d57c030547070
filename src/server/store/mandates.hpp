// Who may fetch medicine for whom: a person signed it, staff saw the paper, either ends it.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

struct PersonRow;

struct MandateRow {
    std::string id, hospital_id, worker_id, account_id, person_id;
    std::string phone;  // to call; empty: the account's, or it has ended
    Date signed_on, ends_on;
    std::string recorded_by;
    Instant created_at = 0, ended_at = 0;
    std::string ended_by;         // person | staff | time
    std::string paper_upload_id;  // its photo; empty while there is none
};

namespace store {

void insert_mandate(Store&, const MandateRow&);
// It is over: the phone and what was prepared under it are erased; what was sent has its own place.
void end_mandate(Store&, const MandateRow&);
void set_mandate_paper(Store&, std::string_view id, std::string_view upload_id);
std::optional<MandateRow> mandate(Store&, std::string_view id);
std::optional<MandateRow> open_mandate(Store&, std::string_view worker_id, std::string_view person_id);  // not ended
std::vector<MandateRow> mandates_of_worker(Store&, std::string_view worker_id);           // not ended, oldest first
std::vector<MandateRow> mandates_of_person(Store&, std::string_view person_id);           // not ended
std::vector<MandateRow> mandates_of_account(Store&, std::string_view account_id);         // newest first
std::vector<MandateRow> mandates_of_hospital(Store&, std::string_view hospital_id);       // newest first
std::vector<MandateRow> mandates_over(Store&, std::string_view hospital_id, Date today);  // not ended, but past
// Verified people with this document number in accounts of this hospital that are not closed.
std::vector<PersonRow> verified_people_by_number(Store&, std::string_view hospital_id, std::string_view number);
void note_pickup_mandate(Store&, std::string_view order_id, std::string_view mandate_id);

}  // namespace store
}  // namespace bz::server
