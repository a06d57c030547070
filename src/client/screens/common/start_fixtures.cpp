#include "client/screens/common/start_fixtures.hpp"

namespace bz::screens {

state::Shared start_visitor() {
    state::Shared shared;
    shared.context.now = parse_rfc3339("2026-07-20T09:30:20+08:00").value_or(0);
    shared.context.fresh_id = "fresh-1";
    api::Hospital hospital;
    hospital.id = "qinglan";
    hospital.name = {"青岚市第一人民医院互联网医院", "Qinglan First Hospital Online"};
    hospital.short_name = {"青岚市第一人民医院", "Qinglan First Hospital"};
    hospital.licence = "PDY00000037010017A1002";
    hospital.phone = "400-000-6120";
    hospital.phone_hours = "8:00–20:00";
    hospital.desk_place = {"医院 1 楼服务台", "Service desk, ground floor of the hospital"};
    hospital.sandbox = true;
    hospital.rules.refill_fee_fen = 1500;
    hospital.rules.refill_insured_fen = 1050;
    hospital.rules.consultation_fee_fen = 1500;
    hospital.rules.typical_minutes = 18;
    hospital.rules.promised_minutes = 38;
    hospital.rules.weeks_simple_max = 4;
    hospital.rules.weeks_max = 12;
    hospital.red_flags = {
        {"chest_pain",
         "heart-pulse",
         {"胸口压着疼，超过 15 分钟", "Chest pressure for over 15 minutes"},
         {"胸口压着疼", "Chest pressure"}},
        {"breathless", "wind", {"喘不上气，躺不平", "Cannot catch your breath"}, {"喘不上气", "Cannot breathe"}},
        {"stroke",
         "brain",
         {"嘴歪、说不清话、一边手脚没劲", "Face drooping, slurred speech, one weak arm or leg"},
         {"嘴歪，一边没劲", "Face drooping, one side weak"}},
        {"fainted", "user-round-x", {"突然晕倒，或者叫不醒", "Fainted, or cannot be woken"}, {"突然晕倒", "Fainted"}},
        {"bleeding",
         "droplets",
         {"大量出血、吐血或便血", "Heavy bleeding, blood in vomit or stool"},
         {"大量出血", "Heavy bleeding"}},
    };
    hospital.consents = {{"health_data", 1, true},
                         {"sms_notice", 1, false},
                         {"terms", 3, true},
                         {"share_pharmacy", 1, false},
                         {"face", 1, false}};
    hospital.identity_methods = {domain::IdentityMethod::registry, domain::IdentityMethod::staff_review,
                                 domain::IdentityMethod::insurance_credential, domain::IdentityMethod::face};
    shared.hospital.load = state::Load::loaded;
    shared.hospital.value = std::move(hospital);
    return shared;
}

state::Shared start_signed_in(bool verified) {
    state::Shared shared = start_visitor();
    shared.signed_in = true;
    api::Account account;
    account.phone_masked = "139****2468";
    if (verified) account.people = {{"person-1", "任长河", "self", "**************011X", 73, "male", true}};
    shared.account.load = state::Load::loaded;
    shared.account.value = std::move(account);
    shared.draft.phone = "13900002468";
    shared.draft.terms_agreed = true;
    return shared;
}

}  // namespace bz::screens
