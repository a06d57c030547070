// Refill: the same medicine as last time, another one in the person's own words, and for how many weeks.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Refill {
    static constexpr std::string_view name = "refill";
    static constexpr std::array routes = {state::Route::refill};

    struct Model {
        bool none_chosen = false;  // pressed on without a medicine
        bool unconfirmed = false;  // pressed on with many weeks and without the confirmation
        bool operator==(const Model&) const = default;
    };

    struct MedicineToggled {
        std::string id;
        bool on = false;
    };
    struct MedicineTyped {
        std::string text;
    };
    struct FewerPressed {};
    struct MorePressed {};
    struct LongSupplyToggled {
        bool on = false;
    };
    struct DoctorPressed {};  // the other choice: the doctor of last time, or whoever is free
    struct ReloadPressed {};
    struct NextPressed {};
    using Msg = std::variant<MedicineToggled, MedicineTyped, FewerPressed, MorePressed, LongSupplyToggled,
                             DoctorPressed, ReloadPressed, NextPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Refill>> fixtures();
};

using RefillFixture = Fixture<Refill>;

}  // namespace bz::screens
