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

namespace bz::screens {

struct Identity {
    static constexpr std::string_view name = "identity";
    static constexpr std::array routes = {state::Route::identity, state::Route::consents, state::Route::verify,
                                          state::Route::staff_photo};

    enum class Consent : unsigned char { identity, health_data, sms_notice };

    enum class Wrong : unsigned char { nothing, open, refused };

    // The photo of the document on its way; once it is there, its upload's id is in the draft.
    struct Photo {
        std::string file, name, state, error;  // state: picked | sending | paused | done | failed
        std::int64_t bytes = 0, sent = 0;
        bool operator==(const Photo&) const = default;
    };

    struct Model {
        std::optional<Error> name_error, number_error;
        std::array<Wrong, 3> consent_errors{};  // by Consent, as of the last press: nothing jumps while one answers
        bool identity_refused = false;          // "no" to the check itself
        bool method_missing = false;
        bool photo_missing = false;
        bool busy = false;             // the check is on its way
        bool send_when_there = false;  // pressed while the photo was still travelling
        bool awaiting = false;         // a check was sent from here; go on when it is settled
        std::string check_key;
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
    struct EditPressed {};
    struct PhotoRemoved {};
    struct PhotoSent {};
    struct ContinuePressed {};
    struct RetryPressed {};
    using Msg = std::variant<NameTyped, NumberTyped, IdentityContinued, ConsentChosen, ConsentsContinued, MethodChosen,
                             VerifyPressed, EditPressed, PhotoRemoved, PhotoSent, ContinuePressed, RetryPressed>;

    static state::Effects update(Model&, state::Shared&, const Msg&);
    static state::Effects on_enter(Model&, state::Shared&, state::Route);
    static state::Effects on_reply(Model&, state::Shared&, const state::Reply&);
    static state::Effects on_file(Model&, state::Shared&, const state::FileNews&);
    static state::Effects on_change(Model&, state::Shared&, state::Route);
    static void view(Page&, const Model&, const Send<Msg>&);

    // What was answered to one consent. Agreeing to be checked at all is kept as having a way of checking: without it
    // there is none.
    static std::optional<bool> answer(const Model&, const state::Draft&, Consent);
    static std::vector<Fixture<Identity>> fixtures();
};

using IdentityFixture = Fixture<Identity>;

}  // namespace bz::screens
