#include "domain/supply.hpp"

#include "base/assert.hpp"

namespace bz::domain {

Date runs_out_on(Date handed_over, int weeks) {
    BZ_ASSERT(weeks >= 1);
    return add_days(handed_over, 7 * weeks);
}

int days_left(Date runs_out, Date today) {
    return static_cast<int>(days_since_epoch(runs_out) - days_since_epoch(today));
}

bool is_worth_reminding(int days_left) { return days_left <= supply_remind_days && days_left > -supply_forget_days; }

}  // namespace bz::domain
