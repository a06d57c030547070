// Owns the limits and fees that a hospital sets, as plain data with the law's or the mock-ups' values as defaults. The
// server sends them; the client holds no policy of its own. Numbers come from domain.md section 2 unless said
// otherwise.
#pragma once

#include "base/money.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bz::domain {

// Generic names, in Chinese, that may not be sold online: list of 1 Dec 2022, version 1. Defined in rules.cpp.
[[nodiscard]] std::vector<std::string> default_banned_online();
// Allowed online, but not by courier because they need an unbroken cold chain (local practice, domain.md N-t).
[[nodiscard]] std::vector<std::string> default_cold_chain();

struct RefillRules {
    int weeks_usual = 1;       // 处方管理办法: 7 days; more is a long-term prescription for a chronic illness
    int weeks_simple_max = 4;  // 长期处方管理规范 2021: up to here no further assessment
    int weeks_max = 12;        // the same: never more, and above weeks_simple_max with assessment and confirmation
    int items_max = 5;         // 处方管理办法: medicines on one sheet
    int prescription_valid_days = 1;      // 处方管理办法: the day it is signed
    int prescription_valid_days_max = 3;  // the same: with the doctor's extension
    std::vector<std::string> banned_online = default_banned_online();
    std::vector<std::string> cold_chain = default_cold_chain();

    friend bool operator==(const RefillRules&, const RefillRules&) = default;
};

struct HospitalRules {
    RefillRules refill;

    Fen refill_fee = 1500;                 // visit fee of a refill request
    Fen refill_insurance_estimate = 1050;  // what insurance is expected to pay of it; shown as an estimate
    Fen consultation_fee = 1500;
    Fen courier_fee = 800;

    int pay_minutes = 120;  // an order not paid by then is cancelled, and its medicine is free for others
    int delivery_days = 1;  // delivered by 18:00 of that day
    int pickup_hours = 2;   // ready for collection

    int promised_minutes = 38;  // the latest answer, shown as a time of day
    int typical_minutes = 18;   // the usual answer, shown on the home screen
    int accept_hours = 48;      // not accepted by a doctor until then: expired, refunded in full
    int guardian_age = 6;       // 互联网诊疗管理办法 art. 19: younger children need the guardian present

    std::int64_t record_bytes_max = 50 * 1024 * 1024;  // one file
    int records_max = 20;                              // files in one visit

    int sms_code_length = 6;
    int sms_code_ttl_minutes = 5;
    int sms_code_attempts = 5;
    int sms_resend_seconds = 60;

    friend bool operator==(const HospitalRules&, const HospitalRules&) = default;
};

}  // namespace bz::domain
