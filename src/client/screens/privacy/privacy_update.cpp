#include <algorithm>

#include "api/account.hpp"
#include "base/text.hpp"
#include "client/screens/common/sms_code.hpp"
#include "client/screens/privacy/privacy.hpp"
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
using Model = Privacy::Model;
using Busy = Privacy::Busy;

template <class T>
void ask(Effects& into, state::Remote<T>& remote, Call call) {
    if (remote.load == Load::loading) return;
    remote.load = Load::loading;
    into += std::move(call);
}

void forget_errors(Model& model) {
    model.problem.clear();
    model.phone_error.clear();
    model.code_error.clear();
    model.under_way = false;
}

Effects load_for(Shared& shared, Route route) {
    Effects effects;
    ask(effects, shared.account, state::load_account());
    if (!shared.hospital) ask(effects, shared.hospital, state::load_hospital());
    if (route == Route::privacy) {
        ask(effects, shared.consents, state::load_consents());
        ask(effects, shared.consent_history, state::load_consent_history());
    }
    if (route == Route::access_log) ask(effects, shared.audit_events, state::load_audit_events());
    if (route == Route::devices) ask(effects, shared.sessions, state::load_sessions());
    return effects;
}

int version_of(const Shared& shared, std::string_view purpose) {
    if (shared.hospital)
        for (const api::ConsentForm& form : shared.hospital->consents)
            if (form.purpose == purpose) return form.version;
    return 1;
}

Effects consent_confirmed(Model& model, Shared& shared) {
    if (model.busy != Busy::no || model.asked_purpose.empty()) return {};
    forget_errors(model);
    model.busy = Busy::answering;
    const api::ConsentGiven given{model.asked_purpose, version_of(shared, model.asked_purpose), model.asked_given};
    return {Call{.purpose = "privacy.consent",
                 .method = "POST",
                 .path = "/consents",
                 .body = api::write(given),
                 .idempotency_key = shared.context.fresh_id}};
}

Effects session_confirmed(Model& model, Shared& shared) {
    if (model.busy != Busy::no || model.asked_session.empty()) return {};
    forget_errors(model);
    model.busy = Busy::ending;
    if (model.asked_session == "others")
        return {Call{.purpose = "privacy.end",
                     .method = "POST",
                     .path = "/sessions/end-others",
                     .idempotency_key = shared.context.fresh_id}};
    return {Call{.purpose = "privacy.end", .method = "DELETE", .path = "/sessions/" + model.asked_session}};
}

Effects send_code(Model& model, Shared& shared) {
    if (model.busy != Busy::no) return {};
    forget_errors(model);
    const auto phone = domain::parse_phone(shared.draft.phone);
    if (!phone || !Privacy::knows_phone(shared)) {
        model.phone_error = phone ? "differs" : "empty";
        return {Focus{"errors.title"}};
    }
    model.busy = Busy::sending_code;
    return {Call{.purpose = "privacy.code",
                 .method = "POST",
                 .path = "/sms-codes",
                 .body = api::write(api::SmsCodeRequest{*phone}),
                 .idempotency_key = shared.context.fresh_id}};
}

Effects leave(Model& model, Shared& shared) {
    if (model.busy != Busy::no) return {};
    forget_errors(model);
    const std::string code = digits_only(shared.draft.leave_code);
    if (code.size() != sms_code_length) {
        model.code_error = code.empty() ? "empty" : "length";
        return {Focus{"errors.title"}};
    }
    model.busy = Busy::leaving;
    return {Call{.purpose = "privacy.leave",
                 .method = "POST",
                 .path = "/account/delete",
                 .body = api::write(api::AccountDeletion{shared.draft.leave_code_id, code}),
                 .idempotency_key = shared.context.fresh_id}};
}

struct Update {
    Model& model;
    Shared& shared;

    Effects operator()(const Privacy::Opened& opened) { return {Go{opened.route}}; }
    Effects operator()(const Privacy::ConsentAsked& asked) {
        model.problem.clear();
        model.asked_purpose = asked.purpose;
        model.asked_given = asked.given;
        return {};
    }
    Effects operator()(const Privacy::ConsentConfirmed&) { return consent_confirmed(model, shared); }
    Effects operator()(const Privacy::HistoryPressed&) {
        model.history_open = !model.history_open;
        return {};
    }
    Effects operator()(const Privacy::SavePressed& save) {
        if (!model.saving.empty()) return {};
        model.problem.clear();
        model.saved.clear();
        model.saving = save.page ? "banzhen.html" : "banzhen.json";
        return {state::SaveFile{save.page ? "/account/export.html" : "/account/export", model.saving}};
    }
    Effects operator()(const Privacy::SessionAsked& asked) {
        model.problem.clear();
        model.asked_session = asked.id;
        return {};
    }
    Effects operator()(const Privacy::SessionConfirmed&) { return session_confirmed(model, shared); }
    Effects operator()(const Privacy::Dropped&) {
        model.asked_purpose.clear();
        model.asked_session.clear();
        return {};
    }
    Effects operator()(const Privacy::MorePressed&) {
        if (model.busy != Busy::no || !model.next_cursor) return {};
        model.busy = Busy::loading_more;
        return {Call{.purpose = "privacy.more", .path = "/audit-events?cursor=" + *model.next_cursor}};
    }
    Effects operator()(const Privacy::PhoneTyped& typed) {
        shared.draft.phone = typed.text;
        return {};
    }
    Effects operator()(const Privacy::CodeTyped& typed) {
        shared.draft.leave_code = typed_sms_code(typed.text);
        return {};
    }
    Effects operator()(const Privacy::SendCodePressed&) { return send_code(model, shared); }
    Effects operator()(const Privacy::LeavePressed&) { return leave(model, shared); }
    Effects operator()(const Privacy::HomePressed&) { return {Go{Route::home}}; }
    Effects operator()(const Privacy::RetryPressed&) { return load_for(shared, shared.draft.route); }
};

Effects consent_answered(Model& model, Shared& shared, const Reply& reply) {
    if (!reply.ok()) {
        model.problem = state::problem_code(reply);
        return {};
    }
    model.asked_purpose.clear();
    return load_for(shared, Route::privacy);
}

Effects session_ended(Model& model, Shared& shared, const Reply& reply) {
    if (!reply.ok() && reply.status != 404) {
        model.problem = state::problem_code(reply);
        return {};
    }
    model.asked_session.clear();
    return load_for(shared, Route::devices);
}

Effects code_sent(Model& model, Shared& shared, const Reply& reply) {
    const auto sent = reply.ok() ? api::read<api::SmsCode>(reply.body) : std::nullopt;
    if (!sent) {
        model.problem = state::problem_code(reply);
        return {};
    }
    shared.draft.leave_code_id = sent->id;
    shared.draft.leave_sandbox_code = sent->sandbox_code.value_or("");
    shared.draft.leave_code.clear();
    return {Focus{"privacy.code"}};
}

Effects left(Model& model, Shared& shared, const Reply& reply) {
    if (reply.ok()) {
        state::forget_person(shared);
        return {state::KeepSession{}, Go{Route::home, true}};
    }
    const api::Problem problem = state::problem_of(reply);
    if (problem.code == "code_wrong" || problem.code == "code_expired" || problem.code == "code_used_up") {
        model.code_error = problem.code;
        model.attempts_left = problem.attempts_left.value_or(0);
        if (problem.code != "code_wrong") shared.draft.leave_code_id.clear();
        return {Focus{"errors.title"}};
    }
    model.under_way = problem.code == "account_busy";
    if (!model.under_way) model.problem = problem.code;
    return {Focus{"h1"}};
}

Effects more_came(Model& model, const Reply& reply) {
    auto list = reply.ok() ? api::read<api::AuditEventList>(reply.body) : std::nullopt;
    if (!list) {
        model.problem = state::problem_code(reply);
        return {};
    }
    std::ranges::move(list->items, std::back_inserter(model.earlier));
    model.next_cursor = list->next_cursor;
    return {};
}

}  // namespace

bool Privacy::knows_phone(const Shared& shared) {
    const auto phone = domain::parse_phone(shared.draft.phone);
    return phone && shared.account && domain::mask_phone(*phone) == shared.account->phone_masked;
}

Effects Privacy::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Privacy::on_enter(Model& model, Shared& shared, Route route) {
    if (!shared.signed_in) return {Go{Route::sign_in, true}};
    const bool history_open = model.history_open;
    model = {};
    model.history_open = history_open && route == Route::privacy;
    return load_for(shared, route);
}

Effects Privacy::on_reply(Model& model, Shared& shared, const Reply& reply) {
    constexpr std::string_view saved = "privacy.saved.";
    if (reply.purpose.starts_with(saved)) {
        model.saving.clear();
        if (reply.ok())
            model.saved = reply.purpose.substr(saved.size());
        else
            model.problem = reply.status == 0 ? "offline" : "internal";
        return {};
    }
    model.busy = Busy::no;
    if (reply.purpose == "privacy.consent") return consent_answered(model, shared, reply);
    if (reply.purpose == "privacy.end") return session_ended(model, shared, reply);
    if (reply.purpose == "privacy.code") return code_sent(model, shared, reply);
    if (reply.purpose == "privacy.leave") return left(model, shared, reply);
    if (reply.purpose == "privacy.more") return more_came(model, reply);
    return {};
}

Effects Privacy::on_change(Model& model, Shared& shared, Route route) {
    // The first page came anew: later ones belong to the old one.
    if (route == Route::access_log && shared.audit_events && shared.audit_events.load == Load::loaded &&
        model.first_page_only) {
        model.earlier.clear();
        model.next_cursor = shared.audit_events->next_cursor;
        model.first_page_only = false;
    }
    return {};
}

}  // namespace bz::screens
