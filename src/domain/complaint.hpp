// Owns the states of a complaint and until when the patient may take it up again (S29). What is answered is for people.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "base/result.hpp"

#include <string>

namespace bz::domain {

enum class ComplaintState {
    received,     // has its number; nobody has taken it yet
    in_progress,  // a clerk looks into it
    answered,     // waits for the patient's word; closed by itself after complaint_reopen_days
    closed,
};

inline constexpr int complaint_reopen_days = 7;  // after an answer or the closing
inline constexpr int complaint_text_max = 2000;  // code points

// received > in_progress > answered > closed; answered and closed > in_progress when the patient is not content.
[[nodiscard]] bool can_move(ComplaintState from, ComplaintState to);
[[nodiscard]] Result<ComplaintState> move(ComplaintState from, ComplaintState to);  // "complaint.illegal_move"

// The last instant at which a complaint that came to rest at `moved_at` may be reopened.
[[nodiscard]] Instant reopen_deadline(Instant moved_at);

// "C-20261121-0042": the day it came and its place in that day. `place` counts from 1.
[[nodiscard]] std::string complaint_number(Date day, int place);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::ComplaintState> {
    static constexpr auto names = std::to_array<std::string_view>({"received", "in_progress", "answered", "closed"});
};
