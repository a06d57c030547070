// Who the hospital is and its rules as data. One hospital for now: a tenant's file will take the place of these values.
#include "server/handlers/handlers.hpp"

namespace bz::server::handlers {

static const std::vector<api::ConsentForm> consent_forms = {
    {"health_data", 1, true},     {"sms_notice", 1, false}, {"terms", 1, true},
    {"share_pharmacy", 1, false}, {"face", 1, false},
};

const api::ConsentForm* consent_form(std::string_view purpose) {
    for (const api::ConsentForm& form : consent_forms)
        if (form.purpose == purpose) return &form;
    return nullptr;
}

static api::Rules rules_view(const domain::HospitalRules& rules) {
    api::Rules view;
    view.refill_fee_fen = rules.refill_fee;
    view.refill_insured_fen = rules.refill_insurance_estimate;
    view.consultation_fee_fen = rules.consultation_fee;
    view.consultation_insured_fen = 0;
    view.typical_minutes = rules.typical_minutes;
    view.promised_minutes = rules.promised_minutes;
    view.accept_hours = rules.accept_hours;
    view.weeks_simple_max = rules.refill.weeks_simple_max;
    view.weeks_max = rules.refill.weeks_max;
    view.record_bytes_max = rules.record_bytes_max;
    view.records_max = rules.records_max;
    return view;
}

static std::vector<api::RedFlag> red_flags() {
    return {
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
}

api::Hospital hospital(const Environment& env) {
    api::Hospital view;
    view.id = "qinglan";
    view.name = {"青岚市第一人民医院互联网医院", "Qinglan First People's Hospital Internet Hospital"};
    view.short_name = {"青岚市第一人民医院", "Qinglan First People's Hospital"};
    view.licence = "PDY00000037010017A1002";
    view.phone = "400-000-6120";
    view.phone_hours = "8:00–20:00";
    view.desk_place = {"医院 1 楼服务台", "Service desk, ground floor of the hospital"};
    view.sandbox = env.sandbox;
    view.rules = rules_view(env.rules);
    view.red_flags = red_flags();
    view.consents = consent_forms;
    view.identity_methods = {domain::IdentityMethod::registry, domain::IdentityMethod::staff_review};
    return view;
}

Outcome<api::Hospital> get_hospital(Context& ctx) { return hospital(ctx.env); }

}  // namespace bz::server::handlers
