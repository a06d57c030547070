// How things look and sound, in one place, for everyone and without signing in; and the way to what concerns privacy.
#pragma once

#include <array>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Settings {
    static constexpr std::string_view name = "settings";
    static constexpr std::array routes = {state::Route::settings};

    struct Model {
        bool operator==(const Model&) const = default;
    };

    struct PrivacyPressed {};
    struct DevicesPressed {};
    struct AddressesPressed {};
    struct SignInPressed {};
    using Msg = std::variant<PrivacyPressed, DevicesPressed, AddressesPressed, SignInPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Settings>> fixtures();
};

using SettingsFixture = Fixture<Settings>;

}  // namespace bz::screens
