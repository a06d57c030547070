#include "client/state/journey.hpp"

#include <doctest/doctest.h>

using namespace bz;
using domain::VisitKind;
using domain::VisitState;
using state::Route;
using state::Shared;

namespace {

// Answers the steps one after the other; each makes the next one due.
struct Walk {
    Shared shared;
    explicit Walk(VisitKind kind) {
        shared.context.now = parse_rfc3339("2026-07-20T09:30:00+08:00").value_or(0);
        shared.draft.started = true;
        shared.draft.kind = kind;
    }
    Route next() const { return state::next_route(shared); }
    void gate() {
        shared.draft.red_flags_none = true;
        shared.draft.diagnosed = domain::Diagnosed::yes;
        shared.draft.changed = domain::Changed::same;
    }
    void sign_in() {
        shared.signed_in = true;
        shared.account.value = api::Account{};
    }
    void verify() { shared.account.value->people = {{"p", "任长河", "self", "", 73, "male", true}}; }
    void upload(std::string state) {
        shared.draft.uploads = {
            {.file = "f", .name = "a.jpg", .state = std::move(state), .upload_id = {}, .record_id = {}, .error = {}}};
    }
    void visit(VisitState state) {
        api::Visit visit;
        visit.id = "v";
        visit.kind = shared.draft.kind;
        visit.state = state;
        shared.draft.visit_id = "v";
        shared.visit.value = std::move(visit);
    }
};

}  // namespace

TEST_CASE("journey: nothing begun leads home") { CHECK(state::next_route(Shared{}) == Route::home); }

TEST_CASE("journey: a refill, step by step") {
    Walk walk(VisitKind::refill);
    state::Draft& draft = walk.shared.draft;
    CHECK(walk.next() == Route::red_flags);
    draft.red_flags_none = true;
    CHECK(walk.next() == Route::diagnosed);
    draft.diagnosed = domain::Diagnosed::yes;
    CHECK(walk.next() == Route::changed);
    draft.changed = domain::Changed::same;
    CHECK(walk.next() == Route::sign_in);
    walk.sign_in();
    CHECK(walk.next() == Route::identity);
    draft.name = "任长河";
    draft.number = "99010119530315049X";
    CHECK(walk.next() == Route::consents);
    draft.consent_health_data = true;
    draft.consent_sms_notice = false;
    CHECK(walk.next() == Route::consents);
    draft.consent_identity = true;
    draft.method = domain::IdentityMethod::registry;
    CHECK(walk.next() == Route::verify);
    walk.verify();
    CHECK(walk.next() == Route::records);
    walk.upload("recorded");
    CHECK(walk.next() == Route::refill);
    draft.medicine_ids = {"m1"};
    CHECK(walk.next() == Route::review);
}

TEST_CASE("journey: a consultation, step by step") {
    Walk walk(VisitKind::consultation);
    CHECK(walk.next() == Route::red_flags);
    walk.shared.draft.red_flags_none = true;
    CHECK(walk.next() == Route::sign_in);
    walk.sign_in();
    walk.verify();
    CHECK(walk.next() == Route::complaint);
    walk.shared.draft.complaint = "头晕";
    CHECK(walk.next() == Route::records);
    // Records are optional: their own screen goes past them.
    CHECK(state::next_route_after(walk.shared, Route::records) == Route::review);
}

TEST_CASE("journey: the gate leads away") {
    Walk walk(VisitKind::refill);
    walk.gate();
    walk.shared.draft.red_flag = "chest_pain";
    CHECK(walk.next() == Route::emergency);
    walk.shared.draft.red_flag.clear();
    walk.shared.draft.diagnosed = domain::Diagnosed::no;
    CHECK(walk.next() == Route::not_refill);
    walk.shared.draft.diagnosed = domain::Diagnosed::unsure;
    CHECK(walk.next() == Route::diagnosed);
    walk.gate();
    walk.shared.draft.changed = domain::Changed::changed;
    CHECK(walk.next() == Route::changed);
}

TEST_CASE("journey: a check by staff does not hold anyone up, a refused one does") {
    Walk walk(VisitKind::refill);
    walk.gate();
    walk.sign_in();
    state::Draft& draft = walk.shared.draft;
    draft.name = "任长河";
    draft.number = "99010119530315049X";
    draft.consent_identity = true;
    draft.consent_health_data = true;
    draft.consent_sms_notice = false;
    draft.method = domain::IdentityMethod::staff_review;
    draft.identity_check_id = "c";
    api::IdentityCheck check;
    check.id = "c";
    check.state = domain::IdentityCheckState::needs_staff;
    walk.shared.account.value->identity_check = check;
    CHECK(walk.next() == Route::records);
    walk.shared.account.value->identity_check->state = domain::IdentityCheckState::rejected;
    CHECK(walk.next() == Route::verify);
}

TEST_CASE("journey: uploads that stopped do not count as records") {
    Walk walk(VisitKind::refill);
    walk.gate();
    walk.sign_in();
    walk.verify();
    walk.upload("failed");
    CHECK(walk.next() == Route::records);
    walk.upload("sending");
    CHECK(walk.next() == Route::refill);
}

TEST_CASE("journey: more weeks than simple need the person's yes") {
    Walk walk(VisitKind::refill);
    walk.gate();
    walk.sign_in();
    walk.verify();
    walk.upload("recorded");
    walk.shared.hospital.value = api::Hospital{};
    walk.shared.hospital.value->rules.weeks_simple_max = 4;
    walk.shared.draft.medicine_text = "阿托伐他汀";
    walk.shared.draft.weeks = 8;
    CHECK(walk.next() == Route::refill);
    walk.shared.draft.long_supply_confirmed = true;
    CHECK(walk.next() == Route::review);
}

TEST_CASE("journey: once sent, the visit's state decides") {
    struct Case {
        VisitState state;
        Route route;
    };
    for (const Case& item :
         {Case{VisitState::submitted, Route::pay_return}, Case{VisitState::queued, Route::waiting},
          Case{VisitState::in_consultation, Route::chat}, Case{VisitState::concluded, Route::summary},
          Case{VisitState::terminated, Route::terminated}, Case{VisitState::prescribed, Route::chat},
          Case{VisitState::expired, Route::waiting}, Case{VisitState::cancelled, Route::home}}) {
        Walk walk(VisitKind::refill);
        walk.gate();
        walk.sign_in();
        walk.visit(item.state);
        CHECK(walk.next() == item.route);
    }
}

TEST_CASE("journey: from the prescription to the order") {
    Walk walk(VisitKind::refill);
    walk.gate();
    walk.sign_in();
    walk.visit(VisitState::prescribed);
    api::Prescription prescription;
    prescription.visit_id = "v";
    prescription.state = domain::PrescriptionState::in_review;
    walk.shared.prescription.value = prescription;
    CHECK(walk.next() == Route::chat);
    walk.shared.prescription.value->state = domain::PrescriptionState::approved;
    CHECK(walk.next() == Route::fulfilment);
    walk.shared.prescription.value->state = domain::PrescriptionState::confirmed;
    CHECK(walk.next() == Route::fulfilment);
    walk.shared.draft.fulfilment = domain::Fulfilment::delivery;
    CHECK(walk.next() == Route::bill);
    walk.shared.draft.order_id = "o";
    CHECK(walk.next() == Route::order);
}

TEST_CASE("journey: a visit from another journey is none of this one's business") {
    Walk walk(VisitKind::refill);
    walk.gate();
    walk.sign_in();
    walk.verify();
    walk.visit(VisitState::concluded);
    walk.shared.draft.visit_id.clear();
    CHECK(walk.next() == Route::records);
}

TEST_CASE("journey: a visit begun elsewhere is looked at first") {
    Walk walk(VisitKind::refill);
    walk.sign_in();
    walk.shared.account.value->open_visit_id = "v";
    CHECK(walk.next() == Route::waiting);
}
