#include "client/screens/common/care_fixtures.hpp"

namespace bz::screens {

using domain::OrderState;
using domain::PrescriptionState;
using domain::VisitState;

state::Shared care_shared(VisitState state) {
    state::Shared shared;
    shared.context.now = parse_rfc3339("2026-07-20T14:44:00+08:00").value_or(0);
    shared.context.fresh_id = "fresh-1";
    shared.signed_in = true;
    api::Hospital hospital;
    hospital.id = "hospital-1";
    hospital.name = {"青岚市第一人民医院互联网医院", "Qinglan First Hospital Online"};
    hospital.short_name = {"青岚市第一人民医院", "Qinglan First Hospital"};
    hospital.phone = "0532-5550-1234";
    hospital.rules.typical_minutes = 18;
    hospital.rules.promised_minutes = 38;
    hospital.rules.accept_hours = 48;
    loaded(shared.hospital, std::move(hospital));
    api::Account account;
    account.phone_masked = "139****2468";
    account.people.push_back({"person-1", "任国安", "self", "3702**********1234", 72, "male", true});
    account.open_visit_id = "visit-1";
    loaded(shared.account, std::move(account));

    api::Visit visit;
    visit.id = "visit-1";
    visit.kind = domain::VisitKind::refill;
    visit.state = state;
    visit.person_id = "person-1";
    visit.draft.record_ids = {"record-1", "record-2", "record-3"};
    visit.created_at = "2026-07-20T14:30:00+08:00";
    visit.submitted_at = "2026-07-20T14:32:00+08:00";
    visit.doctor = api::Doctor{"doctor-1", "周敏", {"心内科", "Cardiology"}, {"主任医师", "Chief physician"}};
    visit.fee_fen = 1500;
    visit.fee_insured_fen = 1050;
    visit.payment = api::Payment{"payment-1", domain::PaymentState::paid, 450, std::nullopt};
    switch (state) {
    case VisitState::submitted:
        visit.payment->state = domain::PaymentState::pending;
        visit.payment->redirect_url = "/sandbox/pay/payment-1";
        break;
    case VisitState::queued:
        visit.place = 3;
        visit.promised_by = "2026-07-20T15:10:00+08:00";
        break;
    case VisitState::prescribed: visit.prescription_id = "prescription-1"; break;
    case VisitState::concluded:
        visit.summary = api::Summary{"血压控制得不错，药照旧吃。少盐，每天量一次血压，记下来。", "周敏", "2026-08-20"};
        break;
    case VisitState::terminated:
        visit.termination_reason = domain::TerminationReason::condition_changed;
        visit.referral = api::Referral{"青岚市第一人民医院",
                                       {"门诊楼 2 层，心内科", "Outpatient building, floor 2, cardiology"},
                                       "0532-5550-1234",
                                       "走快路气短是新情况，要当面做心电图和心脏超声，今天或明天去。",
                                       "周敏",
                                       "2026-07-20T15:06:00+08:00"};
        visit.refund = api::Refund{450, "refunding", "2026-07-24T23:59:00+08:00"};
        break;
    case VisitState::cancelled:
    case VisitState::expired: visit.refund = api::Refund{450, "refunding", "2026-07-24T23:59:00+08:00"}; break;
    case VisitState::draft:
    case VisitState::in_consultation: break;
    }
    loaded(shared.visit, std::move(visit));
    shared.draft.visit_id = "visit-1";
    shared.draft.started = true;
    shared.draft.reviewed = true;
    shared.draft.phone = "13900002468";
    return shared;
}

api::Prescription care_prescription(PrescriptionState state) {
    api::Prescription prescription;
    prescription.id = "prescription-1";
    prescription.visit_id = "visit-1";
    prescription.state = state;
    prescription.doctor_name = "周敏";
    prescription.signed_at = "2026-07-20T14:50:00+08:00";
    prescription.valid_until = "2026-07-20T23:59:59+08:00";
    if (state == PrescriptionState::approved || state == PrescriptionState::confirmed ||
        state == PrescriptionState::ordered) {
        prescription.pharmacist_name = "林静";
        prescription.items = {{"阿托伐他汀钙片", "20 mg × 28 片", "每晚 1 片", 4, false},
                              {"替格瑞洛片", "90 mg × 56 片", "早晚各 1 片", 4, true}};
    }
    return prescription;
}

api::QuoteList care_quotes() {
    api::Quote delivery;
    delivery.id = "quote-delivery";
    delivery.prescription_id = "prescription-1";
    delivery.fulfilment = domain::Fulfilment::delivery;
    delivery.pharmacy = "江岸大药房";
    delivery.ready_by = "2026-07-21T18:00:00+08:00";
    delivery.in_stock = true;
    delivery.lines = {{"阿托伐他汀钙片", 4, 8960}};
    delivery.hospital_only = {"替格瑞洛片"};
    delivery.medicine_fen = 8960;
    delivery.insurance_pooled_fen = 6272;
    delivery.personal_account_fen = 2000;
    delivery.self_pay_fen = 688;
    delivery.courier_fen = 800;
    delivery.total_due_fen = 1488;
    delivery.expires_at = "2026-07-20T15:30:00+08:00";
    api::Quote pickup = delivery;
    pickup.id = "quote-pickup";
    pickup.fulfilment = domain::Fulfilment::pickup;
    pickup.ready_by = "2026-07-20T16:00:00+08:00";
    pickup.courier_fen = 0;
    pickup.total_due_fen = 688;
    return {{delivery, pickup}};
}

api::SavedAddressList care_addresses() {
    return {
        {{"address-1", "任国安", "13900002468", "柳堤路 18 号 3 单元 502", {}, {}, true, "2026-05-02T10:00:00+08:00"},
         {"address-2", "任小燕", "13900005678", "学府路 7 号 2 栋 1101", {}, {}, false, "2026-03-11T10:00:00+08:00"}}};
}

api::Order care_order(domain::Fulfilment how, OrderState state) {
    api::Order order;
    order.id = "order-1";
    order.visit_id = "visit-1";
    order.fulfilment = how;
    order.state = state;
    const bool delivery = how == domain::Fulfilment::delivery;
    order.quote = care_quotes().items[delivery ? 0 : 1];
    order.quote.ready_by = delivery ? "2026-07-20T18:00:00+08:00" : "2026-07-20T16:00:00+08:00";
    order.payment = {"payment-2", domain::PaymentState::paid, order.quote.total_due_fen, std::nullopt};
    order.tracking.push_back({"created", "2026-07-19T16:40:00+08:00"});
    if (state == OrderState::created) {
        order.payment.state = domain::PaymentState::pending;
        order.payment.redirect_url = "/sandbox/pay/payment-2";
        return order;
    }
    if (state == OrderState::cancelled) return order;
    order.hospital_pickup_code = "482915";
    order.tracking.push_back({"paid", "2026-07-19T16:42:00+08:00"});
    if (state == OrderState::paid || state == OrderState::refunding || state == OrderState::refunded) return order;
    order.tracking.push_back({"packed", "2026-07-19T17:20:00+08:00"});
    if (state == OrderState::packed) return order;
    if (delivery) {
        order.tracking.push_back({"shipped", "2026-07-20T10:32:00+08:00"});
        order.courier_phone = "13900001111";
        if (state == OrderState::delivered) order.tracking.push_back({"delivered", "2026-07-20T14:20:00+08:00"});
    } else {
        order.tracking.push_back({"ready", "2026-07-20T09:10:00+08:00"});
        order.pickup_code = "730164";
        if (state == OrderState::picked_up) order.tracking.push_back({"picked_up", "2026-07-20T14:20:00+08:00"});
    }
    return order;
}

}  // namespace bz::screens
