#include "client/screens/common/language_fixtures.hpp"
#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/identity/identity.hpp"

namespace bz::screens {

std::vector<IdentityFixture> Identity::fixtures() {
    using state::Route;
    std::vector<IdentityFixture> all;
    state::Shared empty = start_signed_in(false);
    empty.draft.started = true;
    empty.draft.red_flags_none = true;
    empty.draft.diagnosed = domain::Diagnosed::yes;
    empty.draft.changed = domain::Changed::same;
    all.push_back({"empty", {}, empty, Route::identity});

    state::Shared typed = empty;
    typed.draft.name = "任长河";
    typed.draft.number = "990101195303150115";
    all.push_back({"typed", {}, typed, Route::identity});
    state::Shared short_number = typed;
    short_number.draft.number = "99010119530315011";
    Identity::Model choosing;
    choosing.choosing_document = true;
    all.push_back({"document_choice", choosing, typed, Route::identity});
    Identity::Model errors;
    errors.number_error = Error{"id.length", 17};
    all.push_back({"number_short", errors, short_number, Route::identity});
    state::Shared both = empty;
    both.draft.number = "990101195303150116";
    Identity::Model both_errors;
    both_errors.name_error = Error{"name.empty"};
    both_errors.number_error = Error{"id.checksum"};
    all.push_back({"two_errors", both_errors, both, Route::identity});

    state::Shared passport = empty;
    passport.countries = countries_in(false);
    passport.draft.document_type = domain::DocumentType::passport;
    all.push_back({"passport", {}, passport, Route::identity});
    state::Shared searching = passport;
    searching.draft.country_text = "美国";
    all.push_back({"country_found", {}, searching, Route::identity});
    passport.draft.name = "Jared Miller";
    passport.draft.country = "USA";
    passport.draft.number = "X0000001";
    passport.draft.expires_on = "2020-3-14";
    passport.draft.born_on = "1988--";
    Identity::Model passport_errors;
    passport_errors.field_errors = {{domain::DocumentField::expires_on, "id.expired"},
                                    {domain::DocumentField::born_on, "date.invalid"}};
    all.push_back({"passport_errors", passport_errors, passport, Route::identity});
    state::Shared child = empty;
    child.draft.relationship = "child";
    child.draft.document_type = domain::DocumentType::household_register;
    all.push_back({"child", {}, child, Route::identity});

    all.push_back({"consents", {}, typed, Route::consents});
    state::Shared half = typed;
    half.draft.consent_sms_notice = true;
    half.draft.consent_identity = true;
    half.draft.method = domain::IdentityMethod::registry;
    Identity::Model open;
    open.consent_errors[1] = Identity::Wrong::open;
    all.push_back({"consent_open", open, half, Route::consents});
    state::Shared refused = half;
    refused.draft.consent_health_data = false;
    Identity::Model no;
    no.consent_errors[1] = Identity::Wrong::refused;
    all.push_back({"consent_refused", no, refused, Route::consents});

    state::Shared agreed = half;
    agreed.draft.consent_health_data = true;
    all.push_back({"verify", {}, agreed, Route::verify});
    Identity::Model busy;
    busy.busy = true;
    all.push_back({"checking", busy, agreed, Route::verify});
    Identity::Model offline;
    offline.problem = "offline";
    all.push_back({"verify_offline", offline, agreed, Route::verify});

    state::Shared rejected = agreed;
    rejected.account.value->people = {{"person-1", "任长河", "self", "**************011X", 73, "male", false}};
    api::IdentityCheck check{.id = "check-1",
                             .state = domain::IdentityCheckState::rejected,
                             .method = domain::IdentityMethod::registry,
                             .person_id = "person-1",
                             .created_at = "2026-07-20T09:29:00+08:00",
                             .reason = "no_match"};
    rejected.account.value->identity_check = check;
    rejected.draft.identity_check_id = "check-1";
    all.push_back({"rejected", {}, rejected, Route::verify});
    state::Shared unclear = rejected;
    unclear.draft.method = domain::IdentityMethod::staff_review;
    unclear.account.value->identity_check->method = domain::IdentityMethod::staff_review;
    unclear.account.value->identity_check->reason = "photo_unclear";
    all.push_back({"photo_unclear", {}, unclear, Route::verify});
    state::Shared pending = unclear;
    pending.account.value->identity_check->state = domain::IdentityCheckState::needs_staff;
    pending.account.value->identity_check->reason.reset();
    pending.account.value->identity_check->ahead = 2;
    pending.account.value->identity_check->typical_minutes = 4;
    all.push_back({"pending", {}, pending, Route::verify});
    all.push_back({"verified", {}, start_signed_in(true), Route::verify});

    state::Shared elsewhere = pending;
    elsewhere.account.value->identity_check->state = domain::IdentityCheckState::pending;
    elsewhere.account.value->identity_check->method = domain::IdentityMethod::face;
    elsewhere.account.value->identity_check->redirect_url = "/sandbox/identity/check-1";
    elsewhere.account.value->identity_check->expires_at = "2026-07-20T09:59:00+08:00";
    all.push_back({"elsewhere", {}, elsewhere, Route::verify});
    Identity::Model other_way;
    other_way.other_way = true;
    all.push_back({"other_way", other_way, elsewhere, Route::verify});
    state::Shared failed_there = rejected;
    failed_there.account.value->identity_check->reason = "failed";
    failed_there.draft.method = domain::IdentityMethod::insurance_credential;
    all.push_back({"failed_elsewhere", {}, failed_there, Route::verify});
    state::Shared late = failed_there;
    late.account.value->identity_check->reason = "expired";
    all.push_back({"expired_elsewhere", {}, late, Route::verify});
    all.push_back({"face_consent", {}, agreed, Route::face_consent});
    Identity::Model face_open;
    face_open.face_open = true;
    all.push_back({"face_consent_open", face_open, agreed, Route::face_consent});
    state::Shared face_no = agreed;
    face_no.draft.consent_face = false;
    all.push_back({"face_refused", {}, face_no, Route::face_consent});

    state::Shared staff = agreed;
    staff.draft.method = domain::IdentityMethod::staff_review;
    all.push_back({"photo_empty", {}, staff, Route::staff_photo});
    Identity::Model missing;
    missing.photo_missing = true;
    all.push_back({"photo_missing", missing, staff, Route::staff_photo});
    Identity::Model sending;
    sending.photo = {
        .file = "f1", .name = "IMG_0042.jpg", .state = "sending", .error = {}, .bytes = 3'000'000, .sent = 1'200'000};
    all.push_back({"photo_sending", sending, staff, Route::staff_photo});
    Identity::Model failed;
    failed.photo = {
        .file = "f1", .name = "IMG_0042.jpg", .state = "failed", .error = "file_type", .bytes = 3'000'000, .sent = 0};
    all.push_back({"photo_failed", failed, staff, Route::staff_photo});
    state::Shared there = staff;
    there.draft.document_upload_id = "upload-1";
    all.push_back({"photo_there", {}, there, Route::staff_photo});
    return all;
}

}  // namespace bz::screens
