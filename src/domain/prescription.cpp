#include "domain/prescription.hpp"

#include "base/assert.hpp"
#include "domain/transitions.hpp"

namespace bz::domain {

namespace {

using enum PrescriptionState;

constexpr Move<PrescriptionState> moves[] = {
    {signed_, in_review}, {signed_, expired},   {in_review, approved}, {in_review, returned}, {in_review, expired},
    {returned, signed_},  {returned, expired},  {approved, confirmed}, {approved, expired},   {confirmed, ordered},
    {confirmed, expired}, {ordered, confirmed},  // its order ended unused: the patient may choose again while it is
                                                 // valid
};

Result<int> check_range(int value, int max, std::string_view code) {
    if (value < 1 || value > max) return fail(code, max);
    return value;
}

}  // namespace

bool can_move(PrescriptionState from, PrescriptionState to) { return is_listed<PrescriptionState>(moves, from, to); }

Result<PrescriptionState> move(PrescriptionState from, PrescriptionState to) {
    if (!can_move(from, to)) return fail("prescription.illegal_move");
    return to;
}

bool is_final(PrescriptionState state) { return state == expired; }

bool details_visible_to_patient(PrescriptionState state) {
    return state == approved || state == confirmed || state == ordered;
}

Result<int> check_weeks(int weeks, const RefillRules& rules) {
    return check_range(weeks, rules.weeks_max, "weeks.range");
}

bool needs_assessment(int weeks, const RefillRules& rules) { return weeks > rules.weeks_simple_max; }

Result<int> check_items(int items, const RefillRules& rules) {
    return check_range(items, rules.items_max, "items.range");
}

Result<int> check_validity_days(int days, const RefillRules& rules) {
    return check_range(days, rules.prescription_valid_days_max, "prescription.validity");
}

Date last_valid_day(Date signed_on, int days) {
    BZ_ASSERT(days >= 1);
    return add_days(signed_on, days - 1);
}

}  // namespace bz::domain
