#include "client/state/journey.hpp"

#include "base/text.hpp"
#include "client/state/gate_questions.hpp"
#include "domain/identity_number.hpp"
#include "domain/person_name.hpp"

#include <algorithm>

namespace bz::state {
namespace {

bool identity_settled(const Shared& shared) {
    const api::Person* person = shared.person();
    if (person != nullptr && person->verified) return true;
    if (shared.account && shared.account->identity_check) {
        // Staff look at the photo meanwhile; only sending waits for them. Elsewhere nobody looks but the person.
        const api::IdentityCheck& check = *shared.account->identity_check;
        if (check.state == domain::IdentityCheckState::needs_staff) return true;
        return check.state == domain::IdentityCheckState::pending && !domain::is_redirect(check.method);
    }
    return !shared.account && !shared.draft.identity_check_id.empty();
}

bool identity_rejected(const Shared& shared) {
    return shared.account && shared.account->identity_check &&
           shared.account->identity_check->state == domain::IdentityCheckState::rejected &&
           shared.account->identity_check->id == shared.draft.identity_check_id;
}

// What else a document asks for is looked at by the identity screen, when the check is about to be sent.
bool identity_typed(const Shared& shared) {
    if (!domain::parse_person_name(shared.draft.name)) return false;
    if (shared.draft.document_type != domain::DocumentType::resident_id) return !trim(shared.draft.number).empty();
    return domain::parse_identity_number(shared.draft.number, today(shared)).has_value();
}

// A check goes on on another page.
bool identity_elsewhere(const Shared& shared) {
    return shared.account && shared.account->identity_check &&
           shared.account->identity_check->state == domain::IdentityCheckState::pending;
}

// With several people in the account each request says whom it is for.
bool who_is_open(const Shared& shared) {
    return shared.account && shared.account->people.size() > 1 &&
           shared.find_person(shared.draft.person_id) == nullptr && shared.draft.visit_id.empty();
}

bool records_there(const Shared& shared) {
    if (shared.account && shared.account->records_count > 0) return true;
    return std::ranges::any_of(shared.draft.uploads, [](const UploadDraft& upload) {
        return upload.state != "failed" && upload.state != "interrupted";
    });
}

bool refill_chosen(const Shared& shared) {
    const Draft& draft = shared.draft;
    if (draft.medicine_ids.empty() && trim(draft.medicine_text).empty()) return false;
    const int simple_max = shared.hospital ? shared.hospital->rules.weeks_simple_max : draft.weeks;
    return draft.weeks <= simple_max || draft.long_supply_confirmed;
}

Route draft_step(const Shared& shared, std::optional<Route> done) {
    const Draft& draft = shared.draft;
    if (!draft.started) return Route::home;
    if (const auto open = gate_step(shared)) return *open;
    if (!shared.signed_in) return Route::sign_in;
    if (who_is_open(shared)) return Route::who;
    if (!identity_settled(shared)) {
        if (identity_elsewhere(shared)) return Route::verify;
        if (identity_rejected(shared) && identity_typed(shared)) return Route::verify;
        if (!identity_typed(shared)) return Route::identity;
        if (!draft.consent_identity.value_or(false) || !draft.consent_health_data.value_or(false) ||
            !draft.consent_sms_notice)
            return Route::consents;
        return Route::verify;
    }
    const bool records_done =
        done == Route::records || done == Route::refill || done == Route::review || records_there(shared);
    if (draft.kind == domain::VisitKind::refill) {
        if (!records_done) return Route::records;
        return refill_chosen(shared) ? Route::review : Route::refill;
    }
    if (trim(draft.complaint).empty()) return Route::complaint;
    return records_done ? Route::review : Route::records;
}

Route prescription_step(const Shared& shared, const api::Visit& visit) {
    if (visit.order_id || !shared.draft.order_id.empty()) return Route::order;
    if (!shared.prescription || shared.prescription->visit_id != visit.id) return Route::chat;
    switch (shared.prescription->state) {
    case domain::PrescriptionState::approved: return Route::fulfilment;
    case domain::PrescriptionState::confirmed: return shared.draft.fulfilment ? Route::bill : Route::fulfilment;
    case domain::PrescriptionState::ordered: return Route::order;
    case domain::PrescriptionState::signed_:
    case domain::PrescriptionState::in_review:
    case domain::PrescriptionState::returned:
    case domain::PrescriptionState::expired: return Route::chat;
    }
    return Route::chat;
}

Route step(const Shared& shared, std::optional<Route> done) {
    const Draft& draft = shared.draft;
    const std::string open_visit =
        shared.account && shared.account->open_visit_id ? *shared.account->open_visit_id : std::string{};
    if (!shared.signed_in) return draft_step(shared, done);
    if (!shared.visit || (shared.visit->id != draft.visit_id && shared.visit->id != open_visit)) {
        // Sent from another device, or before a reload: the waiting screen loads it and asks again.
        const bool sent = draft.reviewed && !draft.visit_id.empty();
        if (sent || (!open_visit.empty() && open_visit != draft.visit_id)) return Route::waiting;
        return draft_step(shared, done);
    }
    const api::Visit& visit = *shared.visit.value;
    switch (visit.state) {
    case domain::VisitState::draft: return draft_step(shared, done);
    case domain::VisitState::submitted: return Route::pay_return;
    case domain::VisitState::queued: return Route::waiting;
    case domain::VisitState::in_consultation: return Route::chat;
    case domain::VisitState::concluded: return Route::summary;
    case domain::VisitState::prescribed: return prescription_step(shared, visit);
    case domain::VisitState::terminated: return Route::terminated;
    case domain::VisitState::expired: return Route::waiting;  // says that nobody came and that the money goes back
    case domain::VisitState::cancelled: return Route::home;
    }
    return Route::home;
}

}  // namespace

Route next_route(const Shared& shared) { return step(shared, std::nullopt); }

Route next_route_after(const Shared& shared, Route done) { return step(shared, done); }

Date today(const Shared& shared) { return date_of(shared.context.now, china_offset_minutes); }

domain::GateOutcome gate_outcome(const Draft& draft) {
    return domain::judge_gate(draft.kind, domain::GateAnswers{.red_flags_none = draft.red_flags_none,
                                                              .red_flag = draft.red_flag,
                                                              .diagnosed = draft.diagnosed,
                                                              .changed = draft.changed,
                                                              .change_note = {}});
}

}  // namespace bz::state
