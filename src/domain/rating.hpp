// Owns what a patient's rating of a visit is: stars, and until when it may be changed.
#pragma once

#include "base/date.hpp"
#include "base/result.hpp"
#include "domain/visit.hpp"

namespace bz::domain {

inline constexpr int stars_max = 5;
inline constexpr int rating_text_max = 500;  // code points
inline constexpr std::int64_t rating_change_ms = ms_per_day;

// `stars` when 1 .. stars_max, else "stars.range" (detail = stars_max).
[[nodiscard]] Result<int> check_stars(int stars);

// There must have been a doctor, and it must be over: concluded, prescribed or terminated.
[[nodiscard]] bool can_be_rated(VisitState state);

// The last instant at which a rating first given at `given_at` may be changed.
[[nodiscard]] inline Instant rating_deadline(Instant given_at) { return given_at + rating_change_ms; }

}  // namespace bz::domain
