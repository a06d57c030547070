// Signing in with a phone and a code from a text message, or an account at the hospital. Owns the two presses and what
// may go wrong with them; where the journey goes afterwards is decided elsewhere.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct SignIn {
    static constexpr std::string_view name = "sign_in";
    static constexpr std::array routes = {state::Route::sign_in};

    enum class Busy : unsigned char { no, sending, signing_in };
    enum class Reading : unsigned char { nothing, terms, privacy };

    struct Model {
        Busy busy = Busy::no;
        std::string phone_error;  // codes; empty = fine
        int phone_digits = 0;     // how many were typed, for "phone.length"
        std::string code_error;
        int attempts_left = 0;
        bool terms_error = false;
        std::string problem;     // code of a refusal that belongs to no field
        std::string wait_until;  // RFC 3339, with a problem that time cures
        Reading reading = Reading::nothing;
        bool code_sent_again = false;
        bool operator==(const Model&) const = default;
    };

    struct PhoneTyped {
        std::string text;
    };
    struct SendCodePressed {};
    struct CodeTyped {
        std::string text;
    };
    struct TermsTicked {
        bool agreed;
    };
    struct ReadPressed {
        Reading what;
    };
    struct SignInPressed {};
    struct CarryOnPressed {};  // with a code from another device
    struct AccountPressed {};  // with the account at the hospital
    using Msg = std::variant<PhoneTyped, SendCodePressed, CodeTyped, TermsTicked, ReadPressed, SignInPressed,
                             CarryOnPressed, AccountPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static state::Effects on_change(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<SignIn>> fixtures();
};

using SignInFixture = Fixture<SignIn>;

}  // namespace bz::screens
