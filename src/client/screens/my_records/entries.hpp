// What happened, as one list: from the visits, records and orders that were loaded so far.
#pragma once

#include <vector>

#include "client/screens/my_records/my_records.hpp"

namespace bz::screens {

struct Entry {
    enum class Kind : unsigned char { record, visit, prescription, order } kind = Kind::record;
    Instant at = 0;  // by which it stands in the list
    const api::Record* record = nullptr;
    const api::Visit* visit = nullptr;  // of the prescription, too
    const api::Order* order = nullptr;
};

// Newest first. Where a list goes on at the hospital, nothing older than its last loaded item is shown yet: what lies
// between would be missing.
[[nodiscard]] std::vector<Entry> entries(const state::Shared& shared, MyRecords::Filter filter);

}  // namespace bz::screens
