// Owns what a community worker may do for people who signed a mandate (委托书): its days, the states of one person's
// row, and what the answers to a read-back by phone lead to. The worker asks and sends; whether there is medicine is
// the doctor's to say.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "base/result.hpp"
#include "domain/gate.hpp"

namespace bz::domain {

inline constexpr int mandate_days_max = 366;   // a year, then it is signed anew
inline constexpr int read_back_hours = 24;     // what someone said on the phone holds that long
inline constexpr int changed_hold_hours = 24;  // after "something changed" nothing is prepared: see a doctor first
inline constexpr std::size_t mandates_at_most = 60;  // people of one worker: more cannot be called with care

// "mandate.signed_later", "mandate.over" (its last day has passed), "mandate.too_long" (detail = mandate_days_max).
[[nodiscard]] Result<Date> check_mandate_days(Date signed_on, Date ends_on, Date today);

enum class BatchState {
    prepared,     // waits for the phone call
    confirmed,    // all of it was read out, all is as before, and the person said yes
    changed,      // an answer leads elsewhere: this row is never sent
    not_reached,  // called, nobody answered
    declined,     // the person does not want it
    sent,
    failed,  // sending was refused for a reason that is kept
};

// prepared, not_reached > prepared | confirmed | changed | not_reached | declined; confirmed and failed the same, and >
// sent | failed. Preparing anew makes the last read-back worthless, so it starts over. The rest is final.
[[nodiscard]] bool can_move(BatchState from, BatchState to);
[[nodiscard]] Result<BatchState> move(BatchState from, BatchState to);  // "batch.illegal_move"

// Where a person is to turn when the row is not sent.
enum class BatchAdvice { none, emergency, consultation, not_refill, ask_staff };

struct ReadBack {
    bool reached = false;
    bool agrees = false;   // to exactly what was read out
    bool unwell = false;   // a new complaint
    bool allergy = false;  // a medicine was not borne
    GateOutcome gate = GateOutcome::incomplete;

    friend bool operator==(const ReadBack&, const ReadBack&) = default;
};

struct ReadBackVerdict {
    BatchState state{};
    BatchAdvice advice = BatchAdvice::none;

    friend bool operator==(const ReadBackVerdict&, const ReadBackVerdict&) = default;
};

// Judged in this order: not reached; an answer that leads away from a refill; unwell or allergy is a consultation; no
// is declined, even when questions are open; yes with open questions is "batch.incomplete"; else confirmed.
[[nodiscard]] Result<ReadBackVerdict> judge_read_back(const ReadBack& said);

[[nodiscard]] constexpr bool is_fresh(Instant read_at, Instant now) {
    return now < read_at + read_back_hours * ms_per_hour;
}
[[nodiscard]] constexpr bool is_held(Instant changed_at, Instant now) {
    return now < changed_at + changed_hold_hours * ms_per_hour;
}

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::BatchState> {
    static constexpr auto names = std::to_array<std::string_view>(
        {"prepared", "confirmed", "changed", "not_reached", "declined", "sent", "failed"});
};
template <>
struct bz::EnumNames<bz::domain::BatchAdvice> {
    static constexpr auto names =
        std::to_array<std::string_view>({"none", "emergency", "consultation", "not_refill", "ask_staff"});
};
