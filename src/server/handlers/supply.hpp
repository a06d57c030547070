// What a person who asks for a refill wants to know first: whether the medicine is there, and how long the last one
// lasts.
#pragma once

#include "server/handlers/context.hpp"

namespace bz::server::handlers {

// Fills in_stock of the medicines that may be sold online, and when it was looked up.
void look_for_stock(Context&, const KnownCare&, api::EarlierCare&);
// Of the person's newest order, once it was handed over; `care` tells which of its medicines are still listed.
[[nodiscard]] std::optional<api::Supply> supply_of(Context&, const std::string& person_id, const KnownCare& care);

}  // namespace bz::server::handlers
