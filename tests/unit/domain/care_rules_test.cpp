#include "domain/medicine.hpp"
#include "domain/prescription.hpp"
#include "domain/visit.hpp"

#include <doctest/doctest.h>

using namespace bz;
using namespace bz::domain;

TEST_CASE("the fee goes back in full when nobody treated the patient") {
    using enum VisitState;
    struct Row {
        VisitState from;
        VisitState to;
        Fen paid;
        RefundDecision decision;
    };
    const Row rows[] = {
        {in_consultation, terminated, 450, {true, 450}},
        {queued, expired, 450, {true, 450}},
        {queued, cancelled, 450, {true, 450}},
        {submitted, cancelled, 0, {}},
        {submitted, cancelled, 450, {true, 450}},  // the payment's answer came late
        {submitted, expired, 450, {true, 450}},
        {draft, cancelled, 0, {}},
        {in_consultation, cancelled, 450, {}},
        {in_consultation, concluded, 450, {}},
        {in_consultation, prescribed, 450, {}},
        {queued, in_consultation, 450, {}},
        {queued, terminated, 450, {}},  // not a legal move: decides nothing
        {cancelled, cancelled, 450, {}},
    };
    for (const Row& row : rows) {
        CAPTURE(to_string(row.from));
        CAPTURE(to_string(row.to));
        CHECK(refund_for(row.from, row.to, row.paid) == row.decision);
    }
}

TEST_CASE("visits expire 48 hours after they were queued") {
    const Instant queued_at = *parse_rfc3339("2026-07-20T15:10:00+08:00");
    CHECK(accept_deadline(queued_at, {}) == *parse_rfc3339("2026-07-22T15:10:00+08:00"));
    HospitalRules same_day;
    same_day.accept_hours = 8;
    CHECK(accept_deadline(queued_at, same_day) == *parse_rfc3339("2026-07-20T23:10:00+08:00"));
}

TEST_CASE("a child needs a guardian until the sixth birthday") {
    CHECK(needs_guardian({2020, 7, 21}, {2026, 7, 20}, {}));
    CHECK_FALSE(needs_guardian({2020, 7, 20}, {2026, 7, 20}, {}));
    CHECK_FALSE(needs_guardian({1953, 3, 15}, {2026, 7, 20}, {}));
}

TEST_CASE("fees by kind of visit") {
    HospitalRules rules;
    rules.consultation_fee = 2000;
    CHECK(visit_fee(VisitKind::refill, rules) == 1500);
    CHECK(visit_fee(VisitKind::consultation, rules) == 2000);
}

TEST_CASE("weeks, medicines and days of validity have limits that the hospital may lower") {
    const RefillRules rules;
    for (const int weeks : {1, 4, 5, 12}) CHECK(check_weeks(weeks, rules) == weeks);
    for (const int weeks : {-1, 0, 13, 1000}) CHECK(check_weeks(weeks, rules).error() == Error{"weeks.range", 12});
    CHECK_FALSE(needs_assessment(4, rules));
    CHECK(needs_assessment(5, rules));
    CHECK(needs_assessment(12, rules));

    for (const int items : {1, 5}) CHECK(check_items(items, rules) == items);
    for (const int items : {0, 6}) CHECK(check_items(items, rules).error() == Error{"items.range", 5});

    for (const int days : {1, 3}) CHECK(check_validity_days(days, rules) == days);
    for (const int days : {0, 4}) CHECK(check_validity_days(days, rules).error() == Error{"prescription.validity", 3});

    RefillRules strict;
    strict.weeks_max = 4;
    strict.weeks_simple_max = 2;
    CHECK(check_weeks(5, strict).error() == Error{"weeks.range", 4});
    CHECK(needs_assessment(3, strict));
}

TEST_CASE("a prescription of one day ends with the day of signing") {
    CHECK(last_valid_day({2026, 7, 20}, 1) == Date{2026, 7, 20});
    CHECK(last_valid_day({2026, 7, 30}, 3) == Date{2026, 8, 1});
}

TEST_CASE("the patient sees details only after the review") {
    using enum PrescriptionState;
    for (const PrescriptionState state : {approved, confirmed, ordered}) CHECK(details_visible_to_patient(state));
    for (const PrescriptionState state : {signed_, in_review, returned, expired})
        CHECK_FALSE(details_visible_to_patient(state));
}

TEST_CASE("medicines that the courier may not carry") {
    const RefillRules rules;
    for (const char* name :
         {"替格瑞洛片", "华法林钠片", "达比加群酯胶囊", "地高辛片", "盐酸胺碘酮片", "卡马西平片", "碳酸锂缓释片",
          "利奈唑胺片", "甘精胰岛素注射液", "利拉鲁肽注射液", "四价流感病毒裂解疫苗", "", " \u3000"}) {
        CAPTURE(name);
        CHECK(dispensing_of(name, rules) == Dispensing::hospital_only);
    }
    for (const char* name :
         {"阿托伐他汀钙片", "阿司匹林肠溶片", "硫酸氢氯吡格雷片", "苯磺酸氨氯地平片", "二甲双胍片"}) {
        CAPTURE(name);
        CHECK(dispensing_of(name, rules) == Dispensing::deliverable);
    }
    RefillRules own;
    own.banned_online = {"", "阿托伐他汀"};
    own.cold_chain = {};
    CHECK(dispensing_of("阿托伐他汀钙片", own) == Dispensing::hospital_only);
    CHECK(dispensing_of("替格瑞洛片", own) == Dispensing::deliverable);
}
