// Going on on another device: a code shown here and typed there. What was entered comes along.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct HandOver {
    static constexpr std::string_view name = "hand_over";
    static constexpr std::array routes = {state::Route::hand_over, state::Route::carry_on};

    struct Model {
        bool busy = false;
        std::string problem;  // code of what went wrong
        // here: the code that was made
        std::string code;
        std::string expires_at;  // RFC 3339
        bool expired = false;
        // there: the code that is typed
        std::string typed;
        std::string typed_error;  // empty | length | code_wrong | code_expired; none when there is nothing to mend
        std::string asked_code;   // sent, and never answered
        std::string asked_key;    // the key that it was sent with
        bool taken = false;       // and what is known of the account is still on its way
        bool operator==(const Model&) const = default;
    };

    struct MakePressed {};
    struct CodeTyped {
        std::string text;
    };
    struct TakePressed {};
    struct DonePressed {};
    struct HaveCodePressed {};  // of the other device
    using Msg = std::variant<MakePressed, CodeTyped, TakePressed, DonePressed, HaveCodePressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_change(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<HandOver>> fixtures();
};

using HandOverFixture = Fixture<HandOver>;

}  // namespace bz::screens
