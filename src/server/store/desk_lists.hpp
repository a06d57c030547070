// Counts of what waits at a hospital's desk.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

namespace bz::server {

struct WaitingRow {
    int queued = 0, unassigned = 0, late = 0, to_review = 0, to_pack = 0, to_ship = 0, identity_checks = 0,
        guardianships = 0, complaints = 0;
    Instant oldest_queued_at = 0;
};

namespace store {

// `handed_back` is what stands for the doctor of a visit that was given back; late is what is queued since before
// `promised_since`.
WaitingRow waiting_at(Store&, std::string_view hospital_id, std::string_view handed_back, Instant promised_since);

}  // namespace store
}  // namespace bz::server
