#include "domain/visit.hpp"

#include "base/assert.hpp"
#include "domain/transitions.hpp"

namespace bz::domain {

namespace {

using enum VisitState;

constexpr Move<VisitState> moves[] = {
    {draft, submitted},
    {draft, cancelled},
    {submitted, queued},
    {submitted, cancelled},
    {submitted, expired},
    {queued, in_consultation},
    {queued, cancelled},
    {queued, expired},
    {in_consultation, concluded},
    {in_consultation, prescribed},
    {in_consultation, terminated},
    {in_consultation, cancelled},
    {prescribed, in_consultation},  // the pharmacist returned the prescription: the doctor mends it, or ends the visit
};

}  // namespace

bool can_move(VisitState from, VisitState to) { return is_listed<VisitState>(moves, from, to); }

Result<VisitState> move(VisitState from, VisitState to) {
    if (!can_move(from, to)) return fail("visit.illegal_move");
    return to;
}

bool is_final(VisitState state) {
    return state == concluded || state == prescribed || state == terminated || state == cancelled || state == expired;
}

RefundDecision refund_for(VisitState from, VisitState to, Fen paid) {
    BZ_ASSERT(paid >= 0);
    const bool due = to == terminated || to == expired || (to == cancelled && from != in_consultation);
    if (!can_move(from, to) || !due || paid == 0) return {};
    return {.due = true, .amount = paid};
}

Instant accept_deadline(Instant queued_at, const HospitalRules& rules) {
    return queued_at + rules.accept_hours * ms_per_hour;
}

bool needs_guardian(Date birth, Date today, const HospitalRules& rules) {
    return age_on(birth, today) < rules.guardian_age;
}

Fen visit_fee(VisitKind kind, const HospitalRules& rules) {
    return kind == VisitKind::refill ? rules.refill_fee : rules.consultation_fee;
}

}  // namespace bz::domain
