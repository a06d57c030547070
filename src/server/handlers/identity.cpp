// Real-name checks: what a person sends, what the registry answers, and what the desk decides.
#include "base/text.hpp"
#include "domain/identity_number.hpp"
#include "domain/person_name.hpp"
#include "server/handlers/intake.hpp"
#include "server/handlers/views.hpp"

#include <algorithm>

namespace bz::server::handlers {

using domain::DocumentType;
using domain::IdentityCheckState;
using domain::IdentityMethod;

namespace {

struct Checked {
    PersonRow person;
    std::vector<api::FieldError> errors;
    void wrong(std::string_view pointer, std::string_view code) {
        errors.push_back({std::string(pointer), std::string(code)});
    }
};

void check_number(const Context& ctx, const api::IdentityCheckRequest& in, Checked& out) {
    if (in.document_type == DocumentType::passport) {
        const std::string number = to_half_width(trim(in.number));
        const bool fits = number.size() >= 5 && number.size() <= 20 &&
                          std::ranges::all_of(number, [](unsigned char c) { return std::isalnum(c) != 0; });
        if (!fits) out.wrong("/number", number.empty() ? "id.empty" : "id.passport");
        out.person.number = number;
        out.person.sex = "unknown";
        return;
    }
    const auto number = domain::parse_identity_number(in.number, ctx.today());
    if (!number) return out.wrong("/number", number.error().code);
    // No authority issues these; outside the sandbox one is a mistake or worse.
    if (number->kind == domain::IdentityKind::invented && !ctx.env.sandbox) return out.wrong("/number", "id.region");
    out.person.number = number->digits;
    out.person.born_on = date_text(number->birth);
    out.person.sex = to_string(number->sex);
}

void check_consents(const Context& ctx, const api::IdentityCheckRequest& in, Checked& out) {
    bool health_data = false;
    for (std::size_t i = 0; i < in.consents.size(); ++i) {
        const api::ConsentGiven& consent = in.consents[i];
        const std::string pointer = "/consents/" + std::to_string(i);
        const api::ConsentForm* form = consent_form(ctx.env, consent.purpose);
        // The consent to the check itself is given by sending it; naming it is allowed.
        if (!form && consent.purpose != "identity") out.wrong(pointer + "/purpose", "choice");
        if (form && consent.version != form->version) out.wrong(pointer + "/version", "consent.version");
        if (form && form->required && !consent.given) out.wrong(pointer, "consent.required");
        health_data = health_data || (consent.purpose == "health_data");
    }
    if (!health_data) out.wrong("/consents", "consent.required");
}

void check_method(Context& ctx, const api::IdentityCheckRequest& in, Checked& out) {
    const auto methods = hospital(ctx.env).identity_methods;
    if (std::ranges::find(methods, in.method) == methods.end()) return out.wrong("/method", "choice");
    if (in.method == IdentityMethod::registry && in.document_type == DocumentType::passport)
        out.wrong("/method", "choice");  // no registry knows foreign passports
    if (in.method != IdentityMethod::staff_review) return;
    if (!in.document_upload_id) return out.wrong("/document_upload_id", "required");
    const auto upload = own_upload(ctx, *in.document_upload_id);
    if (!upload) return out.wrong("/document_upload_id", "not_found");
    const auto content = judge_upload(ctx, *upload, Purpose::document, "/document_upload_id");
    if (!content)
        for (const api::FieldError& error : content.error().errors) out.errors.push_back(error);
}

Checked check(Context& ctx, const api::IdentityCheckRequest& in) {
    static constexpr std::string_view relationships[] = {"self", "parent", "child", "spouse", "other"};
    Checked out;
    out.person.account_id = ctx.account_id;
    out.person.relationship = in.relationship;
    out.person.document_type = to_string(in.document_type);
    out.person.created_at = ctx.now;
    if (const auto name = domain::parse_person_name(in.name))
        out.person.name = *name;
    else
        out.wrong("/name", name.error().code);
    check_number(ctx, in, out);
    if (std::ranges::find(relationships, in.relationship) == std::end(relationships))
        out.wrong("/relationship", "choice");
    check_consents(ctx, in, out);
    check_method(ctx, in, out);
    return out;
}

// The same person again (a second try, another way) keeps the id, so that drafts stay attached.
PersonRow keep_person(Context& ctx, PersonRow person) {
    if (auto known = store::person_by_number(ctx.store, ctx.account_id, person.number)) {
        person.id = known->id;
        person.verified = known->verified;
        // A verified name is not changed by typing another.
        if (known->verified) return *known;
        store::update_person(ctx.store, person);
        return person;
    }
    person.id = random_id("per");
    store::insert_person(ctx.store, person);
    return person;
}

void decide(Context& ctx, IdentityCheckRow& check, IdentityCheckState state, std::string_view reason) {
    check.state = state;
    check.reason = reason;
    store::decide_identity_check(ctx.store, check.id, state, reason, ctx.now);
    if (state == IdentityCheckState::verified) store::verify_person(ctx.store, check.person_id);
    ctx.changed(check, "identity_check", check.id);
}

Outcome<Nothing> ask_registry(Context& ctx, IdentityCheckRow& check, const PersonRow& person, const std::string& name) {
    if (!ctx.env.providers.registry) {  // the hospital's system asks it, and says what it answered
        ctx.changed(check, "identity_check", check.id);
        ctx.tell_hospital("identity_check.requested", check.id);
        return Nothing{};
    }
    const RegistryAnswer answer = ctx.env.providers.registry->check(name, person.number);
    IdentityCheckState to = IdentityCheckState::needs_staff;  // a registry that is down must not stop anyone
    if (answer == RegistryAnswer::match) to = IdentityCheckState::verified;
    if (answer == RegistryAnswer::no_match) to = IdentityCheckState::rejected;
    to = TRY(domain::move(check.state, to));
    decide(ctx, check, to, to == IdentityCheckState::rejected ? "no_match" : "");
    return Nothing{};
}

}  // namespace

Outcome<api::IdentityCheck> create_identity_check(Context& ctx, const api::IdentityCheckRequest& in) {
    Checked checked = check(ctx, in);
    if (!checked.errors.empty()) {
        Failure failure("validation");
        failure.errors = std::move(checked.errors);
        return std::unexpected(failure);
    }
    const std::string name = checked.person.name;
    const PersonRow person = keep_person(ctx, std::move(checked.person));
    for (const api::ConsentGiven& consent : in.consents)
        store::insert_consent(ctx.store, ctx.account_id, consent, ctx.now);
    IdentityCheckRow row;
    row.id = random_id("idc");
    row.account_id = ctx.account_id;
    row.hospital_id = ctx.env.hospital.id;
    row.person_id = person.id;
    row.method = in.method;
    row.state = IdentityCheckState::pending;
    row.created_at = ctx.now;
    if (in.method == IdentityMethod::staff_review) row.document_upload_id = *in.document_upload_id;
    store::insert_identity_check(ctx.store, row);
    if (in.method == IdentityMethod::staff_review) {
        const UploadRow upload = TRY(own_upload(ctx, row.document_upload_id));
        if (!upload.used) TRY(take_upload(ctx, upload, Purpose::document, "/document_upload_id"));
        decide(ctx, row, TRY(domain::move(row.state, IdentityCheckState::needs_staff)), "");
    } else {
        TRY(ask_registry(ctx, row, person, name));
    }
    ctx.location = "/api/v1/identity-checks/" + row.id;
    return identity_check_view(ctx, row);
}

Outcome<api::IdentityCheck> get_identity_check(Context& ctx, const Id& id) {
    return identity_check_view(ctx, TRY(owned(ctx, store::identity_check(ctx.store, id))));
}

Outcome<api::IdentityCheck> desk_decide_identity(Context& ctx, const Id& id, const api::DeskIdentityDecision& in) {
    static constexpr std::string_view reasons[] = {"no_match", "photo_unclear", "number_differs"};
    IdentityCheckRow row = TRY(of_hospital(ctx, store::identity_check(ctx.store, id)));
    // A registry that is down must not stop anyone: then people look.
    const bool look = in.needs_staff.value_or(false);
    if (look && in.verified) return invalid("/needs_staff", "choice");
    if (!look && !in.verified && (!in.reason || std::ranges::find(reasons, *in.reason) == std::end(reasons)))
        return invalid("/reason", in.reason ? "choice" : "required");
    // What waits for the registry is answered by the system that asks it.
    if (row.state == IdentityCheckState::pending && ctx.staff && ctx.staff->role == Role::clerk)
        return refuse("illegal_state");
    IdentityCheckState to = in.verified ? IdentityCheckState::verified : IdentityCheckState::rejected;
    if (look) to = IdentityCheckState::needs_staff;
    to = TRY(domain::move(row.state, to));
    decide(ctx, row, to, to == IdentityCheckState::rejected ? *in.reason : "");
    return identity_check_view(ctx, row);
}

}  // namespace bz::server::handlers
