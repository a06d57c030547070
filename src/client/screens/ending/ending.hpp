// How a visit ends without medicine: sent to a hospital, cancelled, nobody came (terminated), or a doctor's summary
// (summary). Says why, where to go and where the money is.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Ending {
    static constexpr std::string_view name = "ending";
    static constexpr std::array routes = {state::Route::terminated, state::Route::summary};

    struct Model {
        bool operator==(const Model&) const = default;
    };

    struct PrintPressed {};
    struct HomePressed {};
    struct TryAgainPressed {};
    struct RatePressed {};
    struct ComplainPressed {};
    using Msg = std::variant<PrintPressed, HomePressed, TryAgainPressed, RatePressed, ComplainPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Ending>> fixtures();
};

using EndingFixture = Fixture<Ending>;

}  // namespace bz::screens
