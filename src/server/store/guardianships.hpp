// Who is a child's guardian, as staff found in the papers.
#pragma once

#include "base/date.hpp"
#include "domain/guardianship.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

struct GuardianshipRow {
    std::string id, account_id, hospital_id, person_id, guardian_id, reason, document_upload_id;
    domain::GuardianshipBasis basis{};
    domain::GuardianshipState state{};
    Instant created_at = 0, decided_at = 0, ended_at = 0;
    Instant opened_at = 0;  // when staff first looked
    std::string held_by;    // who of staff looks at it since held_at
    Instant held_at = 0;
};

namespace store {

void insert_guardianship(Store&, const GuardianshipRow&);
void update_guardianship(Store&, const GuardianshipRow&);  // state, reason and times; nobody looks at it any more
std::optional<GuardianshipRow> guardianship(Store&, std::string_view id);
// The one of this child that is pending or verified.
std::optional<GuardianshipRow> live_guardianship(Store&, std::string_view person_id);
std::vector<GuardianshipRow> guardianships(Store&, std::string_view account_id);  // newest first
std::vector<GuardianshipRow> guardianships_in(Store&, std::string_view hospital_id, domain::GuardianshipState);

}  // namespace store
}  // namespace bz::server
