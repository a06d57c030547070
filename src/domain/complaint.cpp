#include "domain/complaint.hpp"

#include "base/assert.hpp"
#include "domain/transitions.hpp"

#include <format>

namespace bz::domain {

namespace {

using enum ComplaintState;

constexpr Move<ComplaintState> moves[] = {
    {received, in_progress}, {in_progress, answered},
    {answered, closed},      {answered, in_progress},  // the answer did not help
    {closed, in_progress},                             // taken up again
};

}  // namespace

bool can_move(ComplaintState from, ComplaintState to) { return is_listed<ComplaintState>(moves, from, to); }

Result<ComplaintState> move(ComplaintState from, ComplaintState to) {
    if (!can_move(from, to)) return fail("complaint.illegal_move");
    return to;
}

Instant reopen_deadline(Instant moved_at) { return moved_at + complaint_reopen_days * ms_per_day; }

std::string complaint_number(Date day, int place) {
    BZ_ASSERT(day.valid());
    BZ_ASSERT(place >= 1);
    return std::format("C-{:04}{:02}{:02}-{:04}", day.year, day.month, day.day, place);
}

}  // namespace bz::domain
