// How a visit was, in one of three words and, for who wants, a few of one's own. Given once, changeable for a day.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Rating {
    static constexpr std::string_view name = "rating";
    static constexpr std::array routes = {state::Route::rating};

    struct Model {
        bool missing = false;   // sent without a word chosen
        bool changing = false;  // one that was given before
        bool sending = false;
        std::string problem;
        bool operator==(const Model&) const = default;
    };

    struct StarsChosen {
        int stars;
    };
    struct WordsTyped {
        std::string text;
    };
    struct SendPressed {};
    struct ChangePressed {};
    struct HomePressed {};
    struct TryAgainPressed {};
    using Msg = std::variant<StarsChosen, WordsTyped, SendPressed, ChangePressed, HomePressed, TryAgainPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Rating>> fixtures();
};

using RatingFixture = Fixture<Rating>;

}  // namespace bz::screens
