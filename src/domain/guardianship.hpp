// Owns what it takes to act for a child as the guardian: its states, and the ages that the law draws. Who is a guardian
// is decided by staff who look at the papers.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "base/result.hpp"

namespace bz::domain {

enum class GuardianshipBasis {
    parent,
    legal_guardian
};  // 民法典 art. 27; art. 28 to 32 with a court's or office's paper
enum class GuardianshipState { pending, verified, rejected, ended };

inline constexpr int adult_age = 18;    // 民法典 art. 17
inline constexpr int consent_age = 14;  // 个人信息保护法 art. 31: under it the guardian consents

// pending > verified | rejected | ended; verified > ended. Another try is a new one.
[[nodiscard]] bool can_move(GuardianshipState from, GuardianshipState to);
// "guardianship.illegal_move"
[[nodiscard]] Result<GuardianshipState> move(GuardianshipState from, GuardianshipState to);

[[nodiscard]] inline bool is_adult(Date birth, Date today) { return age_on(birth, today) >= adult_age; }
[[nodiscard]] inline bool guardian_consents(Date birth, Date today) { return age_on(birth, today) < consent_age; }

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::GuardianshipBasis> {
    static constexpr auto names = std::to_array<std::string_view>({"parent", "legal_guardian"});
};
template <>
struct bz::EnumNames<bz::domain::GuardianshipState> {
    static constexpr auto names = std::to_array<std::string_view>({"pending", "verified", "rejected", "ended"});
};
