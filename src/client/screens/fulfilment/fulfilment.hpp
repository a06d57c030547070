// From a reviewed prescription to an order: how the medicine is to be had (fulfilment), then what it costs and who pays
// (bill). Owns the two calls that must never happen twice: confirming the prescription and placing the order.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/address_form.hpp"
#include "client/screens/common/fixture.hpp"

namespace bz::screens {

struct Fulfilment {
    static constexpr std::string_view name = "fulfilment";
    static constexpr std::array routes = {state::Route::fulfilment, state::Route::bill};

    using FieldProblem = screens::FieldProblem;  // also of: how, share
    struct Model {
        std::vector<FieldProblem> errors;
        std::string problem;             // code of the last refusal
        bool paying = false;             // confirm or order is under way
        bool confirm_again = false;      // the prescription is being read again before going on
        bool looking_for_order = false;  // an order may exist already: the visit is being read to see
        bool requoted = false;           // the price was worked out anew and must be looked at again
        std::string asked;               // prescription that was asked for
        std::string quoted;              // prescription whose prices were asked for
        bool keeping = false;            // the typed address is on its way into the book
        bool operator==(const Model&) const = default;
    };

    struct Chosen {
        domain::Fulfilment how;
    };
    struct Typed {
        AddressTyped text;
    };
    struct AddressChosen {
        std::string id;  // of the book, or typed_address
    };
    struct KeepToggled {
        bool on;
    };
    struct BookPressed {};
    struct BillPressed {};
    struct ChangePressed {};  // on the bill: back to how and where
    struct ShareToggled {
        bool given;
    };
    struct PayPressed {};
    struct ChatPressed {};
    struct OrderPressed {};
    struct HomePressed {};
    struct TryAgainPressed {};
    using Msg = std::variant<Chosen, Typed, AddressChosen, KeepToggled, BookPressed, BillPressed, ChangePressed,
                             ShareToggled, PayPressed, ChatPressed, OrderPressed, HomePressed, TryAgainPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Fulfilment>> fixtures();
};

// The quote for a way of having the medicine; null when there is none.
const api::Quote* quote_for(const state::Shared& shared, domain::Fulfilment how);

using FulfilmentFixture = Fixture<Fulfilment>;

}  // namespace bz::screens
