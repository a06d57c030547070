#include "domain/batch.hpp"

#include "domain/transitions.hpp"

namespace bz::domain {

namespace {

using enum BatchState;

constexpr Move<BatchState> moves[] = {
    {prepared, prepared},    {prepared, confirmed},    {prepared, changed},    {prepared, not_reached},
    {prepared, declined},    {not_reached, prepared},  {not_reached, changed}, {not_reached, not_reached},
    {not_reached, declined}, {not_reached, confirmed}, {confirmed, prepared},  {confirmed, confirmed},
    {confirmed, changed},    {confirmed, not_reached}, {confirmed, declined},  {confirmed, sent},
    {confirmed, failed},     {failed, prepared},       {failed, confirmed},    {failed, changed},
    {failed, not_reached},   {failed, declined},       {failed, sent},         {failed, failed},
};

BatchAdvice advice_of(GateOutcome gate) {
    switch (gate) {
    case GateOutcome::emergency: return BatchAdvice::emergency;
    case GateOutcome::not_refill: return BatchAdvice::not_refill;
    case GateOutcome::ask_staff: return BatchAdvice::ask_staff;
    case GateOutcome::consultation: return BatchAdvice::consultation;
    case GateOutcome::incomplete:
    case GateOutcome::refill: break;
    }
    return BatchAdvice::none;
}

}  // namespace

Result<Date> check_mandate_days(Date signed_on, Date ends_on, Date today) {
    if (signed_on > today) return fail("mandate.signed_later");
    if (ends_on < today || ends_on < signed_on) return fail("mandate.over");
    if (days_since_epoch(ends_on) - days_since_epoch(signed_on) > mandate_days_max)
        return fail("mandate.too_long", mandate_days_max);
    return ends_on;
}

bool can_move(BatchState from, BatchState to) { return is_listed<BatchState>(moves, from, to); }

Result<BatchState> move(BatchState from, BatchState to) {
    if (!can_move(from, to)) return fail("batch.illegal_move");
    return to;
}

Result<ReadBackVerdict> judge_read_back(const ReadBack& said) {
    if (!said.reached) return ReadBackVerdict{not_reached};
    if (const BatchAdvice advice = advice_of(said.gate); advice != BatchAdvice::none)
        return ReadBackVerdict{changed, advice};
    if (said.unwell || said.allergy) return ReadBackVerdict{changed, BatchAdvice::consultation};
    if (!said.agrees) return ReadBackVerdict{declined};
    if (said.gate == GateOutcome::incomplete) return fail("batch.incomplete");
    return ReadBackVerdict{confirmed};
}

}  // namespace bz::domain
