#include "client/screens/identity/identity.hpp"

#include <algorithm>

#include "client/state/fingerprint.hpp"
#include "client/state/journey.hpp"
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
    model.field_errors.clear();
    model.consent_errors = {};
    model.face_open = false;
    model.method_missing = false;
    model.photo_missing = false;
    model.problem.clear();
}

// Fills in what is wrong with name and document; true when nothing is.
bool check_details(Model& model, Shared& shared) {
    state::Draft& draft = shared.draft;
    if (asks_country(draft) && draft.country.empty())
        draft.country = exact_country(shared.countries, draft.country_text);
    const auto person_name = domain::parse_person_name(draft.name);
    if (!person_name) model.name_error = person_name.error();
    DocumentErrors errors = document_errors(shared);
    model.number_error = errors.number;
    model.field_errors = std::move(errors.others);
    return !model.name_error && !model.number_error && model.field_errors.empty();
}

// Fills in what is wrong with the consents that are needed; true when nothing is.
bool check_consents(Model& model, const Shared& shared) {
    model.consent_errors = {};
    for (const auto consent : {Identity::Consent::identity, Identity::Consent::health_data}) {
        const auto answer = Identity::answer(shared.draft, consent);
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

Call check_call(Shared& shared) {
    state::Draft& draft = shared.draft;
    api::IdentityCheckRequest request;
    DocumentValues values = document_values(shared);
    request.document_type = draft.document_type;
    request.name = domain::parse_person_name(draft.name).value_or(draft.name);
    request.number = std::move(values.number);
    request.country = std::move(values.country);
    request.expires_on = std::move(values.expires_on);
    request.born_on = std::move(values.born_on);
    request.sex = std::move(values.sex);
    request.relationship = draft.relationship;
    request.method = *draft.method;
    request.consents = {{"identity", version_of(shared, "identity"), true},
                        {"health_data", version_of(shared, "health_data"), draft.consent_health_data.value_or(false)},
                        {"sms_notice", version_of(shared, "sms_notice"), draft.consent_sms_notice.value_or(false)}};
    if (*draft.method == IdentityMethod::face) request.consents.push_back({"face", version_of(shared, "face"), true});
    if (*draft.method == IdentityMethod::staff_review) request.document_upload_id = draft.document_upload_id;
    std::string body = api::write(request);
    // Kept with what it is for until the check is answered for good: a retry, also after a reload, is the same check,
    // and one with other details is another.
    const std::string mark = '.' + state::fingerprint(body);
    if (!draft.check_key.ends_with(mark)) draft.check_key = shared.context.fresh_id + mark;
    return {.purpose = "identity.check",
            .method = "POST",
            .path = "/identity-checks",
            .body = std::move(body),
            .idempotency_key = draft.check_key};
}

Effects send_check(Model& model, Shared& shared) {
    model.busy = true;
    model.send_when_there = false;
    return {check_call(shared)};
}

// The first page on the way that is not filled in, when someone arrives at the end without it (an old draft, a changed
// mind).
std::optional<Route> missing_page(Model& model, Shared& shared) {
    if (!check_details(model, shared)) return Route::identity;
    if (!check_consents(model, shared)) return Route::consents;
    return std::nullopt;
}

Effects verify_pressed(Model& model, Shared& shared) {
    if (model.busy) return {};
    forget_errors(model);
    if (const auto page = missing_page(model, shared)) return {Go{*page}};
    if (!shared.draft.method || !Identity::offers(shared, *shared.draft.method)) {
        model.method_missing = true;
        return {Focus{"errors.title"}};
    }
    if (*shared.draft.method == IdentityMethod::staff_review) return {Go{Route::staff_photo}};
    // Asked by itself, right before it would be used, each time.
    if (*shared.draft.method == IdentityMethod::face) {
        shared.draft.consent_face.reset();
        return {Go{Route::face_consent}};
    }
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

Effects face_continued(Model& model, Shared& shared) {
    if (model.busy) return {};
    forget_errors(model);
    if (const auto page = missing_page(model, shared)) return {Go{*page}};
    if (!shared.draft.consent_face) {
        model.face_open = true;
        return {Focus{"errors.title"}};
    }
    if (!*shared.draft.consent_face) {
        shared.draft.method.reset();
        return {Go{Route::verify}};
    }
    shared.draft.method = IdentityMethod::face;
    return send_check(model, shared);
}

// Where one is led when all is settled: on with the journey, or back to the child's page.
Route after_check(const Shared& shared) {
    return shared.draft.relationship == "self" ? state::next_route(shared) : Route::person;
}

Effects load_countries(const Shared& shared) {
    if (!asks_country(shared.draft) || !shared.countries.empty()) return {};
    return {state::AskCountries{}};
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
    Effects operator()(const Identity::DocumentPressed&) {
        model.choosing_document = !model.choosing_document;
        return {};
    }
    Effects operator()(const Identity::DocumentChosen& chosen) {
        forget_errors(model);
        model.choosing_document = false;
        shared.draft.document_type = chosen.type;
        if (shared.draft.method && !Identity::offers(shared, *shared.draft.method)) shared.draft.method.reset();
        Effects effects = load_countries(shared);
        effects += Focus{"identity.document"};
        return effects;
    }
    Effects operator()(const Identity::CountryTyped& typed) {
        shared.draft.country_text = typed.text;
        shared.draft.country.clear();
        return {};
    }
    Effects operator()(const Identity::CountryChosen& chosen) {
        shared.draft.country = chosen.code;
        shared.draft.country_text.clear();
        return {Focus{chosen.code.empty() ? "identity.country" : "identity.number"}};
    }
    Effects operator()(const Identity::DateTyped& typed) {
        (typed.field == domain::DocumentField::born_on ? shared.draft.born_on : shared.draft.expires_on) = typed.value;
        return {};
    }
    Effects operator()(const Identity::SexChosen& chosen) {
        shared.draft.sex = chosen.sex;
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
        case Identity::Consent::identity: draft.consent_identity = chosen.given; break;
        case Identity::Consent::health_data: draft.consent_health_data = chosen.given; break;
        case Identity::Consent::sms_notice: draft.consent_sms_notice = chosen.given; break;
        case Identity::Consent::face:
            draft.consent_face = chosen.given;
            model.face_open = false;
            break;
        }
        return {};
    }
    Effects operator()(const Identity::ConsentsContinued&) {
        forget_errors(model);
        if (!check_consents(model, shared)) return {Focus{"errors.title"}};
        // An optional one that was left open is not given.
        if (!shared.draft.consent_sms_notice) shared.draft.consent_sms_notice = false;
        if (!shared.draft.method && Identity::offers(shared, IdentityMethod::registry))
            shared.draft.method = IdentityMethod::registry;
        return {Go{Route::verify}};
    }
    Effects operator()(const Identity::MethodChosen& chosen) {
        shared.draft.method = chosen.method;
        model.method_missing = false;
        return {};
    }
    Effects operator()(const Identity::VerifyPressed&) { return verify_pressed(model, shared); }
    Effects operator()(const Identity::FaceContinued&) { return face_continued(model, shared); }
    Effects operator()(const Identity::GoOnElsewhere&) {
        const api::IdentityCheck* check = Identity::check_of(shared);
        if (check == nullptr || !check->redirect_url) return {};
        return {state::OpenUrl{*check->redirect_url}};
    }
    Effects operator()(const Identity::OtherWayPressed&) {
        model.other_way = true;
        shared.draft.method.reset();
        return {Focus{"h1"}};
    }
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
    Effects operator()(const Identity::ContinuePressed&) { return {Go{after_check(shared)}}; }
    Effects operator()(const Identity::RetryPressed&) {
        shared.hospital.load = Load::loading;
        return {state::load_hospital()};
    }
};

bool is_settled_elsewhere(Route next) {
    return next != Route::identity && next != Route::consents && next != Route::verify;
}

// The check, while nobody has decided on it.
const api::IdentityCheck* open_check(const Shared& shared) {
    const api::IdentityCheck* check = Identity::check_of(shared);
    return check != nullptr && !domain::is_final(check->state) ? check : nullptr;
}

Effects load_account(Shared& shared) {
    if (shared.account.load == Load::loading) return {};
    shared.account.load = Load::loading;
    return {state::load_account()};
}

std::optional<domain::DocumentField> field_of(std::string_view pointer) {
    if (!pointer.starts_with('/')) return std::nullopt;
    return from_string<domain::DocumentField>(pointer.substr(1));
}

Effects check_answered(Model& model, Shared& shared, const Reply& reply) {
    if (!model.busy) return {};
    model.busy = false;
    const auto check = reply.ok() ? api::read<api::IdentityCheck>(reply.body) : std::nullopt;
    if (check) {
        model.awaiting = true;
        model.other_way = false;
        model.photo = {};
        shared.draft.check_key.clear();
        shared.draft.identity_check_id = check->id;
        shared.draft.checked_person_id = check->person_id;
        if (shared.draft.relationship != "self") shared.draft.shown_person_id = check->person_id;
        // A rejected photo must be taken anew; an accepted one is no longer ours to send.
        shared.draft.document_upload_id.clear();
        shared.account.load = Load::loading;
        Effects effects;
        if (check->method == IdentityMethod::staff_review || check->method == IdentityMethod::face)
            effects += Go{Route::verify, true};
        effects += state::load_account();
        if (check->redirect_url) effects += state::OpenUrl{*check->redirect_url};
        return effects;
    }
    // An answer that will not change by asking again makes room for a new check.
    if (reply.status >= 400 && reply.status < 500) shared.draft.check_key.clear();
    const api::Problem problem = state::problem_of(reply);
    if (problem.errors) {
        for (const api::FieldError& error : *problem.errors) {
            if (error.pointer == "/name") model.name_error = Error{"name.refused"};
            if (error.pointer == "/number") model.number_error = Error{"id.refused"};
            if (const auto field = field_of(error.pointer); field && *field != domain::DocumentField::number)
                model.field_errors.push_back({*field, "refused"});
            if (error.pointer == "/document_upload_id") {
                shared.draft.document_upload_id.clear();
                model.photo = {};
                model.photo_missing = true;
            }
        }
        if (model.name_error || model.number_error || !model.field_errors.empty()) return {Go{Route::identity}};
        if (model.photo_missing) return {Focus{"errors.title"}};
    }
    model.problem = problem.code;
    return {};
}

}  // namespace

std::optional<bool> Identity::answer(const state::Draft& draft, Consent consent) {
    switch (consent) {
    case Consent::identity: return draft.consent_identity;
    case Consent::health_data: return draft.consent_health_data;
    case Consent::sms_notice: return draft.consent_sms_notice;
    case Consent::face: return draft.consent_face;
    }
    return std::nullopt;
}

const api::Person* Identity::whom(const Shared& shared) {
    if (shared.draft.relationship == "self") return shared.own_person();
    return shared.find_person(shared.draft.checked_person_id);
}

const api::IdentityCheck* Identity::check_of(const Shared& shared) {
    if (!shared.account || !shared.account->identity_check) return nullptr;
    const api::IdentityCheck& check = *shared.account->identity_check;
    const api::Person* person = whom(shared);
    const bool of_person = person != nullptr && check.person_id == person->id;
    return of_person || check.id == shared.draft.identity_check_id ? &check : nullptr;
}

bool Identity::offers(const Shared& shared, IdentityMethod method) {
    if (!shared.hospital) return false;
    if (method == IdentityMethod::registry && !domain::registry_knows(shared.draft.document_type)) return false;
    // Leaving the page would forget everything here.
    if (domain::is_redirect(method) && shared.shared_device) return false;
    return std::ranges::contains(shared.hospital->identity_methods, method);
}

Effects Identity::update(Model& model, Shared& shared, const Msg& msg) {
    return std::visit(Update{model, shared}, msg);
}

Effects Identity::on_enter(Model& model, Shared& shared, Route route) {
    if (!shared.signed_in) return {Go{Route::sign_in, true}};
    // What the server or a later page found wrong is shown on the page where it is mended.
    if (route != Route::identity) forget_errors(model);
    // A page that was reloaded, or come back to from elsewhere, still waits for its answer.
    if (route == Route::verify && !shared.draft.identity_check_id.empty()) model.awaiting = true;
    Effects effects = load_countries(shared);
    if (!shared.hospital && shared.hospital.load != Load::loading) {
        shared.hospital.load = Load::loading;
        effects += state::load_hospital();
    }
    if (route == Route::verify)
        for (state::Effect& effect : load_account(shared)) effects += std::move(effect);
    if (route == Route::verify && model.awaiting) effects += state::Listen{true};
    return effects;
}

Effects Identity::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "identity.check") return check_answered(model, shared, reply);
    if (reply.purpose == "identity.poll" && model.awaiting && open_check(shared) != nullptr)
        return load_account(shared);
    return {};
}

Effects Identity::on_file(Model& model, Shared& shared, const FileNews& news) {
    Effects effects;
    switch (state::follow(model.photo, news, effects)) {
    case state::UploadStep::picked:
        model.photo_missing = false;
        model.problem.clear();
        shared.draft.document_upload_id.clear();
        break;
    case state::UploadStep::failed: model.send_when_there = false; break;
    case state::UploadStep::done:
        shared.draft.document_upload_id = news.upload_id;
        if (model.send_when_there) return send_check(model, shared);
        break;
    case state::UploadStep::nothing: break;
    }
    return effects;
}

Effects Identity::on_change(Model& model, Shared& shared, Route route) {
    if (route != Route::verify && route != Route::staff_photo) return {};
    if (!model.awaiting || shared.account.load == Load::loading) return {};
    const api::Person* person = Identity::whom(shared);
    if (person != nullptr && person->verified) {
        model = {};
        const Route next = after_check(shared);
        return is_settled_elsewhere(next) ? Effects{Go{next, true}} : Effects{};
    }
    if (open_check(shared) != nullptr || shared.account.load == Load::failed)
        return {state::After{"identity.poll", poll_ms}};
    model.awaiting = false;  // rejected: the page says why
    return {};
}

}  // namespace bz::screens
