#include <algorithm>

#include "base/text.hpp"
#include "client/screens/common/sms_code.hpp"
#include "client/screens/sign_in/sign_in.hpp"
#include "client/state/journey.hpp"
#include "domain/phone.hpp"

namespace bz::screens {

namespace {

using state::Call;
using state::Effects;
using state::Focus;
using state::Go;
using state::Load;
using state::Reply;
using state::Route;
using state::Shared;
using Model = SignIn::Model;
using Busy = SignIn::Busy;

void forget_errors(Model& model) {
    model.phone_error.clear();
    model.code_error.clear();
    model.terms_error = false;
    model.problem.clear();
    model.wait_until.clear();
}

void check_phone(Model& model, const Shared& shared) {
    const auto phone = domain::parse_phone(shared.draft.phone);
    if (phone) return;
    model.phone_error = phone.error().code;
    model.phone_digits = phone.error().detail;
}

bool has_errors(const Model& model) {
    return !model.phone_error.empty() || !model.code_error.empty() || model.terms_error;
}

Effects send_code(Model& model, Shared& shared) {
    if (model.busy != Busy::no) return {};
    const bool again = !shared.draft.sms_code_id.empty();
    forget_errors(model);
    check_phone(model, shared);
    if (has_errors(model)) return {Focus{"errors.title"}};
    model.busy = Busy::sending;
    model.code_sent_again = again;
    return {Call{.purpose = "sign_in.send_code",
                 .method = "POST",
                 .path = "/sms-codes",
                 .body = api::write(api::SmsCodeRequest{*domain::parse_phone(shared.draft.phone)}),
                 .idempotency_key = shared.context.fresh_id}};
}

int terms_version(const Shared& shared) {
    if (shared.hospital)
        for (const api::ConsentForm& form : shared.hospital->consents)
            if (form.purpose == "terms") return form.version;
    return 1;
}

void check_phone_and_code(Model& model, const Shared& shared, api::SessionRequest& request) {
    check_phone(model, shared);
    const std::string code = digits_only(shared.draft.code);
    if (code.empty())
        model.code_error = "empty";
    else if (code.size() != sms_code_length)
        model.code_error = "length";
    request.sms_code_id = shared.draft.sms_code_id;
    request.code = code;
}

Effects sign_in(Model& model, Shared& shared) {
    if (model.busy != Busy::no) return {};
    forget_errors(model);
    // Signed in already, but the account did not come: only that is asked for again.
    if (shared.signed_in) {
        model.busy = Busy::signing_in;
        shared.account.load = Load::loading;
        return {state::load_account()};
    }
    const state::HospitalAccount& account = shared.hospital_account;
    const bool by_code = account.launch.empty() || account.phone;
    api::SessionRequest request;
    if (by_code) check_phone_and_code(model, shared, request);
    model.terms_error = !shared.draft.terms_agreed;
    if (has_errors(model)) return {Focus{"errors.title"}};
    model.busy = Busy::signing_in;
    request.terms_version = terms_version(shared);
    if (!account.launch.empty()) request.launch_token = account.launch;
    if (shared.shared_device) request.shared = true;
    return {Call{.purpose = "sign_in.session",
                 .method = "POST",
                 .path = "/sessions",
                 .body = api::write(request),
                 .idempotency_key = shared.context.fresh_id}};
}

Effects code_sent(Model& model, Shared& shared, const Reply& reply) {
    if (model.busy != Busy::sending) return {};
    model.busy = Busy::no;
    const auto sent = reply.ok() ? api::read<api::SmsCode>(reply.body) : std::nullopt;
    if (!sent) {
        const api::Problem problem = state::problem_of(reply);
        const bool phone = problem.errors && std::ranges::any_of(*problem.errors, [](const api::FieldError& error) {
                               return error.pointer == "/phone";
                           });
        if (phone) {
            model.phone_error = "phone.format";
            return {Focus{"errors.title"}};
        }
        model.problem = problem.code;
        if (problem.retry_after_s)
            model.wait_until = rfc3339_text(shared.context.now + std::int64_t{*problem.retry_after_s} * ms_per_second,
                                            shared.context.utc_offset_minutes);
        return {};
    }
    state::Draft& draft = shared.draft;
    draft.sms_code_id = sent->id;
    draft.sandbox_code = sent->sandbox_code.value_or("");
    draft.code.clear();  // a code for the message before this one would only be refused
    const std::int64_t wait_ms = std::int64_t{sent->resend_after_s} * ms_per_second;
    draft.resend_at = rfc3339_text(shared.context.now + wait_ms, shared.context.utc_offset_minutes);
    return {Focus{"sign_in.code"}, state::After{"sign_in.resend", static_cast<int>(wait_ms)}};
}

Effects session_answered(Model& model, Shared& shared, const Reply& reply) {
    if (model.busy != Busy::signing_in || shared.signed_in) return {};
    const auto session = reply.ok() ? api::read<api::Session>(reply.body) : std::nullopt;
    if (!session) {
        model.busy = Busy::no;
        const api::Problem problem = state::problem_of(reply);
        if (problem.code == "code_wrong" || problem.code == "code_expired" || problem.code == "code_used_up") {
            model.code_error = problem.code;
            model.attempts_left = problem.attempts_left.value_or(0);
            // A code that cannot work any more makes room for a new one at once.
            if (problem.code != "code_wrong") shared.draft.resend_at.clear();
            return {Focus{"errors.title"}};
        }
        model.problem = problem.code;
        // Its token is spent or too old: the phone alone signs in, or the account once more.
        if (problem.code.starts_with("launch_")) {
            shared.hospital_account = {{}, false, "expired"};
            model.problem.clear();
        }
        return {};
    }
    shared.hospital_account = {};
    state::Draft& draft = shared.draft;
    draft.sms_code_id.clear();
    draft.code.clear();
    draft.sandbox_code.clear();
    draft.resend_at.clear();
    shared.signed_in = true;
    shared.account = {};
    shared.account.load = Load::loading;
    return {state::KeepSession{session->token}, state::load_account()};
}

struct Update {
    Model& model;
    Shared& shared;

    Effects operator()(const SignIn::PhoneTyped& typed) {
        // Another number: the code that was sent belongs to the old one.
        if (digits_only(typed.text) != digits_only(shared.draft.phone)) {
            shared.draft.sms_code_id.clear();
            shared.draft.sandbox_code.clear();
            shared.draft.code.clear();
            shared.draft.resend_at.clear();
        }
        shared.draft.phone = typed.text;
        return {};
    }
    Effects operator()(const SignIn::SendCodePressed&) { return send_code(model, shared); }
    Effects operator()(const SignIn::CodeTyped& typed) {
        shared.draft.code = typed_sms_code(typed.text);
        return {};
    }
    Effects operator()(const SignIn::TermsTicked& ticked) {
        shared.draft.terms_agreed = ticked.agreed;
        return {};
    }
    Effects operator()(const SignIn::ReadPressed& pressed) {
        model.reading = model.reading == pressed.what ? SignIn::Reading::nothing : pressed.what;
        return {};
    }
    Effects operator()(const SignIn::SignInPressed&) { return sign_in(model, shared); }
    Effects operator()(const SignIn::CarryOnPressed&) { return {Go{Route::carry_on}}; }
    Effects operator()(const SignIn::AccountPressed&) {
        forget_errors(model);
        shared.hospital_account = {};
        return {state::OpenUrl{shared.english ? "/smart/launch?lang=en" : "/smart/launch?lang=zh"}};
    }
};

}  // namespace

Effects SignIn::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects SignIn::on_enter(Model& model, Shared& shared, Route) {
    model = {};
    if (shared.signed_in) {
        if (shared.account) return {Go{state::next_route(shared), true}};
        model.busy = Busy::signing_in;
        shared.account.load = Load::loading;
        return {state::load_account()};
    }
    // After a reload: the key to send again must still appear by itself.
    const auto resend_at = parse_rfc3339(shared.draft.resend_at);
    if (resend_at && *resend_at > shared.context.now)
        return {state::After{"sign_in.resend", static_cast<int>(*resend_at - shared.context.now)}};
    return {};
}

Effects SignIn::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "sign_in.send_code") return code_sent(model, shared, reply);
    if (reply.purpose == "sign_in.session") return session_answered(model, shared, reply);
    return {};  // "sign_in.resend": the view looks at the time again
}

Effects SignIn::on_change(Model& model, Shared& shared, Route) {
    if (!shared.signed_in || model.busy != Busy::signing_in) return {};
    if (shared.account.load == Load::loaded) {
        model = {};
        return {Go{state::next_route(shared), true}};
    }
    if (shared.account.load == Load::failed) {
        model.busy = Busy::no;
        model.problem = shared.account.error;
    }
    return {};
}

}  // namespace bz::screens
