// Wrong codes, counted against whoever types them: an unknown code belongs to nobody else.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <vector>

namespace bz::server::store {

void note_code_try(Store&, std::string_view by, Instant now);
std::vector<Instant> code_tries(Store&, std::string_view by, Instant since);  // oldest first
void forget_code_tries(Store&, Instant before);

}  // namespace bz::server::store
