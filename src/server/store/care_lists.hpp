// What a hospital's own system may read of its patients' care: which it is, newest first, in pages. Ids only; rows are
// read by their own functions. Reading one goes the same way, so that a list and a look agree on what is there.
//
// What is the hospital's: people of its accounts, visits that were sent to it and what came of them, and the answers of
// those accounts to its consents. Of a deleted account what care rests upon; of an erased one nothing (retention.hpp).
#pragma once

#include "base/date.hpp"
#include "server/store/audit.hpp"
#include "server/store/consents.hpp"
#include "server/store/store_base.hpp"

#include <string>
#include <vector>

namespace bz::server {

struct CareFilter {
    std::string hospital_id;
    std::string id;                                                   // only this one
    std::string person_id, visit_id;                                  // of this person, of this visit
    std::string states, kinds;                                        // ",queued,submitted,": only these
    Instant from = instant_min, until = instant_max;                  // `until` itself no longer
    Instant updated_from = instant_min, updated_until = instant_max;  // the same
    std::string after;                                                // id of the last one already seen
    int limit = 1;
};

struct PrescriptionSeen {
    std::string id;
    bool handed_over = false;  // its medicine has left the pharmacy
};
struct ConsentSeen {
    ConsentRow answer;
    std::string account_id, person_id;  // the account's own person; empty when there is none
    Instant superseded_at = 0;          // by a newer answer; 0: it is the newest
};
struct AuditSeen {
    AuditEntry entry;
    std::string person_id;  // whom the object is of; empty when that is not known
};

namespace store {

std::vector<std::string> care_people(Store&, const CareFilter&);
std::vector<std::string> care_visits(Store&, const CareFilter&);
// Of people who sent the hospital a visit; whether it was shown a record, the visits say.
std::vector<std::string> care_records(Store&, const CareFilter&);
std::vector<PrescriptionSeen> care_prescriptions(Store&, const CareFilter&);
std::vector<std::string> care_messages(Store&, const CareFilter&);
// Their ids are numbers: `after` is a seq.
std::vector<ConsentSeen> care_consents(Store&, const CareFilter&);
std::vector<AuditSeen> care_audit(Store&, const CareFilter&);

// The message of a visit of this account that carries the upload; empty when none does.
std::string message_with_upload(Store&, std::string_view account_id, std::string_view upload_id);
// The record that has the upload as one of its pages, and still shows it; empty when none does.
std::string record_with_page(Store&, std::string_view upload_id);

}  // namespace store
}  // namespace bz::server
