// The questions before a visit, one a page, and the two places they may lead away to: 120, and a hospital. It sorts;
// what may be prescribed is for the doctor.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Gate {
    static constexpr std::string_view name = "gate";
    static constexpr std::array routes = {state::Route::red_flags,  state::Route::emergency, state::Route::diagnosed,
                                          state::Route::not_refill, state::Route::changed,   state::Route::question};

    struct Model {
        bool diagnosed_missing = false;
        bool changed_missing = false;
        bool question_missing = false;
        bool operator==(const Model&) const = default;
    };

    struct FlagPressed {
        std::string id;
    };
    struct YesPressed {};
    struct NonePressed {};
    struct RetryPressed {};
    struct DiagnosedChosen {
        domain::Diagnosed answer;
    };
    struct DiagnosedContinued {};
    struct ChangedChosen {
        domain::Changed answer;
    };
    struct ChangeTyped {
        std::string text;
    };
    struct ChangedContinued {};
    // "The same again": the answer and going on are one press.
    struct ChangedAnswered {
        domain::Changed answer;
    };
    // One of the hospital's own questions.
    struct QuestionAnswered {
        std::string question;
        std::string answer;
    };
    struct QuestionContinued {};
    struct AskInsteadPressed {};
    struct AnswerAgainPressed {};
    struct ReadAloudPressed {
        std::string text;
    };
    using Msg = std::variant<FlagPressed, YesPressed, NonePressed, RetryPressed, DiagnosedChosen, DiagnosedContinued,
                             ChangedChosen, ChangeTyped, ChangedContinued, ChangedAnswered, QuestionAnswered,
                             QuestionContinued, AskInsteadPressed, AnswerAgainPressed, ReadAloudPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Gate>> fixtures();
};

using GateFixture = Fixture<Gate>;

}  // namespace bz::screens
