#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/people/people.hpp"

namespace bz::screens {

namespace {

// Mr Ren with his granddaughter, his mother whom he cares for, and his daughter who cares for him.
state::Shared family() {
    state::Shared shared = start_signed_in(true);
    auto& people = shared.account.value->people;
    people.push_back({"person-2", "任小满", "child", "**************0047", 4, "female", true});
    people.push_back({"person-3", "周桂兰", "parent", "**************0328", 95, "female", true, "carer-2"});
    api::Carer given{.id = "carer-1",
                     .side = "given",
                     .state = "active",
                     .person_id = "person-1",
                     .person_name = "任长河",
                     .relationship = "parent",
                     .carer_name = "任晓梅",
                     .created_at = "2026-07-01T09:00:00+08:00"};
    api::Carer received = given;
    received.id = "carer-2";
    received.side = "received";
    received.person_id = "person-3";
    received.person_name = "周桂兰";
    received.carer_name = "任长河";
    api::Carer invited = given;
    invited.id = "carer-3";
    invited.state = "invited";
    invited.carer_name.reset();
    invited.code_expires_at = "2026-07-20T09:40:00+08:00";
    loaded(shared.carers, api::CarerList{{given, received, invited}});
    loaded(shared.guardianships, api::GuardianshipList{});
    loaded(shared.mandates, api::MandateList{{{.id = "mandate-1",
                                               .person_id = "person-1",
                                               .person_name = "任长河",
                                               .worker_name = "何秀英",
                                               .worker_title = "槐荫社区卫生服务站",
                                               .signed_on = "2026-03-02",
                                               .ends_on = "2027-03-01",
                                               .state = "active",
                                               .created_at = "2026-03-02T10:00:00+08:00",
                                               .ended_at = {},
                                               .ended_by = {},
                                               .paper = false}}});
    return shared;
}

state::Shared with_guardianship(domain::GuardianshipState state, std::optional<std::string> reason = {}) {
    state::Shared shared = family();
    shared.draft.shown_person_id = "person-2";
    loaded(shared.guardianships, api::GuardianshipList{{{.id = "guardianship-1",
                                                         .person_id = "person-2",
                                                         .guardian_id = "person-1",
                                                         .basis = domain::GuardianshipBasis::legal_guardian,
                                                         .state = state,
                                                         .reason = std::move(reason),
                                                         .created_at = "2026-07-20T09:00:00+08:00"}}});
    return shared;
}

}  // namespace

std::vector<PeopleFixture> People::fixtures() {
    using domain::GuardianshipState;
    using state::Route;
    std::vector<PeopleFixture> all;
    const state::Shared everyone = family();
    all.push_back({"family", {}, everyone, Route::people});
    all.push_back({"alone", {}, start_signed_in(true), Route::people});
    all.push_back({"unregistered", {}, start_signed_in(false), Route::people});
    state::Shared loading = start_signed_in(true);
    loading.account = {.load = state::Load::loading};
    all.push_back({"loading", {}, loading, Route::people});
    state::Shared failed = start_signed_in(true);
    failed.account = {.load = state::Load::failed, .error = "internal"};
    all.push_back({"failed", {}, failed, Route::people});
    state::Shared offline = everyone;
    offline.online = false;
    all.push_back({"offline", {}, offline, Route::people});
    Model end_given;
    end_given.asked_carer = "carer-1";
    all.push_back({"end_given", end_given, everyone, Route::people});
    Model end_code;
    end_code.asked_carer = "carer-3";
    all.push_back({"end_code", end_code, everyone, Route::people});

    state::Shared photographed = everyone;
    photographed.mandates.value->items[0].paper = true;
    all.push_back({"mandate_paper", {}, photographed, Route::people});
    Model end_mandate;
    end_mandate.asked_mandate = "mandate-1";
    all.push_back({"end_mandate", end_mandate, everyone, Route::people});
    end_mandate.problem = "offline";
    all.push_back({"end_mandate_offline", end_mandate, everyone, Route::people});

    const auto page_of = [&](std::string id) {
        state::Shared shared = everyone;
        shared.draft.shown_person_id = std::move(id);
        return shared;
    };
    all.push_back({"self", {}, page_of("person-1"), Route::person});
    all.push_back({"child", {}, page_of("person-2"), Route::person});
    all.push_back({"guardian_pending", {}, with_guardianship(GuardianshipState::pending), Route::person});
    all.push_back({"guardian_verified", {}, with_guardianship(GuardianshipState::verified), Route::person});
    all.push_back(
        {"guardian_refused", {}, with_guardianship(GuardianshipState::rejected, "photo_unclear"), Route::person});
    Model end_guardian;
    end_guardian.asked_guardianship = "guardianship-1";
    all.push_back({"guardian_end", end_guardian, with_guardianship(GuardianshipState::verified), Route::person});
    all.push_back({"cared_for", {}, page_of("person-3"), Route::person});
    Model added;
    added.added = "周桂兰";
    all.push_back({"just_added", added, page_of("person-3"), Route::person});
    Model end_received;
    end_received.asked_carer = "carer-2";
    end_received.problem = "offline";
    all.push_back({"end_received_offline", end_received, page_of("person-3"), Route::person});
    all.push_back({"gone", {}, page_of("person-9"), Route::person});
    state::Shared unverified = page_of("person-2");
    unverified.account.value->people[1].verified = false;
    unverified.account.value->people[1].name = "阿卜杜热合曼·买买提艾力·图尔荪江";
    all.push_back({"unverified_long_name", {}, unverified, Route::person});

    all.push_back({"code_empty", {}, everyone, Route::care});
    state::Shared typed = everyone;
    typed.draft.care_code = "48207315";
    Model wrong;
    wrong.code_error = "code_wrong";
    wrong.attempts_left = 4;
    all.push_back({"code_wrong", wrong, typed, Route::care});
    Model expired;
    expired.code_error = "code_expired";
    all.push_back({"code_expired", expired, typed, Route::care});
    Model denied;
    denied.problem = "too_many_requests";
    all.push_back({"code_denied", denied, typed, Route::care});
    Model known;
    known.problem = "care_known";
    all.push_back({"code_known", known, typed, Route::care});

    all.push_back({"let_in", {}, page_of("person-1"), Route::care_code});
    Model open;
    open.relationship_missing = true;
    all.push_back({"let_in_open", open, page_of("person-2"), Route::care_code});
    Model full;
    full.problem = "too_many";
    all.push_back({"let_in_full", full, page_of("person-1"), Route::care_code});
    Model made;
    made.made = {"carer-3", "48207315", "2026-07-20T09:40:00+08:00"};
    all.push_back({"code_made", made, page_of("person-1"), Route::care_code});
    Model taken = made;
    taken.made.carer_id = "carer-1";
    all.push_back({"code_taken", taken, page_of("person-1"), Route::care_code});

    all.push_back({"guardian", {}, page_of("person-2"), Route::guardian});
    Model missing;
    missing.basis_missing = missing.paper_missing = true;
    all.push_back({"guardian_missing", missing, page_of("person-2"), Route::guardian});
    state::Shared with_basis = page_of("person-2");
    with_basis.draft.guardian_basis = domain::GuardianshipBasis::parent;
    Model sending;
    sending.paper = {
        .file = "f1", .name = "出生证.jpg", .state = "sending", .error = {}, .bytes = 3'000'000, .sent = 1'000'000};
    all.push_back({"paper_sending", sending, with_basis, Route::guardian});
    Model unreadable;
    unreadable.paper = {
        .file = "f1", .name = "出生证.jpg", .state = "failed", .error = "file_type", .bytes = 3'000'000, .sent = 0};
    all.push_back({"paper_failed", unreadable, with_basis, Route::guardian});
    with_basis.draft.guardian_upload_id = "upload-1";
    all.push_back({"paper_there", {}, with_basis, Route::guardian});

    all.push_back({"who", {}, everyone, Route::who});
    Model nobody;
    nobody.who_missing = true;
    all.push_back({"who_open", nobody, everyone, Route::who});
    state::Shared little = everyone;
    little.draft.person_id = "person-2";
    Model presence;
    presence.presence_missing = true;
    all.push_back({"who_presence", presence, little, Route::who});
    return all;
}

}  // namespace bz::screens
