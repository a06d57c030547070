#include "domain/gate.hpp"

#include <doctest/doctest.h>

using namespace bz;
using namespace bz::domain;

TEST_CASE("a refill's gate, every answer to every question") {
    using enum GateOutcome;
    // rows: diagnosed unanswered, yes, no, unsure; columns: changed unanswered, same, changed, unsure
    const GateOutcome expected[4][4] = {
        {incomplete, incomplete, incomplete, incomplete},
        {incomplete, refill, consultation, consultation},
        {not_refill, not_refill, not_refill, not_refill},
        {ask_staff, ask_staff, ask_staff, ask_staff},
    };
    for (int diagnosed = 0; diagnosed < 4; ++diagnosed)
        for (int changed = 0; changed < 4; ++changed) {
            CAPTURE(diagnosed);
            CAPTURE(changed);
            GateAnswers answers{.red_flag = {},
                                .diagnosed = static_cast<Diagnosed>(diagnosed),
                                .changed = static_cast<Changed>(changed),
                                .change_note = {}};
            CHECK(judge_gate(VisitKind::refill, answers) == incomplete);
            CHECK(judge_gate(VisitKind::consultation, answers) == incomplete);
            answers.red_flags_none = true;
            CHECK(judge_gate(VisitKind::refill, answers) == expected[diagnosed][changed]);
            CHECK(judge_gate(VisitKind::consultation, answers) == consultation);
            answers.red_flag = "chest_pain";  // wins even over "none of these"
            CHECK(judge_gate(VisitKind::refill, answers) == emergency);
            CHECK(judge_gate(VisitKind::consultation, answers) == emergency);
            answers.red_flags_none = false;
            CHECK(judge_gate(VisitKind::refill, answers) == emergency);
        }
}

TEST_CASE("the patient's own words change nothing") {
    const GateAnswers answers{.red_flags_none = true,
                              .red_flag = {},
                              .diagnosed = Diagnosed::yes,
                              .changed = Changed::same,
                              .change_note = "胸口疼"};
    CHECK(judge_gate(VisitKind::refill, answers) == GateOutcome::refill);
}

TEST_CASE("a hospital's own questions are judged in order, but an emergency wins") {
    const std::vector<GateQuestion> questions = {
        {"diagnosed", {{"yes", GateLead::continue_}, {"no", GateLead::stop}, {"unsure", GateLead::staff}}},
        {"pregnant", {{"no", GateLead::continue_}, {"yes", GateLead::consultation}, {"pain", GateLead::emergency}}},
    };
    const auto judge = [&](std::vector<GateReply> replies, VisitKind kind = VisitKind::refill) {
        return judge_questions(kind, questions, replies);
    };
    CHECK(judge({}) == GateOutcome::incomplete);
    CHECK(judge({{"diagnosed", "yes"}}) == GateOutcome::incomplete);
    CHECK(judge({{"diagnosed", "perhaps"}, {"pregnant", "no"}}) == GateOutcome::incomplete);
    CHECK(judge({{"diagnosed", "yes"}, {"pregnant", "no"}}) == GateOutcome::refill);
    CHECK(judge({{"diagnosed", "yes"}, {"pregnant", "no"}}, VisitKind::consultation) == GateOutcome::consultation);
    CHECK(judge({{"pregnant", "yes"}, {"diagnosed", "yes"}}) == GateOutcome::consultation);
    CHECK(judge({{"diagnosed", "no"}, {"pregnant", "yes"}}) == GateOutcome::not_refill);
    CHECK(judge({{"diagnosed", "unsure"}, {"pregnant", "no"}}) == GateOutcome::ask_staff);
    CHECK(judge({{"diagnosed", "no"}, {"pregnant", "pain"}}) == GateOutcome::emergency);
    CHECK(judge({{"pregnant", "pain"}}) == GateOutcome::emergency);
    CHECK(judge({{"diagnosed", "yes"}, {"diagnosed", "no"}, {"pregnant", "no"}}) == GateOutcome::refill);
    CHECK(judge_questions(VisitKind::refill, {}, {}) == GateOutcome::refill);
}
