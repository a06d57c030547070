#include "client/app/adopt.hpp"

namespace bz::app {

namespace {

void take_draft(state::Draft& into, const api::Visit& visit) {
    const api::VisitDraft& from = visit.draft;
    into.kind = visit.kind;
    into.started = true;
    into.visit_id = visit.id;
    into.person_id = visit.person_id;
    into.guardian_present = from.guardian_present.value_or(false);
    if (from.gate) {
        into.red_flags_none = from.gate->red_flags_none;
        into.diagnosed = from.gate->diagnosed;
        into.changed = from.gate->changed;
        into.gate_answers = from.gate->answers.value_or(std::vector<api::GateReply>{});
    }
    if (from.medicine_ids) into.medicine_ids = *from.medicine_ids;
    if (from.medicine_text) into.medicine_text = *from.medicine_text;
    if (from.weeks) into.weeks = *from.weeks;
    if (from.long_supply_confirmed) into.long_supply_confirmed = *from.long_supply_confirmed;
    if (from.any_doctor) into.any_doctor = *from.any_doctor;
    if (from.complaint) into.complaint = *from.complaint;
}

}  // namespace

state::Effects adopt(state::Shared& shared) {
    state::Effects effects;
    state::Draft& draft = shared.draft;
    if (shared.account && shared.account->open_visit_id && draft.visit_id.empty() && !draft.started) {
        if (!shared.visit || shared.visit->id != *shared.account->open_visit_id) {
            effects += state::load_visit(*shared.account->open_visit_id);
            return effects;
        }
        take_draft(draft, *shared.visit.value);
    }
    if (shared.account && shared.account->open_order_id && draft.order_id.empty() && !draft.started) {
        draft.order_id = *shared.account->open_order_id;
        effects += state::load_order(draft.order_id);
    }
    return effects;
}

}  // namespace bz::app
