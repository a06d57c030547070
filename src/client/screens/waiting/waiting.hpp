// Waiting for a doctor: how many people are ahead, the latest clock time of an answer, what comes next, and a way out
// with the money back. Moves on by itself when the visit does.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Waiting {
    static constexpr std::string_view name = "waiting";
    static constexpr std::array routes = {state::Route::waiting};

    struct Model {
        bool ticking = false;       // the minute's timer is running
        bool cancel_asked = false;  // the dialog is open
        bool cancelling = false;
        bool cancel_again = false;  // the visit changed under us: ask once more with its new tag
        int cancel_tries = 0;
        std::string cancel_key;
        std::string problem;  // code
        bool operator==(const Model&) const = default;
    };

    struct HomePressed {};
    struct PayPressed {};
    struct CancelPressed {};
    struct CancelKept {};
    struct CancelConfirmed {};
    struct TryAgainPressed {};
    using Msg = std::variant<HomePressed, PayPressed, CancelPressed, CancelKept, CancelConfirmed, TryAgainPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Waiting>> fixtures();
};

using WaitingFixture = Fixture<Waiting>;

}  // namespace bz::screens
