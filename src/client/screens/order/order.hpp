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
        bool operator==(const Model&) const = default;
    };

    struct PayPressed {};
    struct ReadPickupCode {};
    struct ReadHospitalCode {};
    struct AgainPressed {};  // after a cancelled order: choose anew
    struct HomePressed {};
    struct TryAgainPressed {};
    using Msg = std::variant<PayPressed, ReadPickupCode, ReadHospitalCode, AgainPressed, HomePressed, TryAgainPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Order>> fixtures();
};

using OrderFixture = Fixture<Order>;

}  // namespace bz::screens
