#include "client/screens/identity/identity.hpp"
#include "client/state/journey.hpp"
#include "domain/identity_number.hpp"
#include "domain/person_name.hpp"

namespace bz::screens {

namespace {

using domain::IdentityCheckState;
using domain::IdentityMethod;
using state::Call;
using state::Effects;
using state::FileNews;
using state::Focus;
using state::Go;
using state::Load;
using state::Reply;
using state::Route;
using state::Shared;
using Model = Identity::Model;

constexpr int poll_ms = 5000;

void forget_errors(Model& model) {
    model.name_error.reset();
    model.number_error.reset();
    model.consent_errors = {};
    model.method_missing = false;
    model.photo_missing = false;
    model.problem.clear();
}

std::optional<Error> number_error(const Shared& shared) {
    const auto number = domain::parse_identity_number(shared.draft.number, state::today(shared));
    if (!number) return number.error();
    // Numbers that no authority issues are for the sandbox alone; elsewhere the first digits are a slip.
    const bool sandbox = !shared.hospital || shared.hospital->sandbox;
    if (number->kind == domain::IdentityKind::invented && !sandbox) return Error{"id.region"};
    return std::nullopt;
}

// Fills in what is wrong with name and number; true when nothing is.
bool check_details(Model& model, const Shared& shared) {
    const auto person_name = domain::parse_person_name(shared.draft.name);
    if (!person_name) model.name_error = person_name.error();
    model.number_error = number_error(shared);
    return !model.name_error && !model.number_error;
}

// Fills in what is wrong with the consents that are needed; true when nothing is.
bool check_consents(Model& model, const Shared& shared) {
    model.consent_errors = {};
    for (const auto consent : {Identity::Consent::identity, Identity::Consent::health_data}) {
        const auto answer = Identity::answer(model, shared.draft, consent);
        if (answer == true) continue;
        model.consent_errors[static_cast<std::size_t>(consent)] =
            answer ? Identity::Wrong::refused : Identity::Wrong::open;
    }
    return model.consent_errors == decltype(model.consent_errors){};
}

int version_of(const Shared& shared, std::string_view purpose) {
    if (shared.hospital)
        for (const api::ConsentForm& form : shared.hospital->consents)
            if (form.purpose == purpose) return form.version;
    return 1;
}

Call check_call(Model& model, const Shared& shared) {
    const state::Draft& draft = shared.draft;
    api::IdentityCheckRequest request;
    request.document_type = domain::DocumentType::resident_id;
    request.name = domain::parse_person_name(draft.name).value_or(draft.name);
    const auto number = domain::parse_identity_number(draft.number, state::today(shared));
    request.number = number ? number->digits : draft.number;
    request.relationship = draft.relationship;
    request.method = *draft.method;
    request.consents = {{"identity", version_of(shared, "identity"), true},
                        {"health_data", version_of(shared, "health_data"), draft.consent_health_data.value_or(false)},
                        {"sms_notice", version_of(shared, "sms_notice"), draft.consent_sms_notice.value_or(false)}};
    if (*draft.method == IdentityMethod::staff_review) request.document_upload_id = draft.document_upload_id;
    // Kept until the check is answered for good: a retry is the same check.
    if (model.check_key.empty()) model.check_key = shared.context.fresh_id;
    return {.purpose = "identity.check",
            .method = "POST",
            .path = "/identity-checks",
            .body = api::write(request),
            .idempotency_key = model.check_key};
}

Effects send_check(Model& model, Shared& shared) {
    model.busy = true;
    model.send_when_there = false;
    return {check_call(model, shared)};
}

// The first page on the way that is not filled in, when someone arrives at the end without it (an old draft, a changed
// mind).
std::optional<Route> missing_page(Model& model, const Shared& shared) {
    if (!check_details(model, shared)) return Route::identity;
    if (!check_consents(model, shared)) return Route::consents;
    return std::nullopt;
}

Effects verify_pressed(Model& model, Shared& shared) {
    if (model.busy) return {};
    forget_errors(model);
    if (const auto page = missing_page(model, shared)) return {Go{*page}};
    if (!shared.draft.method) {
        model.method_missing = true;
        return {Focus{"errors.title"}};
    }
    if (*shared.draft.method == IdentityMethod::staff_review) return {Go{Route::staff_photo}};
    return send_check(model, shared);
}

Effects photo_sent(Model& model, Shared& shared) {
    if (model.busy) return {};
    forget_errors(model);
    if (const auto page = missing_page(model, shared)) return {Go{*page}};
    shared.draft.method = IdentityMethod::staff_review;
    if (!shared.draft.document_upload_id.empty()) return send_check(model, shared);
    if (model.photo.state == "picked" || model.photo.state == "sending" || model.photo.state == "paused") {
        model.send_when_there = true;
        return {};
    }
    model.photo_missing = true;
    return {Focus{"errors.title"}};
}

struct Update {
    Model& model;
    Shared& shared;

    Effects operator()(const Identity::NameTyped& typed) {
        shared.draft.name = typed.text;
        return {};
    }
    Effects operator()(const Identity::NumberTyped& typed) {
        shared.draft.number = typed.text;
        return {};
    }
    Effects operator()(const Identity::IdentityContinued&) {
        forget_errors(model);
        if (!check_details(model, shared)) return {Focus{"errors.title"}};
        return {Go{Route::consents}};
    }
    Effects operator()(const Identity::ConsentChosen& chosen) {
        state::Draft& draft = shared.draft;
        switch (chosen.consent) {
        case Identity::Consent::identity:
            model.identity_refused = !chosen.given;
            if (!chosen.given)
                draft.method.reset();
            else if (!draft.method)
                draft.method = IdentityMethod::registry;
            break;
        case Identity::Consent::health_data: draft.consent_health_data = chosen.given; break;
        case Identity::Consent::sms_notice: draft.consent_sms_notice = chosen.given; break;
        }
        return {};
    }
    Effects operator()(const Identity::ConsentsContinued&) {
        forget_errors(model);
        if (!check_consents(model, shared)) return {Focus{"errors.title"}};
        // An optional one that was left open is not given.
        if (!shared.draft.consent_sms_notice) shared.draft.consent_sms_notice = false;
        return {Go{Route::verify}};
    }
    Effects operator()(const Identity::MethodChosen& chosen) {
        shared.draft.method = chosen.method;
        model.identity_refused = false;
        return {};
    }
    Effects operator()(const Identity::VerifyPressed&) { return verify_pressed(model, shared); }
    Effects operator()(const Identity::EditPressed&) { return {Go{Route::identity}}; }
    Effects operator()(const Identity::PhotoRemoved&) {
        Effects effects;
        if (!model.photo.file.empty()) effects += state::StopUpload{model.photo.file, true};
        model.photo = {};
        model.send_when_there = false;
        shared.draft.document_upload_id.clear();
        return effects;
    }
    Effects operator()(const Identity::PhotoSent&) { return photo_sent(model, shared); }
    Effects operator()(const Identity::ContinuePressed&) { return {Go{state::next_route(shared)}}; }
    Effects operator()(const Identity::RetryPressed&) {
        shared.hospital.load = Load::loading;
        return {state::load_hospital()};
    }
};

bool is_settled_elsewhere(Route next) {
    return next != Route::identity && next != Route::consents && next != Route::verify;
}

// The newest check, as far as this person's own.
const api::IdentityCheck* open_check(const Shared& shared) {
    if (!shared.account || !shared.account->identity_check) return nullptr;
    const api::IdentityCheck& check = *shared.account->identity_check;
    const bool open = check.state == IdentityCheckState::pending || check.state == IdentityCheckState::needs_staff;
    return open ? &check : nullptr;
}

Effects load_account(Shared& shared) {
    if (shared.account.load == Load::loading) return {};
    shared.account.load = Load::loading;
    return {state::load_account()};
}

Effects check_answered(Model& model, Shared& shared, const Reply& reply) {
    if (!model.busy) return {};
    model.busy = false;
    const auto check = reply.ok() ? api::read<api::IdentityCheck>(reply.body) : std::nullopt;
    if (check) {
        model.check_key.clear();
        model.awaiting = true;
        model.photo = {};
        shared.draft.identity_check_id = check->id;
        // A rejected photo must be taken anew; an accepted one is no longer ours to send.
        shared.draft.document_upload_id.clear();
        shared.account.load = Load::loading;
        Effects effects;
        if (check->method == IdentityMethod::staff_review) effects += Go{Route::verify, true};
        effects += state::load_account();
        return effects;
    }
    // An answer that will not change by asking again makes room for a new check.
    if (reply.status >= 400 && reply.status < 500) model.check_key.clear();
    const api::Problem problem = state::problem_of(reply);
    if (problem.errors) {
        for (const api::FieldError& error : *problem.errors) {
            if (error.pointer == "/name") model.name_error = Error{"name.refused"};
            if (error.pointer == "/number") model.number_error = Error{"id.refused"};
            if (error.pointer == "/document_upload_id") {
                shared.draft.document_upload_id.clear();
                model.photo = {};
                model.photo_missing = true;
            }
        }
        if (model.name_error || model.number_error) return {Go{Route::identity}};
        if (model.photo_missing) return {Focus{"errors.title"}};
    }
    model.problem = problem.code;
    return {};
}

}  // namespace

std::optional<bool> Identity::answer(const Model& model, const state::Draft& draft, Consent consent) {
    switch (consent) {
    case Consent::health_data: return draft.consent_health_data;
    case Consent::sms_notice: return draft.consent_sms_notice;
    case Consent::identity: break;
    }
    if (draft.method) return true;
    return model.identity_refused ? std::optional(false) : std::nullopt;
}

Effects Identity::update(Model& model, Shared& shared, const Msg& msg) {
    return std::visit(Update{model, shared}, msg);
}

Effects Identity::on_enter(Model& model, Shared& shared, Route route) {
    if (!shared.signed_in) return {Go{Route::sign_in, true}};
    // What the server or a later page found wrong is shown on the page where it is mended.
    if (route == Route::verify || route == Route::staff_photo) forget_errors(model);
    Effects effects;
    if (!shared.hospital && shared.hospital.load != Load::loading) {
        shared.hospital.load = Load::loading;
        effects += state::load_hospital();
    }
    if (route == Route::verify)
        for (state::Effect& effect : load_account(shared)) effects += std::move(effect);
    return effects;
}

Effects Identity::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "identity.check") return check_answered(model, shared, reply);
    if (reply.purpose == "identity.poll" && model.awaiting && open_check(shared) != nullptr)
        return load_account(shared);
    return {};
}

Effects Identity::on_file(Model& model, Shared& shared, const FileNews& news) {
    Identity::Photo& photo = model.photo;
    if (news.state == "picked") {
        Effects effects;
        if (!photo.file.empty() && photo.file != news.file) effects += state::StopUpload{photo.file, true};
        photo = {.file = news.file, .name = news.name, .state = "picked", .error = {}, .bytes = news.bytes, .sent = 0};
        model.photo_missing = false;
        model.problem.clear();
        shared.draft.document_upload_id.clear();
        effects += state::Upload{news.file};
        return effects;
    }
    if (news.file != photo.file) return {};
    photo.state = news.state;
    photo.sent = news.sent;
    photo.error = news.error;
    if (news.state == "failed") model.send_when_there = false;
    if (news.state != "done") return {};
    shared.draft.document_upload_id = news.upload_id;
    return model.send_when_there ? send_check(model, shared) : Effects{};
}

Effects Identity::on_change(Model& model, Shared& shared, Route route) {
    if (route != Route::verify && route != Route::staff_photo) return {};
    if (!model.awaiting || shared.account.load == Load::loading) return {};
    const api::Person* person = shared.person();
    if (person != nullptr && person->verified) {
        model = {};
        const Route next = state::next_route(shared);
        return is_settled_elsewhere(next) ? Effects{Go{next, true}} : Effects{};
    }
    if (open_check(shared) != nullptr || shared.account.load == Load::failed)
        return {state::After{"identity.poll", poll_ms}};
    model.awaiting = false;  // rejected: the page says why
    return {};
}

}  // namespace bz::screens
