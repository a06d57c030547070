// Complaint: what is the matter, in the person's own words, and since when. Only for consultations.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Complaint {
    static constexpr std::string_view name = "complaint";
    static constexpr std::array routes = {state::Route::complaint};

    struct Model {
        bool empty = false;  // pressed on without a word
        bool operator==(const Model&) const = default;
    };

    struct ComplaintTyped {
        std::string text;
    };
    // A tapped answer to "since when"; it becomes the complaint's last line, so that the doctor reads one text.
    struct DurationChosen {
        std::string lead;  // how such a line begins
        std::string line;
    };
    struct NextPressed {
        std::string duration_lead;
    };
    struct PhotoDropped {
        std::string key;
    };
    using Msg = std::variant<ComplaintTyped, DurationChosen, NextPressed, PhotoDropped>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Complaint>> fixtures();
};

using ComplaintFixture = Fixture<Complaint>;

// Fits the wire's limit for one text whatever the script.
inline constexpr int complaint_characters_max = 2000;

}  // namespace bz::screens
