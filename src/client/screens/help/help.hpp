// A person beside you: the phone, the counter, what staff can do and what they never do; and who answers for this
// service.
#pragma once

#include <array>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Help {
    static constexpr std::string_view name = "help";
    static constexpr std::array routes = {state::Route::help, state::Route::licence};

    struct Model {
        bool operator==(const Model&) const = default;
    };

    struct RetryPressed {};
    struct FeedbackPressed {};
    using Msg = std::variant<RetryPressed, FeedbackPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Help>> fixtures();
};

using HelpFixture = Fixture<Help>;

}  // namespace bz::screens
