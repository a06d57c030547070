// Owns the states of a prescription and its limits: validity, medicines on a sheet, weeks, and what the patient may see
// when. It never writes or proposes a prescription (监管细则 2022 forbids generated ones).
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "base/result.hpp"
#include "domain/rules.hpp"

namespace bz::domain {

enum class PrescriptionState {
    signed_,    // by the doctor
    in_review,  // with the pharmacist
    approved,   // reviewed; in effect; waits for the patient
    returned,   // the pharmacist sent it back with a reason
    confirmed,  // the patient agreed to it (and to its weeks)
    ordered,    // used for an order
    expired,
};

// signed > in_review > approved | returned; returned > signed (again); approved > confirmed > ordered; ordered >
// confirmed when its order was cancelled or refunded unused; every state but ordered > expired.
[[nodiscard]] bool can_move(PrescriptionState from, PrescriptionState to);
[[nodiscard]] Result<PrescriptionState> move(PrescriptionState from,
                                             PrescriptionState to);  // "prescription.illegal_move"
[[nodiscard]] bool is_final(PrescriptionState state);                // expired

// 药品网络销售监督管理办法 and NMPA: no name, dose or leaflet before review. An expired one is hidden too, since it may
// never have been reviewed.
[[nodiscard]] bool details_visible_to_patient(PrescriptionState state);

// `weeks` when 1 .. weeks_max, else "weeks.range" (detail = weeks_max).
[[nodiscard]] Result<int> check_weeks(int weeks, const RefillRules& rules);
// 长期处方管理规范 2021: over weeks_simple_max needs a recorded assessment and the patient's confirmation.
[[nodiscard]] bool needs_assessment(int weeks, const RefillRules& rules);

// `items` when 1 .. items_max, else "items.range" (detail = items_max).
[[nodiscard]] Result<int> check_items(int items, const RefillRules& rules);

// `days` when 1 .. prescription_valid_days_max, else "prescription.validity" (detail = that limit).
[[nodiscard]] Result<int> check_validity_days(int days, const RefillRules& rules);
// 1 day means the day of signing itself, to its end. `days` must be >= 1.
[[nodiscard]] Date last_valid_day(Date signed_on, int days);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::PrescriptionState> {
    static constexpr auto names = std::to_array<std::string_view>(
        {"signed", "in_review", "approved", "returned", "confirmed", "ordered", "expired"});
};
