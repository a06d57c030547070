// My records: visits, papers, prescriptions and orders on one string of beads, newest first; each leads on.
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
    static constexpr std::array routes = {state::Route::my_records, state::Route::history};

    enum class Filter : unsigned char { all, records, visits, medicine };
    static constexpr int shown_at_first = 30;

    struct Model {
        Filter filter = Filter::all;
        int shown = shown_at_first;  // so many entries; "show older" adds as many
        bool hidden = false;         // someone looks over the shoulder: a page that tells nothing
        std::string problem;         // a record that could not be opened
        bool operator==(const Model&) const = default;
    };

    struct AddPressed {};
    struct ReloadPressed {};
    struct FilterChosen {
        Filter filter{};
    };
    struct OlderPressed {};
    struct HidePressed {};
    struct ShowPressed {};
    struct RecordOpened {
        std::string id;
        std::string title;
    };
    struct RecordChanged {
        std::string id;
    };
    struct VisitOpened {
        std::string id;
    };
    struct OrderOpened {
        std::string id;
    };
    using Msg = std::variant<AddPressed, ReloadPressed, FilterChosen, OlderPressed, HidePressed, ShowPressed,
                             RecordOpened, RecordChanged, VisitOpened, OrderOpened>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<MyRecords>> fixtures();
};

using MyRecordsFixture = Fixture<MyRecords>;

}  // namespace bz::screens
