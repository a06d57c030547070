// What the hospital tells every visitor before sign-in: who it is, how to reach it, and its rules as data.
#pragma once

#include "api/common.hpp"
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
};
BZ_SCHEMA(Rules, refill_fee_fen, refill_insured_fen, consultation_fee_fen, consultation_insured_fen, typical_minutes,
          promised_minutes, accept_hours, weeks_simple_max, weeks_max, record_bytes_max, records_max);

// A city whose insurance is known here, and whether the courier goes there.
struct City {
    std::string id;
    LocalText name;
    int pooled_percent = 0;  // what the pooled insurance usually pays of medicine
    bool courier = true;
};
BZ_SCHEMA(City, id, name, pooled_percent, courier);

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
};
BZ_SCHEMA(Hospital, id, name, short_name, licence, phone, phone_hours, desk_place, sandbox, rules, red_flags, consents,
          identity_methods);

}  // namespace bz::api
