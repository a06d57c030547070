// Where the medicine is: paid, packed, on its way, at the door, or a code to collect it with.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Order {
    static constexpr std::string_view name = "order";
    static constexpr std::array routes = {state::Route::order};

    struct Model {
        std::string asked;  // id of the order that was asked for
        bool cancel_asked = false;
        bool cancelling = false;
        std::string problem;  // code of a refused cancelling
        bool operator==(const Model&) const = default;
    };

    struct PayPressed {};
    struct ReadPickupCode {};
    struct ReadHospitalCode {};
    struct AgainPressed {};  // after a cancelled order: choose anew
    struct HomePressed {};
    struct TryAgainPressed {};
    struct CancelPressed {};
    struct CancelConfirmed {};
    struct CancelKept {};
    struct RatePressed {};
    struct ComplainPressed {};
    using Msg = std::variant<PayPressed, ReadPickupCode, ReadHospitalCode, AgainPressed, HomePressed, TryAgainPressed,
                             CancelPressed, CancelConfirmed, CancelKept, RatePressed, ComplainPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Order>> fixtures();
};

// Until it is packed it is cancelled here, and what was paid goes back in full; afterwards the pharmacy is asked.
bool can_be_cancelled(const api::Order& order);

using OrderFixture = Fixture<Order>;

}  // namespace bz::screens
