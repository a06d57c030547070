#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/sign_in/sign_in.hpp"

namespace bz::screens {

std::vector<SignInFixture> SignIn::fixtures() {
    using state::Route;
    std::vector<SignInFixture> all;
    all.push_back({"empty", {}, start_visitor(), Route::sign_in});

    state::Shared typed = start_visitor();
    typed.draft.phone = "1390000246";
    SignIn::Model short_phone;
    short_phone.phone_error = "phone.length";
    short_phone.phone_digits = 10;
    all.push_back({"short_phone", short_phone, typed, Route::sign_in});

    state::Shared sent = start_visitor();
    sent.draft.phone = "13900002468";
    sent.draft.sms_code_id = "code-1";
    sent.draft.resend_at = "2026-07-20T09:31:20+08:00";
    sent.draft.sandbox_code = "482913";
    all.push_back({"code_sent", {}, sent, Route::sign_in});

    state::Shared late = sent;
    late.draft.resend_at = "2026-07-20T09:30:00+08:00";
    late.draft.code = "482";
    all.push_back({"may_send_again", {}, late, Route::sign_in});

    SignIn::Model wrong;
    wrong.code_error = "code_wrong";
    wrong.attempts_left = 3;
    state::Shared wrong_code = sent;
    wrong_code.draft.code = "111111";
    wrong_code.draft.terms_agreed = true;
    all.push_back({"code_wrong", wrong, wrong_code, Route::sign_in});
    SignIn::Model expired;
    expired.code_error = "code_expired";
    all.push_back({"code_expired", expired, wrong_code, Route::sign_in});
    SignIn::Model used_up;
    used_up.code_error = "code_used_up";
    all.push_back({"code_used_up", used_up, wrong_code, Route::sign_in});

    SignIn::Model terms;
    terms.terms_error = true;
    terms.reading = SignIn::Reading::terms;
    all.push_back({"terms_open", terms, sent, Route::sign_in});
    SignIn::Model busy;
    busy.busy = SignIn::Busy::signing_in;
    all.push_back({"signing_in", busy, wrong_code, Route::sign_in});
    SignIn::Model offline;
    offline.problem = "offline";
    state::Shared no_network = wrong_code;
    no_network.online = false;
    all.push_back({"offline", offline, no_network, Route::sign_in});
    SignIn::Model too_soon;
    too_soon.problem = "too_many_requests";
    too_soon.wait_until = "2026-07-20T09:31:05+08:00";
    all.push_back({"too_soon", too_soon, typed, Route::sign_in});

    state::Shared patient_there = start_visitor();
    patient_there.hospital.value->hospital_account = true;
    all.push_back({"hospital_account", {}, patient_there, Route::sign_in});
    patient_there.hospital_account.problem = "denied";
    all.push_back({"hospital_account_denied", {}, patient_there, Route::sign_in});
    patient_there.hospital_account = {"token-of-the-fixture", true, {}};
    all.push_back({"hospital_account_phone", {}, patient_there, Route::sign_in});
    patient_there.hospital_account.phone = false;
    all.push_back({"hospital_account_terms", {}, patient_there, Route::sign_in});
    return all;
}

}  // namespace bz::screens
