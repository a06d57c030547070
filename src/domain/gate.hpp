// Owns the questions before a visit and what the answers lead to. It opens or closes a way; whether medicine may be
// prescribed is for the doctor (S2), so no outcome means "approved".
#pragma once

#include "base/enum_names.hpp"
#include "domain/visit.hpp"

#include <span>
#include <string>
#include <vector>

namespace bz::domain {

enum class Diagnosed { unanswered, yes, no, unsure };
enum class Changed { unanswered, same, changed, unsure };

struct GateAnswers {
    bool red_flags_none = false;  // the person said that none applies
    std::string red_flag;         // the red flag named, as its key in the hospital's rules; empty when none was
    Diagnosed diagnosed = Diagnosed::unanswered;
    Changed changed = Changed::unanswered;
    std::string change_note;  // the person's own words; kept for the doctor, never judged

    friend bool operator==(const GateAnswers&, const GateAnswers&) = default;
};

enum class GateOutcome {
    incomplete,    // a question is still open
    emergency,     // call 120
    not_refill,    // never diagnosed at a hospital: where to go instead
    ask_staff,     // staff help to find out
    consultation,  // a consultation, no medicine this time
    refill,        // a refill request may be written
};

// Judged in this order, the first that applies: a named red flag (S9; it wins over red_flags_none) is an emergency; red
// flags unanswered is incomplete; a consultation asks no more. For a refill: not diagnosed (S1, 互联网诊疗管理办法 art.
// 16) is not a refill, unsure goes to staff; changed or unsure (S6) is a consultation; else refill.
[[nodiscard]] GateOutcome judge_gate(VisitKind kind, const GateAnswers& answers);

// Where an answer to a hospital's own question leads.
enum class GateLead { continue_, emergency, consultation, stop, staff };

struct GateChoice {
    std::string id;
    GateLead leads_to{};
};
struct GateQuestion {
    std::string id;
    std::vector<GateChoice> answers;
};
struct GateReply {
    std::string question;
    std::string answer;
};

// The questions are those asked before this kind of visit, in order. An answer that is an emergency wins over all else;
// then the first question counts that is open (or answered with what is no answer to it) or leads away.
[[nodiscard]] GateOutcome judge_questions(VisitKind kind, std::span<const GateQuestion> questions,
                                          std::span<const GateReply> replies);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::GateLead> {
    static constexpr auto names =
        std::to_array<std::string_view>({"continue", "emergency", "consultation", "stop", "staff"});
};
template <>
struct bz::EnumNames<bz::domain::Diagnosed> {
    static constexpr auto names = std::to_array<std::string_view>({"unanswered", "yes", "no", "unsure"});
};
template <>
struct bz::EnumNames<bz::domain::Changed> {
    static constexpr auto names = std::to_array<std::string_view>({"unanswered", "same", "changed", "unsure"});
};
template <>
struct bz::EnumNames<bz::domain::GateOutcome> {
    static constexpr auto names = std::to_array<std::string_view>(
        {"incomplete", "emergency", "not_refill", "ask_staff", "consultation", "refill"});
};
