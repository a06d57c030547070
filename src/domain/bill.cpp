#include "domain/bill.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace bz::domain {

Result<Fen> medicine_total(std::span<const BillLine> lines) {
    Fen total = 0;
    for (const BillLine& line : lines) {
        if (line.quantity < 1 || line.unit_price < 0 || line.unit_price > bill_fen_max) return fail("bill.range");
        total += line.quantity * line.unit_price;  // at most 2^31 * 10^8, far below 2^63
        if (total > bill_fen_max) return fail("bill.range");
    }
    return total;
}

Bill split_bill(Fen medicine_total, int pooled_percent, Fen personal_account_balance, Fen courier) {
    BZ_ASSERT(medicine_total >= 0);
    BZ_ASSERT(medicine_total <= bill_fen_max);
    BZ_ASSERT(courier >= 0);
    BZ_ASSERT(courier <= bill_fen_max);

    Bill bill;
    bill.medicine = medicine_total;
    bill.courier = courier;
    bill.insurance_pooled = (medicine_total * std::clamp(pooled_percent, 0, 100) + 50) / 100;
    const Fen uncovered = medicine_total - bill.insurance_pooled;
    bill.personal_account = std::clamp<Fen>(personal_account_balance, 0, uncovered);
    bill.self_pay = uncovered - bill.personal_account;
    bill.total_due = bill.self_pay + courier;
    return bill;
}

}  // namespace bz::domain
