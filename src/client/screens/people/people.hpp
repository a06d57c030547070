// Me and those I care for: who they are, who cares for whom, a child's guardian, and whom the next request is for.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"
#include "client/state/one_upload.hpp"

namespace bz::screens {

struct People {
    static constexpr std::string_view name = "people";
    static constexpr std::array routes = {state::Route::people,    state::Route::person,   state::Route::care,
                                          state::Route::care_code, state::Route::guardian, state::Route::who};

    // The guardian's paper on its way; once it is there, its upload's id is in the draft.
    using Paper = state::OneUpload;
    // A code as it was made: shown once, so kept nowhere else.
    struct MadeCode {
        std::string carer_id, code, expires_at;
        bool operator==(const MadeCode&) const = default;
    };

    struct Model {
        bool busy = false;
        std::string problem;
        std::string code_error;  // empty | length | code_wrong | code_expired
        int attempts_left = 0;
        std::string added;  // whose care was just taken up
        bool relationship_missing = false, basis_missing = false, paper_missing = false;
        bool who_missing = false, presence_missing = false;
        std::string asked_carer, asked_guardianship, asked_mandate;  // whose end is being asked about
        bool asks_end() const { return !(asked_carer + asked_guardianship + asked_mandate).empty(); }
        MadeCode made;
        Paper paper;
        bool send_when_there = false;  // pressed while the paper was still travelling
        bool operator==(const Model&) const = default;
    };

    struct PersonPressed {
        std::string id;
    };
    struct TakeCarePressed {};
    struct LetInPressed {};
    struct ChildPressed {};
    struct RegisterPressed {};  // one's own real name first
    struct VisitPressed {};     // a request for the person whose page this is
    struct VerifyPressed {};
    struct GuardianPressed {};
    struct CodeTyped {
        std::string text;
    };
    struct CodeSent {};
    struct RelationshipChosen {
        std::string relationship;  // of the person to the one who is let in
    };
    struct MakeCodePressed {};
    struct EndCareAsked {
        std::string carer_id;
    };
    struct EndGuardianshipAsked {
        std::string id;
    };
    struct EndMandateAsked {
        std::string id;
    };
    struct MandatePaperPressed {
        std::string id, title, day;  // of the photo, as it is called here, and when the mandate was signed
    };
    struct EndConfirmed {};
    struct EndDropped {};
    struct BasisChosen {
        domain::GuardianshipBasis basis;
    };
    struct PaperRemoved {};
    struct PaperSent {};
    struct WhoChosen {
        std::string id;
    };
    struct PresenceTicked {
        bool there;
    };
    struct WhoContinued {};
    struct DonePressed {};
    struct RetryPressed {};
    using Msg = std::variant<PersonPressed, TakeCarePressed, LetInPressed, ChildPressed, RegisterPressed, VisitPressed,
                             VerifyPressed, GuardianPressed, CodeTyped, CodeSent, RelationshipChosen, MakeCodePressed,
                             EndCareAsked, EndGuardianshipAsked, EndMandateAsked, MandatePaperPressed, EndConfirmed,
                             EndDropped, BasisChosen, PaperRemoved, PaperSent, WhoChosen, PresenceTicked, WhoContinued,
                             DonePressed, RetryPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static state::Effects on_file(Model&, state::Shared&, const state::FileNews&);
    static void view(Page&, const Model&, const Send<Msg>&);
    static std::vector<Fixture<People>> fixtures();

    static const api::Person* shown(const state::Shared&);  // whose page is open
    static const api::Carer* carer(const state::Shared&, std::string_view id);
    static const api::Mandate* mandate(const state::Shared&, std::string_view id);
    // The newest paper about a child.
    static const api::Guardianship* guardianship(const state::Shared&, std::string_view person_id);
};

using PeopleFixture = Fixture<People>;

}  // namespace bz::screens
