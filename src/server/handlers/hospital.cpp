// Who the hospital is and its rules, as its patients are told.
#include "server/handlers/handlers.hpp"

namespace bz::server::handlers {

const api::ConsentForm* consent_form(const Environment& env, std::string_view purpose) {
    for (const api::ConsentForm& form : env.hospital.consents)
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
    view.courier_fee_fen = rules.courier_fee;
    view.weeks_usual = rules.refill.weeks_usual;
    view.items_max = rules.refill.items_max;
    view.prescription_valid_days = rules.refill.prescription_valid_days;
    view.prescription_valid_days_max = rules.refill.prescription_valid_days_max;
    view.pay_minutes = rules.pay_minutes;
    view.guardian_age = rules.guardian_age;
    view.banned_online = rules.refill.banned_online;
    view.cold_chain = rules.refill.cold_chain;
    return view;
}

api::Hospital hospital(const Environment& env) {
    const HospitalSettings& settings = env.hospital;
    api::Hospital view;
    view.id = settings.id;
    view.name = settings.name;
    view.short_name = settings.short_name;
    view.licence = settings.licence;
    view.phone = settings.phone;
    view.phone_hours = settings.phone_hours;
    view.desk_place = settings.desk_place;
    view.sandbox = env.sandbox;
    view.rules = rules_view(settings.rules);
    view.red_flags = settings.red_flags;
    view.consents = settings.consents;
    view.identity_methods = settings.identity_methods;
    view.first_visit_exceptions = settings.first_visit_exceptions;
    view.gate = settings.gate;
    view.cities = settings.cities;
    view.languages = settings.languages;
    view.opening_hours = settings.opening_hours;
    view.theme = settings.theme;
    view.insurance_notice = settings.insurance_notice;
    if (!settings.smart.empty()) view.hospital_account = true;
    return view;
}

Outcome<api::Hospital> get_hospital(Context& ctx) {
    api::Hospital view = hospital(ctx.env);
    view.first_visits_today = first_visits_allowed(ctx.env.hospital, ctx.today());
    return view;
}

}  // namespace bz::server::handlers
