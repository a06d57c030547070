// Owns how long a handed-over medicine lasts, and when that is worth a reminder (S31). A pack is a week's supply, so
// the weeks ordered tell it; how a person really takes it nobody knows here, so it stays an estimate that a person may
// ignore.
#pragma once

#include "base/date.hpp"

namespace bz::domain {

inline constexpr int supply_remind_days =
    7;  // a refill takes a day or two, a weekend and a pharmacy without stock more
inline constexpr int supply_forget_days = 30;  // after so long without it, it is no longer "the same again"

// The first day without: the day of handing over is the first with it. `weeks` must be >= 1.
[[nodiscard]] Date runs_out_on(Date handed_over, int weeks);

// How many days it still lasts, today included; 0 or less when it has run out.
[[nodiscard]] int days_left(Date runs_out, Date today);

// From supply_remind_days before the end until supply_forget_days after it.
[[nodiscard]] bool is_worth_reminding(int days_left);

}  // namespace bz::domain
