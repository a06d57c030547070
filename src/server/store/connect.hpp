// What the hospital's own systems told: references of money, and earlier care.
#pragma once

#include "api/connect.hpp"
#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

struct RefundRow {
    std::string id, reference;
    std::string reason;  // as staff gave it; may be empty
    std::int64_t amount_fen = 0;
    Instant created_at = 0, settled_at = 0;
};

namespace store {

std::string payment_reference(Store&, std::string_view payment_id);  // empty when there is none
std::string payment_with_reference(Store&, std::string_view hospital_id, std::string_view reference);  // its id
void set_payment_reference(Store&, std::string_view payment_id, std::string_view reference);
std::vector<RefundRow> refunds_of(Store&, std::string_view payment_id);  // oldest first
void set_refund_reference(Store&, std::string_view refund_id, std::string_view reference);

void put_earlier_care(Store&, std::string_view person_id, const api::DeskEarlierCare&, Instant now);
std::optional<api::DeskEarlierCare> earlier_care(Store&, std::string_view person_id);

}  // namespace store
}  // namespace bz::server
