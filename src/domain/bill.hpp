// Owns the split of a medicine bill into who pays what (S35, S38). What insurance covers comes from the insurer's
// answer; amounts are fen and always add up.
#pragma once

#include "base/money.hpp"
#include "base/result.hpp"

#include <span>
#include <string>

namespace bz::domain {

inline constexpr Fen bill_fen_max = 100'000'000;  // fen, a million yuan: above it something is wrong

struct BillLine {
    std::string medicine;  // generic name
    int quantity = 1;      // packs
    Fen unit_price = 0;

    friend bool operator==(const BillLine&, const BillLine&) = default;
};

struct Bill {
    Fen medicine = 0;          // = insurance_pooled + personal_account + self_pay
    Fen insurance_pooled = 0;  // 医保统筹
    Fen personal_account = 0;  // 医保个人账户
    Fen self_pay = 0;
    Fen courier = 0;    // never insured
    Fen total_due = 0;  // = self_pay + courier

    friend bool operator==(const Bill&, const Bill&) = default;
};

// The sum of quantity * unit_price. Error "bill.range": a quantity below 1, a negative price, or over bill_fen_max.
[[nodiscard]] Result<Fen> medicine_total(std::span<const BillLine> lines);

// medicine_total and courier (0 .. bill_fen_max) are ours and asserted; the insurer's figures are clamped to 0 .. 100
// and
// >= 0. The pooled part is rounded to the nearest fen, half a fen up, and the patient pays the rest exactly: the
// account first, as far as it reaches, never for the courier.
[[nodiscard]] Bill split_bill(Fen medicine_total, int pooled_percent, Fen personal_account_balance, Fen courier);

}  // namespace bz::domain
