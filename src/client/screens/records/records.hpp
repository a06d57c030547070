// Records: the person says what a paper is and photographs it or picks the file; the list shows how far each one is.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Records {
    static constexpr std::string_view name = "records";
    static constexpr std::array routes = {state::Route::records};

    struct Model {
        bool missing = false;       // pressed on without any record, where one is needed
        bool already_here = false;  // the newest picked file is in the list already
        std::string removing;       // key of the upload in the "delete?" dialog
        std::string deleting;       // record whose deletion is under way
        std::string problem;        // code of the last refused deletion
        bool operator==(const Model&) const = default;
    };

    struct KindChosen {
        domain::RecordKind kind{};
    };
    struct PausePressed {
        std::string key;
    };
    struct ResumePressed {
        std::string key;
    };
    struct RetryPressed {
        std::string key;
    };
    struct RemovePressed {
        std::string key;
    };
    struct RemoveConfirmed {};
    struct RemoveCancelled {};
    struct ReloadPressed {};
    struct NextPressed {};
    using Msg = std::variant<KindChosen, PausePressed, ResumePressed, RetryPressed, RemovePressed, RemoveConfirmed,
                             RemoveCancelled, ReloadPressed, NextPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static state::Effects on_file(Model& model, state::Shared& shared, const state::FileNews& news);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Records>> fixtures();
};

using RecordsFixture = Fixture<Records>;

}  // namespace bz::screens
