#include <algorithm>

#include "base/text.hpp"
#include "client/screens/common/eight_digits.hpp"
#include "client/screens/people/people.hpp"
#include "client/state/journey.hpp"
#include "client/state/who.hpp"

namespace bz::screens {

namespace {

using state::Call;
using state::Effects;
using state::FileNews;
using state::Focus;
using state::Go;
using state::Load;
using state::Reply;
using state::Route;
using state::Shared;
using Model = People::Model;

void forget_errors(Model& model) {
    model.problem.clear();
    model.code_error.clear();
    model.relationship_missing = model.basis_missing = model.paper_missing = false;
    model.who_missing = model.presence_missing = false;
}

void drop_question(Model& model) {
    model.asked_carer.clear();
    model.asked_guardianship.clear();
    model.asked_mandate.clear();
    model.problem.clear();
}

template <class T>
void ask(Effects& into, state::Remote<T>& remote, Call call) {
    if (remote.load == Load::loading) return;
    remote.load = Load::loading;
    into += std::move(call);
}

Effects load_all(Shared& shared) {
    Effects effects;
    ask(effects, shared.account, state::load_account());
    ask(effects, shared.carers, state::load_carers());
    ask(effects, shared.guardianships, state::load_guardianships());
    ask(effects, shared.mandates, state::load_mandates());
    if (!shared.hospital) ask(effects, shared.hospital, state::load_hospital());
    return effects;
}

// The same key for the same try, also after a reload.
std::string key_of(std::string& kept, const Shared& shared) {
    if (kept.empty()) kept = shared.context.fresh_id;
    return kept;
}

Effects send_code(Model& model, Shared& shared) {
    if (model.busy) return {};
    forget_errors(model);
    const std::string code = digits_only(shared.draft.care_code);
    if (code.empty()) model.code_error = "empty";
    if (!code.empty() && code.size() != eight_digits) model.code_error = "length";
    if (!model.code_error.empty()) return {Focus{"errors.title"}};
    model.busy = true;
    return {Call{.purpose = "people.accept",
                 .method = "POST",
                 .path = "/carers/accept",
                 .body = api::write(api::CarerAcceptance{code}),
                 .idempotency_key = shared.context.fresh_id}};
}

Effects make_code(Model& model, Shared& shared) {
    if (model.busy) return {};
    forget_errors(model);
    const api::Person* person = People::shown(shared);
    if (person == nullptr) return {Go{Route::people, true}};
    if (shared.draft.carer_relationship.empty()) {
        model.relationship_missing = true;
        return {Focus{"errors.title"}};
    }
    model.busy = true;
    return {Call{.purpose = "people.invite",
                 .method = "POST",
                 .path = "/carers",
                 .body = api::write(api::CarerRequest{person->id, shared.draft.carer_relationship}),
                 .idempotency_key = key_of(shared.draft.care_key, shared)}};
}

Effects send_paper(Model& model, Shared& shared) {
    model.busy = true;
    model.send_when_there = false;
    const api::GuardianshipRequest request{shared.draft.shown_person_id, *shared.draft.guardian_basis,
                                           shared.draft.guardian_upload_id};
    return {Call{.purpose = "people.guardian",
                 .method = "POST",
                 .path = "/guardianships",
                 .body = api::write(request),
                 .idempotency_key = key_of(shared.draft.guardian_key, shared)}};
}

Effects paper_sent(Model& model, Shared& shared) {
    if (model.busy) return {};
    forget_errors(model);
    const People::Paper& paper = model.paper;
    const bool travelling = paper.state == "picked" || paper.state == "sending" || paper.state == "paused";
    model.basis_missing = !shared.draft.guardian_basis;
    model.paper_missing = shared.draft.guardian_upload_id.empty() && !travelling;
    if (model.basis_missing || model.paper_missing) return {Focus{"errors.title"}};
    if (!shared.draft.guardian_upload_id.empty()) return send_paper(model, shared);
    model.send_when_there = true;
    return {};
}

// Another person's details are entered: what was typed about the last one goes.
Effects begin_identity(Shared& shared, const std::string& relationship, const api::Person* known) {
    state::Draft& draft = shared.draft;
    const state::Draft fresh;
    draft.relationship = relationship;
    draft.document_type =
        relationship == "child" ? domain::DocumentType::household_register : domain::DocumentType::resident_id;
    draft.name = known != nullptr ? known->name : std::string{};
    draft.checked_person_id = known != nullptr ? known->id : std::string{};
    for (std::string* text : {&draft.number, &draft.country, &draft.country_text, &draft.expires_on, &draft.born_on,
                              &draft.sex, &draft.check_key, &draft.identity_check_id, &draft.document_upload_id})
        text->clear();
    draft.method = fresh.method;
    draft.consent_identity = fresh.consent_identity;
    draft.consent_health_data = fresh.consent_health_data;
    draft.consent_face = fresh.consent_face;
    return {Go{Route::identity}};
}

Effects who_continued(Model& model, Shared& shared) {
    forget_errors(model);
    const api::Person* person = shared.find_person(shared.draft.person_id);
    model.who_missing = person == nullptr;
    model.presence_missing =
        person != nullptr && state::needs_guardian(shared, *person) && !shared.draft.guardian_present;
    if (model.who_missing || model.presence_missing) return {Focus{"errors.title"}};
    const Route next = state::next_route(shared);
    // Not checked yet: the details to fill in are this person's, not those of whoever was checked last.
    if (next == Route::identity || next == Route::consents ||
        (next == Route::verify && shared.draft.checked_person_id != person->id))
        return begin_identity(shared, person->relationship, person);
    return {Go{next, true}};
}

Effects end_confirmed(Model& model) {
    if (model.busy) return {};
    model.busy = true;
    const std::string path = !model.asked_carer.empty()     ? "/carers/" + model.asked_carer
                             : !model.asked_mandate.empty() ? "/mandates/" + model.asked_mandate
                                                            : "/guardianships/" + model.asked_guardianship;
    return {Call{.purpose = "people.end", .method = "DELETE", .path = path}};
}

struct Update {
    Model& model;
    Shared& shared;

    Effects operator()(const People::PersonPressed& pressed) {
        shared.draft.shown_person_id = pressed.id;
        return {Go{Route::person}};
    }
    Effects operator()(const People::TakeCarePressed&) { return {Go{Route::care}}; }
    Effects operator()(const People::LetInPressed&) {
        // From the list it is oneself who is cared for; from a page it is the one shown there.
        const api::Person* person = People::shown(shared);
        const api::Person* own = shared.own_person();
        if ((person == nullptr || person->carer_id) && own != nullptr) shared.draft.shown_person_id = own->id;
        shared.draft.carer_relationship.clear();
        shared.draft.care_key.clear();
        model.made = {};
        return {Go{Route::care_code}};
    }
    Effects operator()(const People::ChildPressed&) { return begin_identity(shared, "child", nullptr); }
    Effects operator()(const People::RegisterPressed&) { return begin_identity(shared, "self", nullptr); }
    Effects operator()(const People::VisitPressed&) {
        Effects effects = state::choose_person(shared, shared.draft.shown_person_id);
        effects += Go{Route::home};
        return effects;
    }
    Effects operator()(const People::VerifyPressed&) {
        const api::Person* person = People::shown(shared);
        return person == nullptr ? Effects{} : begin_identity(shared, person->relationship, person);
    }
    Effects operator()(const People::GuardianPressed&) {
        shared.draft.guardian_basis.reset();
        shared.draft.guardian_upload_id.clear();
        shared.draft.guardian_key.clear();
        model.paper = {};
        return {Go{Route::guardian}};
    }
    Effects operator()(const People::CodeTyped& typed) {
        shared.draft.care_code = typed.text;
        return {};
    }
    Effects operator()(const People::CodeSent&) { return send_code(model, shared); }
    Effects operator()(const People::RelationshipChosen& chosen) {
        shared.draft.carer_relationship = chosen.relationship;
        shared.draft.care_key.clear();
        model.relationship_missing = false;
        return {};
    }
    Effects operator()(const People::MakeCodePressed&) { return make_code(model, shared); }
    Effects operator()(const People::EndCareAsked& asked) {
        model.asked_carer = asked.carer_id;
        return {};
    }
    Effects operator()(const People::EndGuardianshipAsked& asked) {
        model.asked_guardianship = asked.id;
        return {};
    }
    Effects operator()(const People::EndMandateAsked& asked) {
        model.asked_mandate = asked.id;
        return {};
    }
    Effects operator()(const People::MandatePaperPressed& pressed) {
        shared.viewing = {.source = "mandate:" + pressed.id, .title = pressed.title, .day = pressed.day};
        return {state::Go{state::Route::viewer}};
    }
    Effects operator()(const People::EndConfirmed&) { return end_confirmed(model); }
    Effects operator()(const People::EndDropped&) {
        drop_question(model);
        return {};
    }
    Effects operator()(const People::BasisChosen& chosen) {
        shared.draft.guardian_basis = chosen.basis;
        shared.draft.guardian_key.clear();
        model.basis_missing = false;
        return {};
    }
    Effects operator()(const People::PaperRemoved&) {
        Effects effects;
        if (!model.paper.file.empty()) effects += state::StopUpload{model.paper.file, true};
        model.paper = {};
        model.send_when_there = false;
        shared.draft.guardian_upload_id.clear();
        return effects;
    }
    Effects operator()(const People::PaperSent&) { return paper_sent(model, shared); }
    Effects operator()(const People::WhoChosen& chosen) {
        model.who_missing = model.presence_missing = false;
        return state::choose_person(shared, chosen.id);
    }
    Effects operator()(const People::PresenceTicked& ticked) {
        shared.draft.guardian_present = ticked.there;
        model.presence_missing = false;
        return {};
    }
    Effects operator()(const People::WhoContinued&) { return who_continued(model, shared); }
    Effects operator()(const People::DonePressed&) {
        model.made = {};
        return {state::Listen{false}, Go{Route::people, true}};
    }
    Effects operator()(const People::RetryPressed&) { return load_all(shared); }
};

// A refusal that asking again will not change makes room for a new key.
void refused(Model& model, std::string& key, const Reply& reply) {
    if (reply.status >= 400 && reply.status < 500) key.clear();
    model.problem = state::problem_code(reply);
}

Effects accepted(Model& model, Shared& shared, const Reply& reply) {
    const auto carer = reply.ok() ? api::read<api::Carer>(reply.body) : std::nullopt;
    if (carer) {
        shared.draft.care_code.clear();
        shared.draft.shown_person_id = carer->person_id;
        model.added = carer->person_name;
        Effects effects = load_all(shared);
        effects += Go{Route::person, true};
        return effects;
    }
    const api::Problem problem = state::problem_of(reply);
    if (problem.code == "code_wrong" || problem.code == "code_expired") {
        model.code_error = problem.code;
        model.attempts_left = problem.attempts_left.value_or(0);
        return {Focus{"errors.title"}};
    }
    // This state has words of its own here: an own person, or one already cared for.
    model.problem = problem.code == "illegal_state" ? "care_known" : problem.code;
    return {};
}

Effects invited(Model& model, Shared& shared, const Reply& reply) {
    const auto carer = reply.ok() ? api::read<api::Carer>(reply.body) : std::nullopt;
    if (!carer || !carer->code) {
        refused(model, shared.draft.care_key, reply);
        return {};
    }
    shared.draft.care_key.clear();
    model.made = {carer->id, *carer->code, carer->code_expires_at.value_or("")};
    Effects effects = {state::Listen{true}, Focus{"h1"}};
    ask(effects, shared.carers, state::load_carers());
    return effects;
}

Effects guardian_answered(Model& model, Shared& shared, const Reply& reply) {
    if (reply.ok()) {
        model.paper = {};
        shared.draft.guardian_upload_id.clear();
        shared.draft.guardian_key.clear();
        shared.draft.guardian_basis.reset();
        Effects effects = load_all(shared);
        effects += Go{Route::person, true};
        return effects;
    }
    refused(model, shared.draft.guardian_key, reply);
    const api::Problem problem = state::problem_of(reply);
    if (problem.errors)
        for (const api::FieldError& error : *problem.errors)
            if (error.pointer == "/document_upload_id") {
                model.paper = {};
                shared.draft.guardian_upload_id.clear();
                model.paper_missing = true;
                model.problem.clear();
                return {Focus{"errors.title"}};
            }
    return {};
}

Effects ended(Model& model, Shared& shared, const Reply& reply) {
    if (!reply.ok() && reply.status != 404) {
        model.problem = state::problem_code(reply);
        return {};
    }
    const api::Carer* carer = People::carer(shared, model.asked_carer);
    // A person that was only cared for is gone with the care.
    const bool gone = carer != nullptr && carer->side == "received";
    if (gone && shared.draft.person_id == carer->person_id) shared.draft.person_id.clear();
    drop_question(model);
    Effects effects = load_all(shared);
    if (gone) effects += Go{Route::people, true};
    return effects;
}

}  // namespace

const api::Person* People::shown(const Shared& shared) { return shared.find_person(shared.draft.shown_person_id); }

const api::Carer* People::carer(const Shared& shared, std::string_view id) {
    if (!shared.carers) return nullptr;
    const auto found = std::ranges::find(shared.carers->items, id, &api::Carer::id);
    return found == shared.carers->items.end() ? nullptr : &*found;
}

const api::Mandate* People::mandate(const Shared& shared, std::string_view id) {
    if (!shared.mandates) return nullptr;
    const auto found = std::ranges::find(shared.mandates->items, id, &api::Mandate::id);
    return found == shared.mandates->items.end() ? nullptr : &*found;
}

const api::Guardianship* People::guardianship(const Shared& shared, std::string_view person_id) {
    const api::Guardianship* newest = nullptr;
    if (!shared.guardianships) return nullptr;
    for (const api::Guardianship& one : shared.guardianships->items)
        if (one.person_id == person_id && one.state != domain::GuardianshipState::ended &&
            (newest == nullptr || newest->created_at < one.created_at))
            newest = &one;
    return newest;
}

Effects People::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects People::on_enter(Model& model, Shared& shared, Route route) {
    if (!shared.signed_in) return {Go{Route::sign_in, true}};
    forget_errors(model);
    if (route != Route::person) model.added.clear();
    Effects effects = load_all(shared);
    if (route == Route::person || route == Route::care_code) effects += state::Listen{true};
    return effects;
}

Effects People::on_reply(Model& model, Shared& shared, const Reply& reply) {
    model.busy = false;
    if (reply.purpose == "people.accept") return accepted(model, shared, reply);
    if (reply.purpose == "people.invite") return invited(model, shared, reply);
    if (reply.purpose == "people.guardian") return guardian_answered(model, shared, reply);
    if (reply.purpose == "people.end") return ended(model, shared, reply);
    return {};
}

Effects People::on_file(Model& model, Shared& shared, const FileNews& news) {
    Effects effects;
    switch (state::follow(model.paper, news, effects)) {
    case state::UploadStep::picked:
        model.paper_missing = false;
        model.problem.clear();
        shared.draft.guardian_upload_id.clear();
        break;
    case state::UploadStep::failed: model.send_when_there = false; break;
    case state::UploadStep::done:
        shared.draft.guardian_upload_id = news.upload_id;
        shared.draft.guardian_key.clear();
        if (model.send_when_there) return send_paper(model, shared);
        break;
    case state::UploadStep::nothing: break;
    }
    return effects;
}

}  // namespace bz::screens
