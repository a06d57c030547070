// Quotes and reservations from the pharmacies' own stock, and the desk's operations on it.
#pragma once

#include "api/stock.hpp"
#include "server/handlers/context.hpp"

namespace bz::server {

// One pharmacy's answer, when it lists every medicine asked for.
struct StockOffer {
    PharmacyOffer offer;
    std::string pharmacy_id;
    api::LocalText place;
};

// The best of the hospital's pharmacies: one that has everything before one that lacks some, then the cheapest. Nothing
// when none lists them all.
[[nodiscard]] std::optional<StockOffer> offer_from_stock(Context&, const std::vector<api::PrescriptionItem>& sold,
                                                         domain::Fulfilment fulfilment);
// "out_of_stock" when the pharmacy has not got them any more.
Outcome<Nothing> reserve_for_order(Context&, const std::string& order_id, const std::string& pharmacy_id,
                                   const std::vector<api::PrescriptionItem>& sold);

namespace handlers {

Outcome<api::StockList> desk_put_stock(Context&, const api::StockUpdate&);
Outcome<api::StockList> desk_stock(Context&);

}  // namespace handlers
}  // namespace bz::server
