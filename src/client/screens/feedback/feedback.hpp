// Complaints and suggestions to the hospital: write one, see how far each is, read the answer, take it up again.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Feedback {
    static constexpr std::string_view name = "feedback";
    static constexpr std::array routes = {state::Route::feedback};

    enum class Part { list, write, one };
    struct Model {
        Part part = Part::list;
        std::string open_id;  // the one that is read
        bool empty = false;   // sent without a word
        bool sending = false;
        bool sent = false;  // the newest of the list was just sent
        std::string problem;
        bool operator==(const Model&) const = default;
    };

    struct NewPressed {};
    struct OpenPressed {
        std::string id;
    };
    struct ListPressed {};
    struct AboutChosen {
        std::string visit_id;  // empty: something else
    };
    struct WordsTyped {
        std::string text;
    };
    struct CallToggled {
        bool on;
    };
    struct ReopenPressed {};
    struct SendPressed {
        std::string call_line;  // how "please call me" reads; the contract has no field for it
    };
    struct HomePressed {};
    struct TryAgainPressed {};
    using Msg = std::variant<NewPressed, OpenPressed, ListPressed, AboutChosen, WordsTyped, CallToggled, ReopenPressed,
                             SendPressed, HomePressed, TryAgainPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Feedback>> fixtures();
};

using FeedbackFixture = Fixture<Feedback>;

}  // namespace bz::screens
