// Photographed papers that wait for staff: checks of documents, and guardians' papers. Both tables have the same
// columns for who looks at one, and for how long that took.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <string_view>
#include <vector>

namespace bz::server::store {

enum class Paper { identity_check, guardianship };

void hold_paper(Store&, Paper, std::string_view id, std::string_view staff_id, Instant now);
// Of those that wait: how many were sent earlier.
int papers_before(Store&, Paper, std::string_view hospital_id, Instant created_at);
// Of those decided last by staff, in milliseconds: from being sent, and from the first look.
std::vector<std::int64_t> paper_times(Store&, Paper, std::string_view hospital_id, int most);
std::vector<std::int64_t> look_times(Store&, Paper, std::string_view hospital_id, int most);

}  // namespace bz::server::store
