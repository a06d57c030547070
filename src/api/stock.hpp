// What the hospital's pharmacies have: sent by them, read at the desk. Patients see it only as quotes.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct StockItem {
    std::string medicine;                      // generic name in Chinese, as doctors write it
    std::optional<std::string> specification;  // "20 mg × 7"; left out: whatever the doctor writes
    std::int64_t packs = 0;                    // on the shelf; a pack is a week's supply
    std::int64_t week_price_fen = 0;
    std::optional<int> pooled_percent;  // what insurance pays; left out: the hospital's first city's
};
BZ_SCHEMA(StockItem, medicine, specification, packs, week_price_fen, pooled_percent);

struct StockUpdate {
    std::string pharmacy_id;  // the hospital's own name for it
    LocalText name;
    LocalText place;
    std::vector<StockItem> items;  // others that it has stay as they are
};
BZ_SCHEMA(StockUpdate, pharmacy_id, name, place, items);

struct Stock {
    std::string pharmacy_id;
    LocalText name;
    LocalText place;
    std::string medicine;
    std::string specification;  // empty: any
    std::int64_t packs = 0;     // on the shelf, those kept for orders included
    std::int64_t reserved = 0;  // kept for orders that were not handed over yet
    std::int64_t week_price_fen = 0;
    int pooled_percent = 0;
    std::string updated_at;
};
BZ_SCHEMA(Stock, pharmacy_id, name, place, medicine, specification, packs, reserved, week_price_fen, pooled_percent,
          updated_at);

struct StockList {
    std::vector<Stock> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(StockList, items, next_cursor);

}  // namespace bz::api
