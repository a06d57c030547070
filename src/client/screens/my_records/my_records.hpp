// My records: what the hospital keeps of the person's papers, newest first.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct MyRecords {
    static constexpr std::string_view name = "my_records";
    static constexpr std::array routes = {state::Route::my_records};

    struct Model {
        bool operator==(const Model&) const = default;
    };

    struct AddPressed {};
    struct ReloadPressed {};
    using Msg = std::variant<AddPressed, ReloadPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<MyRecords>> fixtures();
};

using MyRecordsFixture = Fixture<MyRecords>;

}  // namespace bz::screens
