// What pharmacies have on their shelves and what is kept for whom. A reservation belongs to an order and is given back
// or handed over exactly once; what is kept never exceeds what is there (the table's own CHECK).
#pragma once

#include "api/common.hpp"
#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

struct PharmacyRow {
    std::string hospital_id, id;  // the id is the hospital's own
    api::LocalText name, place;
};

struct StockRow {
    std::int64_t seq = 0;
    std::string hospital_id, pharmacy_id, medicine, specification;
    std::int64_t packs = 0, reserved = 0, week_price_fen = 0;
    int pooled_percent = 0;
    Instant updated_at = 0;

    [[nodiscard]] std::int64_t free() const { return packs - reserved; }
};

namespace store {

void put_pharmacy(Store&, const PharmacyRow&);
std::vector<PharmacyRow> pharmacies(Store&, std::string_view hospital_id);
// False when orders keep more than the new count; nothing is changed then.
bool put_stock(Store&, const StockRow&);
std::vector<StockRow> stock_of_pharmacy(Store&, std::string_view hospital_id, std::string_view pharmacy_id);
std::vector<StockRow> stock_of_hospital(Store&, std::string_view hospital_id, const Page&);  // one more than the limit

// Keeps packs of this row for the order; false when there are not so many left.
bool reserve_stock(Store&, std::string_view order_id, const StockRow&, std::int64_t packs);
void give_back_stock(Store&, std::string_view order_id);  // what the order still keeps
void hand_over_stock(Store&, std::string_view order_id);  // it left the shelf with the order

}  // namespace store
}  // namespace bz::server
