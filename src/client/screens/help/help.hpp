// A person beside you: six digits to read to a helper, the phone, a call back, the counter, what staff can do and what
// they never do; and who answers for this service. The session itself is the host's: it outlives this screen.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/help.hpp"
#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Help {
    static constexpr std::string_view name = "help";
    static constexpr std::array routes = {state::Route::help, state::Route::licence};

    enum class CallBack : unsigned char { closed, open, sending, done };
    struct Model {
        state::Remote<api::HelpSession> session;  // the newest, as the host told it
        bool link_asked = false;                  // a link for the family is wished for, and there is none yet
        std::string wait_until;                   // asked too often: not before this time
        CallBack call_back = CallBack::closed;
        int ahead = 0;  // who wished to be called before
        bool phone_wrong = false;
        std::string call_problem;
    };

    struct RetryPressed {};
    struct NewCodePressed {};
    struct FamilyPressed {};  // a link to hand on
    struct DigitsPressed {};  // no link after all
    struct BackPressed {};
    struct CallBackPressed {};
    struct CallBackClosed {};
    struct PhoneTyped {
        std::string text;
    };
    struct CallBackSent {};
    struct FeedbackPressed {};
    struct HandOverPressed {};  // on another device
    using Msg = std::variant<RetryPressed, NewCodePressed, FamilyPressed, DigitsPressed, BackPressed, CallBackPressed,
                             CallBackClosed, PhoneTyped, CallBackSent, FeedbackPressed, HandOverPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static state::Effects on_change(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Help>> fixtures();

    // How long the digits or the link still hold, by this device's clock; 0 when they do not.
    static std::int64_t left_ms(const Model&, const state::Context&);
    static bool is_link(const Model&);  // it was the link that was asked for last
};

using HelpFixture = Fixture<Help>;

// Six digits, or why there are none; and the form for being called back.
void draw_code(Page&, const Help::Model&, const Send<Help::Msg>&);
void draw_call_back(Page&, const Help::Model&, const Send<Help::Msg>&);
void draw_family(Page&, const Help::Model&, const Send<Help::Msg>&);

}  // namespace bz::screens
