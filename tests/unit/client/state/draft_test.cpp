#include "client/state/draft.hpp"

#include <doctest/doctest.h>

using namespace bz;
using state::Draft;

TEST_CASE("draft: what was entered comes back whole, also where it is not always filled in") {
    Draft draft;
    draft.route = state::Route::verify;
    draft.document_type = domain::DocumentType::passport;
    draft.name = "Jared Miller";
    draft.expires_on = "2031-3-14";
    draft.consent_identity = true;
    draft.consent_face = false;
    draft.method = domain::IdentityMethod::insurance_credential;
    draft.guardian_basis = domain::GuardianshipBasis::legal_guardian;
    draft.fulfilment = domain::Fulfilment::delivery;
    draft.gate_answers.push_back({.question = "pregnant", .answer = "no"});
    draft.uploads.push_back({.file = "f-1", .name = "a.jpg", .bytes = 3, .sent = 1, .state = "sending"});
    const auto back = state::restore(state::save(draft));
    REQUIRE(back);
    CHECK(state::save(*back) == state::save(draft));
    CHECK(back->method == domain::IdentityMethod::insurance_credential);
    CHECK(back->name == "Jared Miller");
    CHECK(back->uploads.at(0).sent == 0);  // how far it is changes too often to be kept
}

TEST_CASE("draft: a broken text is no draft, and no reason not to start") {
    CHECK_FALSE(state::restore(""));
    CHECK_FALSE(state::restore("{\"name\":"));
}
