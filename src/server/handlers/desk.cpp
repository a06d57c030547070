// The hospital's side: doctors and pharmacists. The same functions serve the desk API and the demo desk.
#include "base/text.hpp"
#include "domain/medicine.hpp"
#include "domain/prescription.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/desk_work.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

using domain::PrescriptionState;
using domain::VisitState;

static std::string doctor_name(const VisitRow& visit) { return visit.doctor ? visit.doctor->name : std::string(); }

Outcome<api::VisitList> desk_queue(Context& ctx) {
    const std::string& wanted = ctx.page.state;
    const bool unassigned = wanted == "unassigned";
    if (!wanted.empty() && !unassigned && wanted != "queued" && wanted != "in_consultation")
        return invalid("/state", "choice");
    api::VisitList list;
    for (const VisitState state : {VisitState::queued, VisitState::in_consultation}) {
        if (!wanted.empty() && !unassigned && wanted != to_string(state)) continue;
        for (const VisitRow& row : store::visits_in(ctx.store, ctx.env.hospital.id, state)) {
            // Without a doctor: nobody took it yet, or whoever did gave it back.
            const bool free = state == VisitState::queued || row.assigned_to == handed_back;
            if (!unassigned || free) list.items.push_back(visit_view(ctx, row));
        }
    }
    return list;
}

Outcome<api::Visit> desk_get_visit(Context& ctx, const Id& id) {
    return visit_view(ctx, TRY(of_hospital(ctx, store::visit(ctx.store, id))));
}

Outcome<api::Visit> desk_accept(Context& ctx, const Id& id) {
    VisitRow visit = TRY(of_hospital(ctx, store::visit(ctx.store, id)));
    if (visit.state == VisitState::in_consultation && visit.assigned_to == handed_back) {
        take_visit(ctx, visit);
        store::update_visit(ctx.store, visit);
        ctx.changed(visit, "visit", visit.id);
        care::say(ctx, visit, "system", "handover", doctor_name(visit));
        return visit_view(ctx, visit);
    }
    visit.accepted_at = ctx.now;
    take_visit(ctx, visit);
    TRY(care::move_visit(ctx, visit, VisitState::in_consultation));
    care::say(ctx, visit, "system", "visit_opened", doctor_name(visit));
    return visit_view(ctx, visit);
}

static bool needs_assessment(const Context& ctx, const std::vector<api::PrescriptionItem>& items) {
    for (const api::PrescriptionItem& item : items)
        if (domain::needs_assessment(item.weeks, ctx.env.hospital.rules.refill)) return true;
    return false;
}

static Outcome<Nothing> check_sheet(const Context& ctx, const api::DeskPrescription& in) {
    const auto& items = in.items;
    Failure failure("validation");
    if (in.valid_days) {
        if (const auto days = domain::check_validity_days(*in.valid_days, ctx.env.hospital.rules.refill); !days)
            failure.errors.push_back({"/valid_days", std::string(days.error().code)});
    }
    if (needs_assessment(ctx, items) && trim(in.assessment.value_or("")).empty())
        failure.errors.push_back({"/assessment", "required"});
    if (count_code_points(in.assessment.value_or("")) > 2000) failure.errors.push_back({"/assessment", "too_long"});
    const auto& rules = ctx.env.hospital.rules.refill;
    if (const auto count = domain::check_items(static_cast<int>(items.size()), rules); !count)
        failure.errors.push_back({"/items", std::string(count.error().code)});
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string at = "/items/" + std::to_string(i);
        if (trim(items[i].name).empty()) failure.errors.push_back({at + "/name", "required"});
        if (const auto weeks = domain::check_weeks(items[i].weeks, rules); !weeks)
            failure.errors.push_back({at + "/weeks", std::string(weeks.error().code)});
    }
    if (!failure.errors.empty()) return std::unexpected(failure);
    return Nothing{};
}

Outcome<api::Prescription> desk_prescribe(Context& ctx, const Id& id, const api::DeskPrescription& in) {
    VisitRow visit = TRY(of_hospital(ctx, store::visit(ctx.store, id)));
    TRY(require_own_visit(ctx, visit));
    if (visit.kind != domain::VisitKind::refill)
        return refuse("illegal_state");  // a consultation gives answers, no medicine
    TRY(check_sheet(ctx, in));
    TRY(care::move_visit(ctx, visit, VisitState::prescribed));
    const auto& rules = ctx.env.hospital.rules.refill;
    const Date last_day = domain::last_valid_day(ctx.today(), in.valid_days.value_or(rules.prescription_valid_days));
    PrescriptionRow row;
    row.id = random_id("rx");
    row.visit_id = visit.id;
    row.account_id = visit.account_id;
    row.hospital_id = visit.hospital_id;
    row.person_id = visit.person_id;
    row.doctor_name = doctor_name(visit);
    row.state = PrescriptionState::signed_;
    row.items = in.items;
    row.assessment = trim(in.assessment.value_or(""));
    for (api::PrescriptionItem& item : row.items)
        item.hospital_only = domain::dispensing_of(item.name, rules) == domain::Dispensing::hospital_only;
    row.signed_at = ctx.now;
    row.valid_until = instant_of(
        {.date = last_day, .hour = 23, .minute = 59, .second = 59, .utc_offset_minutes = china_offset_minutes});
    store::insert_prescription(ctx.store, row);
    TRY(care::move_prescription(ctx, row, PrescriptionState::in_review));
    care::say(ctx, visit, "system", "prescribed", row.doctor_name);
    return prescription_view(ctx, row, true);
}

Outcome<api::Visit> desk_conclude(Context& ctx, const Id& id, const api::DeskConclusion& in) {
    VisitRow visit = TRY(of_hospital(ctx, store::visit(ctx.store, id)));
    TRY(require_own_visit(ctx, visit));
    if (trim(in.text).empty()) return invalid("/text", "required");
    if (in.follow_up_on) {
        if (const auto date = parse_date(*in.follow_up_on); !date) return invalid("/follow_up_on", date.error().code);
    }
    visit.ending = Ending{in.text, doctor_name(visit), in.follow_up_on.value_or("")};
    TRY(care::move_visit(ctx, visit, VisitState::concluded));
    care::say(ctx, visit, "system", "concluded", doctor_name(visit));
    return visit_view(ctx, visit);
}

Outcome<api::Visit> desk_terminate(Context& ctx, const Id& id, const api::DeskTermination& in) {
    VisitRow visit = TRY(of_hospital(ctx, store::visit(ctx.store, id)));
    TRY(require_own_visit(ctx, visit));
    if (trim(in.note).empty()) return invalid("/note", "required");
    visit.ending = Ending{in.note, doctor_name(visit), ""};
    visit.termination_reason = in.reason;
    TRY(care::move_visit(ctx, visit, VisitState::terminated));
    care::say(ctx, visit, "system", "terminated", doctor_name(visit));
    return visit_view(ctx, visit);
}

Outcome<api::Prescription> desk_review(Context& ctx, const Id& id, const api::DeskReview& in) {
    PrescriptionRow row = TRY(of_hospital(ctx, store::prescription(ctx.store, id)));
    VisitRow visit = TRY(existing(store::visit(ctx.store, row.visit_id)));
    if (!in.approved && (!in.reason || trim(*in.reason).empty())) return invalid("/reason", "required");
    const bool named = ctx.staff && ctx.staff->role == Role::pharmacist;
    if (!in.approved) row.return_reason = trim(*in.reason);
    row.pharmacist_name = named ? ctx.staff->name : pharmacist_name(visit.lang);
    TRY(care::move_prescription(ctx, row, in.approved ? PrescriptionState::approved : PrescriptionState::returned));
    if (in.approved)
        ctx.changed(visit, "visit", visit.id);
    else  // back to the doctor, with the same conversation
        TRY(care::move_visit(ctx, visit, VisitState::in_consultation));
    return prescription_view(ctx, row, true);
}

}  // namespace bz::server::handlers
