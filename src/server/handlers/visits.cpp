// The patient's side of a visit: draft, sending, cancelling.
#include "base/text.hpp"
#include "domain/gate.hpp"
#include "domain/identity_check.hpp"
#include "domain/prescription.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/consents.hpp"
#include "server/handlers/gate.hpp"
#include "server/handlers/views.hpp"
#include "server/store/guardianships.hpp"

#include <algorithm>

namespace bz::server::handlers {

using domain::VisitKind;
using domain::VisitState;

namespace {

// A person whose check waits for staff may write everything; only sending waits.
Outcome<Nothing> may_start(Context& ctx, const PersonRow& person) {
    if (person.verified) return Nothing{};
    const auto check = store::newest_identity_check_of_person(ctx.store, person.id);
    if (check && check->state != domain::IdentityCheckState::rejected) return Nothing{};
    return refuse("identity_required");
}

void check_records(Context& ctx, const std::string& account, const std::vector<std::string>& ids, const std::string& at,
                   Failure& failure) {
    if (ids.size() > static_cast<std::size_t>(ctx.env.hospital.rules.records_max))
        failure.errors.push_back({at, "too_long"});
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto record = store::record(ctx.store, ids[i]);
        if (!record || record->account_id != account)
            failure.errors.push_back({at + '/' + std::to_string(i), "not_found"});
    }
}

void check_medicines(const KnownCare& care, const std::vector<std::string>& ids, const std::string& at,
                     Failure& failure) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (std::ranges::find(care.medicines, ids[i], &KnownMedicine::id) == care.medicines.end())
            failure.errors.push_back({at + '/' + std::to_string(i), "not_found"});
    }
}

// Merges the fields that are present. Only what can never be right is refused now; what is missing is judged on
// sending.
Outcome<Nothing> merge(Context& ctx, VisitRow& visit, const api::VisitDraft& in, const std::string& at) {
    Failure failure("validation");
    if (in.record_ids) check_records(ctx, visit.account_id, *in.record_ids, at + "/record_ids", failure);
    if (in.medicine_ids) {
        const auto care = known_care(ctx, visit.person_id);
        check_medicines(care, *in.medicine_ids, at + "/medicine_ids", failure);
    }
    if (in.weeks) {
        if (const auto weeks = domain::check_weeks(*in.weeks, ctx.env.hospital.rules.refill); !weeks)
            failure.errors.push_back({at + "/weeks", std::string(weeks.error().code)});
    }
    if (!failure.errors.empty()) return std::unexpected(failure);
    if (in.gate) visit.draft.gate = in.gate;
    if (in.record_ids) visit.draft.record_ids = in.record_ids;
    if (in.medicine_ids) visit.draft.medicine_ids = in.medicine_ids;
    if (in.medicine_text) visit.draft.medicine_text = in.medicine_text;
    if (in.weeks) visit.draft.weeks = in.weeks;
    if (in.long_supply_confirmed) visit.draft.long_supply_confirmed = in.long_supply_confirmed;
    if (in.complaint) visit.draft.complaint = in.complaint;
    if (in.guardian_present) visit.draft.guardian_present = in.guardian_present;
    if (in.any_doctor) visit.draft.any_doctor = in.any_doctor;
    return Nothing{};
}

void check_gate(const Context& ctx, const VisitRow& visit, Failure& failure) {
    const auto outcome =
        visit.draft.gate ? judge_gate(ctx, visit.kind, *visit.draft.gate) : domain::GateOutcome::incomplete;
    const auto wanted =
        visit.kind == VisitKind::refill ? domain::GateOutcome::refill : domain::GateOutcome::consultation;
    if (outcome != wanted) failure.errors.push_back({"/draft/gate", "gate." + std::string(to_string(outcome))});
}

void check_refill(const Context& ctx, const VisitRow& visit, Failure& failure) {
    const api::VisitDraft& draft = visit.draft;
    const bool listed = draft.medicine_ids && !draft.medicine_ids->empty();
    const bool written = draft.medicine_text && !trim(*draft.medicine_text).empty();
    if (!listed && !written) failure.errors.push_back({"/draft/medicine_ids", "required"});
    if (!draft.weeks) {
        failure.errors.push_back({"/draft/weeks", "required"});
    } else if (domain::needs_assessment(*draft.weeks, ctx.env.hospital.rules.refill) &&
               !draft.long_supply_confirmed.value_or(false)) {
        failure.errors.push_back({"/draft/long_supply_confirmed", "required"});
    }
}

Outcome<Nothing> check_complete(const Context& ctx, const VisitRow& visit) {
    Failure failure("validation");
    check_gate(ctx, visit, failure);
    if (visit.kind == VisitKind::refill) {
        check_refill(ctx, visit, failure);
    } else if (!visit.draft.complaint || trim(*visit.draft.complaint).empty()) {
        failure.errors.push_back({"/draft/complaint", "required"});
    }
    if (!failure.errors.empty()) return std::unexpected(failure);
    return Nothing{};
}

// A young child is seen only with its guardian, whose papers staff have seen. A carer is not the guardian.
Outcome<Nothing> check_guardian(Context& ctx, const VisitRow& visit, const PersonRow& person) {
    const auto born = parse_date(person.born_on);
    if (!born || !domain::needs_guardian(*born, ctx.today(), ctx.env.hospital.rules)) return Nothing{};
    const auto guardianship = store::live_guardianship(ctx.store, person.id);
    if (!guardianship || guardianship->state != domain::GuardianshipState::verified ||
        guardianship->account_id != ctx.account_id)
        return refuse("guardian_needed");
    const auto guardian = store::person(ctx.store, guardianship->guardian_id);
    if (!guardian || !guardian->verified) return refuse("guardian_needed");
    if (!visit.draft.guardian_present.value_or(false)) return invalid("/draft/guardian_present", "required");
    return Nothing{};
}

PaymentRow new_payment(const Context& ctx, const VisitRow& visit) {
    PaymentRow payment;
    payment.id = random_id("pay");
    payment.account_id = visit.account_id;
    payment.hospital_id = visit.hospital_id;
    payment.person_id = visit.person_id;
    payment.purpose = "visit";
    payment.subject_id = visit.id;
    payment.state = domain::PaymentState::pending;
    payment.amount_fen = visit.fee_fen - visit.insured_fen;
    payment.lang = visit.lang;
    payment.created_at = ctx.now;
    return payment;
}

}  // namespace

Outcome<api::Visit> create_visit(Context& ctx, const api::VisitRequest& in) {
    const PersonRow person = TRY(cared_for(ctx, store::person(ctx.store, in.person_id)));
    TRY(may_start(ctx, person));
    TRY(require_consent(ctx, person.account_id, "health_data"));
    if (auto draft = store::draft_visit(ctx.store, person.id, in.kind)) {
        // What was begun is continued: nobody should find two half-filled requests.
        if (in.draft) {
            TRY(merge(ctx, *draft, *in.draft, "/draft"));
            store::update_visit(ctx.store, *draft);
            ctx.changed(*draft, "visit", draft->id);
        }
        ctx.status = 200;
        ctx.location = "/api/v1/visits/" + draft->id;
        return visit_view(ctx, *draft);
    }
    VisitRow visit;
    visit.id = random_id("vis");
    visit.account_id = person.account_id;
    visit.hospital_id = ctx.env.hospital.id;
    visit.person_id = person.id;
    visit.kind = in.kind;
    visit.state = VisitState::draft;
    visit.lang = ctx.lang;
    visit.fee_fen = domain::visit_fee(in.kind, ctx.env.hospital.rules);
    visit.insured_fen = in.kind == VisitKind::refill ? ctx.env.hospital.rules.refill_insurance_estimate : 0;
    visit.created_at = ctx.now;
    if (in.draft) TRY(merge(ctx, visit, *in.draft, "/draft"));
    store::insert_visit(ctx.store, visit);
    ctx.changed(visit, "visit", visit.id);
    ctx.location = "/api/v1/visits/" + visit.id;
    return visit_view(ctx, visit);
}

Outcome<api::VisitList> list_visits(Context& ctx) {
    api::VisitList list;
    auto rows = store::visits(ctx.store, ctx.account_id, ctx.page);
    list.next_cursor = cut_page(rows, ctx.page);
    for (const VisitRow& row : rows) list.items.push_back(visit_view(ctx, row));
    return list;
}

Outcome<api::Visit> get_visit(Context& ctx, const Id& id) {
    return visit_view(ctx, TRY(cared_for(ctx, store::visit(ctx.store, id))));
}

Outcome<api::Visit> update_visit(Context& ctx, const Id& id, const api::VisitDraft& in) {
    VisitRow visit = TRY(cared_for(ctx, store::visit(ctx.store, id)));
    TRY(require_match(ctx, visit_view(ctx, visit)));
    if (visit.state != VisitState::draft) return refuse("illegal_state");
    TRY(merge(ctx, visit, in, ""));
    store::update_visit(ctx.store, visit);
    ctx.changed(visit, "visit", visit.id);
    return visit_view(ctx, visit);
}

Outcome<api::Visit> submit_visit(Context& ctx, const Id& id) {
    VisitRow visit = TRY(cared_for(ctx, store::visit(ctx.store, id)));
    TRY(require_match(ctx, visit_view(ctx, visit)));
    if (visit.state != VisitState::draft) return refuse("illegal_state");
    TRY(require_consent(ctx, visit.account_id, "health_data"));
    TRY(check_complete(ctx, visit));
    const PersonRow person = TRY(cared_for(ctx, store::person(ctx.store, visit.person_id)));
    if (!person.verified) return refuse("identity_pending");
    TRY(check_guardian(ctx, visit, person));
    const PaymentRow payment = new_payment(ctx, visit);
    store::insert_payment(ctx.store, payment);
    visit.payment_id = payment.id;
    visit.submitted_at = ctx.now;
    // The doctor of last time, unless the patient would rather have whoever is free.
    if (!visit.draft.any_doctor.value_or(false))
        visit.doctor = earlier_care_view(ctx, known_care(ctx, person.id), visit.lang).doctor;
    TRY(care::move_visit(ctx, visit, VisitState::submitted));
    ctx.tell_hospital("payment.changed", payment.id);
    // From now on the hospital may see them.
    for (const std::string& record : visit.draft.record_ids.value_or(std::vector<std::string>{}))
        ctx.tell_hospital("record.changed", record);
    if (payment.amount_fen == 0) {
        TRY(care::payment_arrived(ctx, payment.id));
        visit = TRY(existing(store::visit(ctx.store, id)));
    }
    return visit_view(ctx, visit);
}

Outcome<api::Visit> cancel_visit(Context& ctx, const Id& id) {
    VisitRow visit = TRY(cared_for(ctx, store::visit(ctx.store, id)));
    TRY(require_match(ctx, visit_view(ctx, visit)));
    TRY(care::move_visit(ctx, visit, VisitState::cancelled));
    return visit_view(ctx, visit);
}

}  // namespace bz::server::handlers
