// What the screens after sending share: money and times in words, names of doctors, and the end of a journey. Knows no
// screen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/screens/common/page.hpp"

namespace bz::screens {

// "4.50 元"
std::string yuan(const ui::Ui& ui, std::int64_t fen);
// "8 元"
std::string yuan_short(const ui::Ui& ui, std::int64_t fen);

// What an RFC 3339 time, or a date alone, reads like; empty when it is neither.
std::string day_words(const Page& page, std::string_view time);    // "今天", "明天", "7 月 24 日"
std::string day_clock(const Page& page, std::string_view time);    // "今天 18:00"; midnight's last minute is "24:00"
std::string short_clock(const Page& page, std::string_view time);  // "18:00" on the same day, else like day_clock
// Whole minutes from `time` until now; -1 when unreadable, 0 for the future.
int minutes_since(const state::Shared& shared, std::string_view time);
bool is_past(const state::Shared& shared, std::string_view time);

// "周敏医生"; empty for an empty name
std::string doctor_words(const ui::Ui& ui, std::string_view name);
// The first character, for the disc beside a bubble.
std::string initial_of(std::string_view name);
// "青岚市第一人民医院 · 周敏 心内科"; empty (the hospital alone) in elder size or without a doctor.
std::string bar_detail(const Page& page);

// The visit one is on: of the draft, of what was loaded, or the account's open one.
std::string visit_id_of(const state::Shared& shared);
// What went into the till for the visit: what a full refund gives back.
std::int64_t paid_fen(const api::Visit& visit);

// Forgets a journey that is over, so that the next one starts clean. The address stays: nobody should type it twice.
void finish_journey(state::Shared& shared);

}  // namespace bz::screens
