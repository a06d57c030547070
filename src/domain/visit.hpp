// Owns what a visit is: its kinds, its states and their moves, how it may end, and when its fee goes back. The doctor's
// judgement itself is never made here.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "domain/rules.hpp"

namespace bz::domain {

enum class VisitKind { consultation, refill };  // S5: the first choice, made before anything is paid

enum class VisitState {
    draft,
    submitted,        // complete; waiting for the visit fee to be paid
    queued,           // paid; waiting for a doctor
    in_consultation,  // a doctor accepted it
    concluded,        // ended with a summary
    prescribed,       // ended with a signed prescription; reopens only when the pharmacist returned that
    terminated,       // ended by the doctor with a referral (S3)
    cancelled,        // by the patient, at any point before the end
    expired,          // nobody accepted it in accept_hours, or the fee was never paid
};

enum class TerminationReason { condition_changed, first_visit, unsuitable_online, emergency };  // S3, 监管细则 2022

// draft > submitted > queued > in_consultation > concluded | prescribed | terminated; cancelled from any of the first
// four; expired from submitted and queued; prescribed > in_consultation. Staying in a state is not a move.
[[nodiscard]] bool can_move(VisitState from, VisitState to);
[[nodiscard]] Result<VisitState> move(VisitState from, VisitState to);  // "visit.illegal_move"

// The visit asks nothing more of the patient or the doctor: it no longer counts as the person's open visit.
[[nodiscard]] bool is_final(VisitState state);

struct RefundDecision {
    bool due = false;
    Fen amount = 0;  // the whole of what was paid, or 0

    friend bool operator==(const RefundDecision&, const RefundDecision&) = default;
};

// What a legal move gives back of `paid` (fen, >= 0), without anyone asking for it (S27; 48 h and same-day rules in
// domain.md): everything when terminated, expired, or cancelled before a doctor accepted; else nothing.
// `due` is false when nothing was paid.
[[nodiscard]] RefundDecision refund_for(VisitState from, VisitState to, Fen paid);

[[nodiscard]] Instant accept_deadline(Instant queued_at,
                                      const HospitalRules& rules);  // queued visits expire at this instant

// 互联网诊疗管理办法 art. 19: a child younger than guardian_age needs the guardian present.
[[nodiscard]] bool needs_guardian(Date birth, Date today, const HospitalRules& rules);

[[nodiscard]] Fen visit_fee(VisitKind kind, const HospitalRules& rules);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::VisitKind> {
    static constexpr auto names = std::to_array<std::string_view>({"consultation", "refill"});
};
template <>
struct bz::EnumNames<bz::domain::VisitState> {
    static constexpr auto names =
        std::to_array<std::string_view>({"draft", "submitted", "queued", "in_consultation", "concluded", "prescribed",
                                         "terminated", "cancelled", "expired"});
};
template <>
struct bz::EnumNames<bz::domain::TerminationReason> {
    static constexpr auto names =
        std::to_array<std::string_view>({"condition_changed", "first_visit", "unsuitable_online", "emergency"});
};
