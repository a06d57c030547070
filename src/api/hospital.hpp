// What the hospital tells every visitor before sign-in: who it is, how to reach it, and its rules as data.
#pragma once

#include "api/hospital_rules.hpp"
#include "domain/identity_check.hpp"

namespace bz::api {

struct RedFlag {
    std::string id;
    std::string icon;  // a name of assets/icons.json
    LocalText text;
    LocalText short_text;  // for the elder size
};
BZ_SCHEMA(RedFlag, id, icon, text, short_text);

struct ConsentForm {
    std::string purpose;  // health_data | sms_notice | identity | face | share_pharmacy | terms
    int version = 1;
    bool required = false;
};
BZ_SCHEMA(ConsentForm, purpose, version, required);

// Limits and prices; money in fen, see domain/rules.hpp for meaning and sources.
struct Rules {
    std::int64_t refill_fee_fen = 0;
    std::int64_t refill_insured_fen = 0;  // estimate of what insurance pays of refill_fee_fen
    std::int64_t consultation_fee_fen = 0;
    std::int64_t consultation_insured_fen = 0;
    int typical_minutes = 0;
    int promised_minutes = 0;
    int accept_hours = 0;
    int weeks_simple_max = 0;
    int weeks_max = 0;
    std::int64_t record_bytes_max = 0;
    int records_max = 0;
    std::optional<std::int64_t> courier_fee_fen;
    std::optional<int> weeks_usual, items_max, prescription_valid_days, prescription_valid_days_max;
    std::optional<int> pay_minutes;  // an order not paid by then is cancelled
    std::optional<int> guardian_age;
    std::optional<std::vector<std::string>> banned_online, cold_chain;  // parts of generic names, in Chinese
};
BZ_SCHEMA(Rules, refill_fee_fen, refill_insured_fen, consultation_fee_fen, consultation_insured_fen, typical_minutes,
          promised_minutes, accept_hours, weeks_simple_max, weeks_max, record_bytes_max, records_max, courier_fee_fen,
          weeks_usual, items_max, prescription_valid_days, prescription_valid_days_max, pay_minutes, guardian_age,
          banned_online, cold_chain);

struct Hospital {
    std::string id;
    LocalText name;        // the internet hospital's registered name
    LocalText short_name;  // the physical hospital
    std::string licence;
    std::string phone;
    std::string phone_hours;
    LocalText desk_place;  // where the counter is
    bool sandbox = false;
    Rules rules;
    std::vector<RedFlag> red_flags;
    std::vector<ConsentForm> consents;
    std::vector<domain::IdentityMethod> identity_methods;
    std::optional<bool> first_visits_today;  // whether today is in one of the exceptions
    std::optional<std::vector<FirstVisitException>> first_visit_exceptions;
    std::optional<std::vector<GateQuestion>> gate;
    std::optional<std::vector<City>> cities;
    std::optional<std::vector<std::string>> languages;
    std::optional<std::vector<OpeningHours>> opening_hours;
    std::optional<Theme> theme;
    std::optional<LocalText> insurance_notice;
    std::optional<bool> hospital_account;  // patients may sign in with the account that they have there
};
BZ_SCHEMA(Hospital, id, name, short_name, licence, phone, phone_hours, desk_place, sandbox, rules, red_flags, consents,
          identity_methods, first_visits_today, first_visit_exceptions, gate, cities, languages, opening_hours, theme,
          insurance_notice, hospital_account);

}  // namespace bz::api
