#include "domain/bill.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace bz;
using namespace bz::domain;

TEST_CASE("the bill of the mock-up") {
    const Bill bill = split_bill(8960, 70, 2000, 800);
    CHECK(bill == Bill{.medicine = 8960,
                       .insurance_pooled = 6272,
                       .personal_account = 2000,
                       .self_pay = 688,
                       .courier = 800,
                       .total_due = 1488});
}

TEST_CASE("splits at the edges") {
    struct Row {
        Fen medicine;
        int percent;
        Fen balance;
        Fen courier;
        Bill bill;  // medicine, pooled, account, self, courier, due
    };
    constexpr Fen lowest = std::numeric_limits<Fen>::min();
    constexpr Fen highest = std::numeric_limits<Fen>::max();
    const Row rows[] = {
        {0, 70, 2000, 0, {0, 0, 0, 0, 0, 0}},
        {0, 70, 2000, 800, {0, 0, 0, 0, 800, 800}},  // the account never pays the courier
        {8960, 100, 2000, 800, {8960, 8960, 0, 0, 800, 800}},
        {8960, 0, 0, 0, {8960, 0, 0, 8960, 0, 8960}},
        {8960, 70, highest, 0, {8960, 6272, 2688, 0, 0, 0}},
        {8960, 170, lowest, 0, {8960, 8960, 0, 0, 0, 0}},
        {8960, -5, lowest, 0, {8960, 0, 0, 8960, 0, 8960}},
        {1, 50, 0, 0, {1, 1, 0, 0, 0, 0}},  // half a fen goes up
        {1, 49, 0, 0, {1, 0, 0, 1, 0, 1}},
        {33, 70, 0, 0, {33, 23, 0, 10, 0, 10}},  // 23.1
        {35, 70, 0, 0, {35, 25, 0, 10, 0, 10}},  // 24.5
        {bill_fen_max, 70, 0, bill_fen_max, {100'000'000, 70'000'000, 0, 30'000'000, 100'000'000, 130'000'000}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.medicine);
        CAPTURE(row.percent);
        CAPTURE(row.balance);
        CHECK(split_bill(row.medicine, row.percent, row.balance, row.courier) == row.bill);
    }
}

TEST_CASE("a hundred thousand random bills add up, and nobody pays less than nothing") {
    std::mt19937_64 random(7);  // a fixed seed: the same bills every time
    const auto up_to = [&random](Fen max) { return static_cast<Fen>(random() % static_cast<std::uint64_t>(max + 1)); };
    int wrong = 0;
    for (int round = 0; round < 100'000; ++round) {
        const Fen medicine = up_to(round % 3 == 0 ? 200 : bill_fen_max);
        const int percent = static_cast<int>(up_to(140)) - 20;
        const Fen balance = up_to(medicine + 500) - 200;
        const Fen courier = up_to(5'000);
        const Bill bill = split_bill(medicine, percent, balance, courier);
        const bool sums = bill.medicine == medicine && bill.courier == courier &&
                          bill.medicine == bill.insurance_pooled + bill.personal_account + bill.self_pay &&
                          bill.total_due == bill.self_pay + bill.courier;
        const bool signs = bill.insurance_pooled >= 0 && bill.personal_account >= 0 && bill.self_pay >= 0;
        const bool within = bill.personal_account <= (balance > 0 ? balance : 0);
        const bool account_first = bill.self_pay == 0 || bill.personal_account == (balance > 0 ? balance : 0);
        const Fen exact_times_100 = medicine * (percent < 0 ? 0 : percent > 100 ? 100 : percent);
        const Fen off = bill.insurance_pooled * 100 - exact_times_100;
        const bool nearest = off > -50 && off <= 50;
        if (!sums || !signs || !within || !account_first || !nearest) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("lines are totalled, and impossible ones refused") {
    CHECK(medicine_total({}) == 0);
    const BillLine fine[] = {{"阿托伐他汀钙片", 4, 2240}, {"阿司匹林肠溶片", 1, 0}};
    CHECK(medicine_total(fine) == 8960);
    const BillLine wrong[] = {
        {"a", 0, 100},
        {"a", -1, 100},
        {"a", 1, -1},
        {"a", 2, bill_fen_max},
        {"a", std::numeric_limits<int>::max(), bill_fen_max},
        {"a", 1, std::numeric_limits<Fen>::max()},
    };
    for (const BillLine& line : wrong) CHECK(medicine_total({&line, 1}).error() == Error{"bill.range"});
    const BillLine many[] = {{"a", 1, bill_fen_max}, {"b", 1, 1}};
    CHECK(medicine_total(many).error() == Error{"bill.range"});
}
