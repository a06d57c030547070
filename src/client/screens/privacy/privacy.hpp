// What the hospital may do with a person's data, and what the person may do about it: consents, who looked, a copy to
// take along, devices, and leaving for good.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Privacy {
    static constexpr std::string_view name = "privacy";
    static constexpr std::array routes = {state::Route::privacy, state::Route::access_log, state::Route::my_data,
                                          state::Route::leave, state::Route::devices};

    enum class Busy : unsigned char { no, answering, ending, sending_code, leaving, loading_more };

    struct Model {
        Busy busy = Busy::no;
        std::string problem;
        std::string asked_purpose;  // whose consent is being given or withdrawn, in a dialog
        bool asked_given = false;
        bool history_open = false;
        std::string asked_session;             // id, or "others"
        std::string saving;                    // the file on its way
        std::string saved;                     // the one that arrived
        std::vector<api::AuditEvent> earlier;  // pages of the log after the first
        std::optional<std::string> next_cursor;
        bool first_page_only = true;
        std::string phone_error, code_error;  // phone: empty | other;  code: empty | code_wrong | code_expired …
        int attempts_left = 0;
        bool under_way = false;  // something has to come to its end before one can leave
    };

    struct Opened {
        state::Route route;
    };
    struct ConsentAsked {
        std::string purpose;
        bool given;
    };
    struct ConsentConfirmed {};
    struct HistoryPressed {};
    struct SavePressed {
        bool page;  // for reading and printing; otherwise for other programs
    };
    struct SessionAsked {
        std::string id;
    };
    struct SessionConfirmed {};
    struct Dropped {};  // a question was left
    struct MorePressed {};
    struct PhoneTyped {
        std::string text;
    };
    struct CodeTyped {
        std::string text;
    };
    struct SendCodePressed {};
    struct LeavePressed {};
    struct HomePressed {};
    struct RetryPressed {};
    using Msg = std::variant<Opened, ConsentAsked, ConsentConfirmed, HistoryPressed, SavePressed, SessionAsked,
                             SessionConfirmed, Dropped, MorePressed, PhoneTyped, CodeTyped, SendCodePressed,
                             LeavePressed, HomePressed, RetryPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static state::Effects on_change(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Privacy>> fixtures();

    // The phone that the code is sent to: the one typed when signing in, if it is still this account's.
    static bool knows_phone(const state::Shared&);
};

using PrivacyFixture = Fixture<Privacy>;

}  // namespace bz::screens
