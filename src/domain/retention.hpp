// Owns how long the law wants care to be kept once its patient has gone.
#pragma once

#include "base/date.hpp"

namespace bz::domain {

inline constexpr int chat_years = 3;   // 互联网诊疗监管细则 2022: talk, pictures and sound of online care
inline constexpr int care_years = 15;  // the same, with 医疗机构病历管理规定: records of care

// What ended at or before this instant has been kept for so many years. Years are counted long, never short.
[[nodiscard]] constexpr Instant kept_since(Instant now, int years) { return now - years * 366 * ms_per_day; }

}  // namespace bz::domain
