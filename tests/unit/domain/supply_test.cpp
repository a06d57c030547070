// How long a medicine lasts and when a person is reminded of it.
#include "domain/supply.hpp"
#include "doctest/doctest.h"

using namespace bz;
using namespace bz::domain;

TEST_CASE("supply: the day of handing over is the first with it") {
    const Date handed{2026, 7, 20};
    CHECK(runs_out_on(handed, 1) == Date{2026, 7, 27});
    CHECK(runs_out_on(handed, 4) == Date{2026, 8, 17});
    CHECK(days_left(runs_out_on(handed, 1), handed) == 7);
    CHECK(days_left(runs_out_on(handed, 1), Date{2026, 7, 26}) == 1);
    CHECK(days_left(runs_out_on(handed, 1), Date{2026, 7, 27}) == 0);
    CHECK(days_left(Date{2027, 1, 1}, Date{2026, 12, 30}) == 2);
}

TEST_CASE("supply: a reminder comes a week before the end and goes a month after it") {
    CHECK_FALSE(is_worth_reminding(supply_remind_days + 1));
    CHECK(is_worth_reminding(supply_remind_days));
    CHECK(is_worth_reminding(0));
    CHECK(is_worth_reminding(1 - supply_forget_days));
    CHECK_FALSE(is_worth_reminding(-supply_forget_days));
}
