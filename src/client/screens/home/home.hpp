// Home: the choice between a refill and a question, what is under way, and the way to orders and records. It is also
// the first page that the browser gets as ready HTML, so its view must make sense with no data from the server.
#pragma once

#include <array>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"
#include "domain/visit.hpp"

namespace bz::screens {

struct Home {
    static constexpr std::string_view name = "home";
    static constexpr std::array routes = {state::Route::home};

    struct Model {
        bool orders_empty = false;  // "My orders" was pressed and there are none
        bool sign_out_asked = false;
        bool signing_out = false;
        bool operator==(const Model&) const = default;
    };

    struct CardPressed {
        domain::VisitKind kind;
    };
    struct ResumePressed {};
    struct RepeatPressed {};  // the same medicine again, from the same doctor
    struct OrdersPressed {};
    struct RecordsPressed {};
    struct PeoplePressed {};
    struct SignInPressed {};
    struct SignOutPressed {};
    struct SignOutConfirmed {};
    struct SignOutDropped {};
    using Msg = std::variant<CardPressed, ResumePressed, RepeatPressed, OrdersPressed, RecordsPressed, PeoplePressed,
                             SignInPressed, SignOutPressed, SignOutConfirmed, SignOutDropped>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static state::Effects on_change(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Home>> fixtures();
};

// What runs out soon (or did lately) and is worth asking for again now; null when nothing is, or something is under
// way.
const api::Supply* supply_to_repeat(const state::Shared& shared);

using HomeFixture = Fixture<Home>;

}  // namespace bz::screens
