// Owns what help beside the patient is: its states and times, and what a helper may do on a patient's page. A helper
// points, speaks, proposes plain facts and opens plain pages; everything that binds the patient is the patient's own
// press. What is not listed here is forbidden.
#pragma once

#include "base/date.hpp"
#include "base/enum_names.hpp"
#include "base/result.hpp"

#include <optional>
#include <span>
#include <string>

namespace bz::domain {

enum class HelpKind { code, call_back, link };  // link: handed on to someone close
enum class HelpState { waiting, active, ended, expired };
enum class HelpEnder { patient, helper, time };
enum class HelpAction { point, say, propose, withdraw, open, resync };

inline constexpr int help_code_digits = 6;
inline constexpr int help_code_minutes = 10;
inline constexpr int help_code_minutes_elder = 20;  // finding the phone and reading digits aloud takes longer
inline constexpr int help_session_minutes = 60;     // from joining on: nobody's page stays shared by forgetting
inline constexpr int help_call_back_hours = 24;
inline constexpr int help_wrong_codes_max = 5;  // by one helper, in help_code_minutes
inline constexpr int help_text_code_points_max = 80;
inline constexpr int help_value_code_points_max = 120;
inline constexpr int help_name_code_points_max = 20;  // of someone close, as the patient knows them

// waiting > active | ended | expired; active > ended.
[[nodiscard]] bool can_move(HelpState from, HelpState to);
[[nodiscard]] Result<HelpState> move(HelpState from, HelpState to);  // "help.illegal_move"

// Times are over when they are over, also before the background has written it down.
[[nodiscard]] HelpState help_state_at(HelpState stored, Instant waits_until, Instant joined_at, Instant now);

// Ids of text fields, as the page's nodes have them, and names of pages.
[[nodiscard]] std::span<const std::string_view> help_fields();
[[nodiscard]] std::span<const std::string_view> help_routes();
[[nodiscard]] bool may_propose(std::string_view field);
[[nodiscard]] bool may_open(std::string_view route);

// Words of a helper: at least one character, no control characters, none that turn the direction of writing round.
[[nodiscard]] bool is_help_text(std::string_view text, int code_points_max);
// The name of a screen or field, in which nothing that was typed fits: a phone number or a name is none.
[[nodiscard]] bool is_help_place(std::string_view name);
[[nodiscard]] bool is_node_id(std::string_view id);

// "任** 72": enough to greet someone and to tell two who wait apart, and no more.
[[nodiscard]] std::string help_who(std::string_view name, std::optional<int> age);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::HelpKind> {
    static constexpr auto names = std::to_array<std::string_view>({"code", "call_back", "link"});
};
template <>
struct bz::EnumNames<bz::domain::HelpState> {
    static constexpr auto names = std::to_array<std::string_view>({"waiting", "active", "ended", "expired"});
};
template <>
struct bz::EnumNames<bz::domain::HelpEnder> {
    static constexpr auto names = std::to_array<std::string_view>({"patient", "helper", "time"});
};
template <>
struct bz::EnumNames<bz::domain::HelpAction> {
    static constexpr auto names =
        std::to_array<std::string_view>({"point", "say", "propose", "withdraw", "open", "resync"});
};
