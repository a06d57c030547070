// Real name, consents and the way of checking: from what a person types to a check that the hospital accepts. Rules for
// names and numbers are the domain's; the verdict is the server's.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"
#include "client/screens/identity/document.hpp"
#include "client/state/one_upload.hpp"

namespace bz::screens {

struct Identity {
    static constexpr std::string_view name = "identity";
    static constexpr std::array routes = {state::Route::identity, state::Route::consents, state::Route::verify,
                                          state::Route::staff_photo, state::Route::face_consent};

    enum class Consent : unsigned char { identity, health_data, sms_notice, face };

    enum class Wrong : unsigned char { nothing, open, refused };

    // The photo of the document on its way; once it is there, its upload's id is in the draft.
    using Photo = state::OneUpload;

    struct Model {
        std::optional<Error> name_error, number_error;
        std::vector<domain::DocumentFault> field_errors;  // of what the document asks for beside its number
        bool choosing_document = false;
        std::array<Wrong, 3> consent_errors{};  // by Consent, as of the last press: nothing jumps while one answers
        bool face_open = false;                 // the face's own question was left open
        bool other_way = false;                 // a check elsewhere is left for another
        bool method_missing = false;
        bool photo_missing = false;
        bool busy = false;             // the check is on its way
        bool send_when_there = false;  // pressed while the photo was still travelling
        bool awaiting = false;         // a check was sent from here; go on when it is settled
        std::string problem;
        Photo photo;
        bool operator==(const Model&) const = default;
    };

    struct NameTyped {
        std::string text;
    };
    struct NumberTyped {
        std::string text;
    };
    struct DocumentPressed {};
    struct DocumentChosen {
        domain::DocumentType type;
    };
    struct CountryTyped {
        std::string text;
    };
    struct CountryChosen {
        std::string code;  // empty: look for another
    };
    struct DateTyped {
        domain::DocumentField field;  // expires_on | born_on
        std::string value;
    };
    struct SexChosen {
        std::string sex;
    };
    struct IdentityContinued {};
    struct ConsentChosen {
        Consent consent;
        bool given;
    };
    struct ConsentsContinued {};
    struct MethodChosen {
        domain::IdentityMethod method;
    };
    struct VerifyPressed {};
    struct FaceContinued {};
    struct GoOnElsewhere {};  // to the page where a check was begun
    struct OtherWayPressed {};
    struct EditPressed {};
    struct PhotoRemoved {};
    struct PhotoSent {};
    struct ContinuePressed {};
    struct RetryPressed {};
    using Msg = std::variant<NameTyped, NumberTyped, DocumentPressed, DocumentChosen, CountryTyped, CountryChosen,
                             DateTyped, SexChosen, IdentityContinued, ConsentChosen, ConsentsContinued, MethodChosen,
                             VerifyPressed, FaceContinued, GoOnElsewhere, OtherWayPressed, EditPressed, PhotoRemoved,
                             PhotoSent, ContinuePressed, RetryPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static state::Effects on_file(Model&, state::Shared&, const state::FileNews&);
    static state::Effects on_change(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);

    // What was answered to one consent.
    static std::optional<bool> answer(const state::Draft&, Consent);
    // Whom the check is about: the account's own person, or a child of theirs once the server knows it.
    static const api::Person* whom(const state::Shared&);
    // The check that still stands between them and being known, when there is one.
    static const api::IdentityCheck* check_of(const state::Shared&);
    // The hospital offers this way, and it fits the document and the device.
    static bool offers(const state::Shared&, domain::IdentityMethod);
    static std::vector<Fixture<Identity>> fixtures();
};

using IdentityFixture = Fixture<Identity>;

}  // namespace bz::screens
