// The address book: where medicine was sent before. List, add, change, remove, and the one that is offered first.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/address_form.hpp"
#include "client/screens/common/fixture.hpp"

namespace bz::screens {

struct Addresses {
    static constexpr std::string_view name = "addresses";
    static constexpr std::array routes = {state::Route::addresses};

    struct Model {
        bool form = false;
        std::string editing;  // id of the one in the form; empty = a new one
        std::vector<FieldProblem> errors;
        bool busy = false;
        std::string removing;  // id in the "remove?" dialog
        std::string problem;
        bool operator==(const Model&) const = default;
    };

    struct AddPressed {};
    struct ChangePressed {
        std::string id;
    };
    struct DefaultPressed {
        std::string id;
    };
    struct RemovePressed {
        std::string id;
    };
    struct RemoveConfirmed {};
    struct RemoveKept {};
    struct Typed {
        AddressTyped text;
    };
    struct SavePressed {};
    struct FormLeft {};
    struct DonePressed {};
    struct TryAgainPressed {};
    using Msg = std::variant<AddPressed, ChangePressed, DefaultPressed, RemovePressed, RemoveConfirmed, RemoveKept,
                             Typed, SavePressed, FormLeft, DonePressed, TryAgainPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<Addresses>> fixtures();
};

using AddressesFixture = Fixture<Addresses>;

}  // namespace bz::screens
