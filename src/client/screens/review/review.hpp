// Review: everything is read back once more, with its price, and sent to the doctor. The same folder shows the page one
// comes back to from paying, for the visit's fee and for an order.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Review {
    static constexpr std::string_view name = "review";
    static constexpr std::array routes = {state::Route::review, state::Route::pay_return};

    // How far the sending is. Each step begins when the one before was answered.
    enum class Stage : unsigned char { idle, waiting_for_uploads, creating, saving, submitting };

    struct Model {
        Stage stage = Stage::idle;
        bool unchecked = false;         // pressed without "I read it all"
        bool guardian_missing = false;  // pressed for a young child without its guardian's word
        bool uploads_stuck = false;     // pressed while a file waits for the person
        std::string problem;            // code of the last refusal
        std::string problem_field;      // what it was about: a JSON pointer
        int tries = 0;                  // times the visit had changed under our hands
        // pay_return
        bool cancel_asked = false;  // the dialog is open
        bool cancelling = false;
        int polls = 0;
        bool operator==(const Model&) const = default;
    };

    struct ChangePressed {
        state::Route to{};
    };
    struct ReadAloudPressed {
        std::string text;
    };
    struct ReviewedToggled {
        bool on = false;
    };
    struct GuardianToggled {
        bool on = false;
    };
    struct SendPressed {};
    struct PayPressed {};
    struct ReloadPressed {};
    struct CancelPressed {};
    struct CancelConfirmed {};
    struct CancelKept {};
    using Msg = std::variant<ChangePressed, ReadAloudPressed, ReviewedToggled, GuardianToggled, SendPressed, PayPressed,
                             ReloadPressed, CancelPressed, CancelConfirmed, CancelKept>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Review>> fixtures();
};

using ReviewFixture = Fixture<Review>;

// A child so young that the law wants its guardian beside it (Rules.guardian_age).
bool needs_guardian(const state::Shared& shared);

// What the person pays now, and the parts of it.
struct VisitFee {
    std::int64_t fee_fen = 0, insured_fen = 0;
    std::int64_t due_fen() const { return fee_fen - insured_fen; }
};
VisitFee visit_fee_of(const state::Shared& shared);

// The step that can mend a refusal about `pointer`; review itself when none can.
state::Route step_of_field(std::string_view pointer, domain::VisitKind kind);

}  // namespace bz::screens
