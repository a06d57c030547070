// Real-name checks: what a person sends, what the registry answers, and what the desk decides.
#include "base/text.hpp"
#include "domain/guardianship.hpp"
#include "domain/identity_document.hpp"
#include "domain/person_name.hpp"
#include "server/handlers/consents.hpp"
#include "server/handlers/intake.hpp"
#include "server/handlers/papers.hpp"
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

void check_document(const Context& ctx, const api::IdentityCheckRequest& in, Checked& out) {
    const std::string none;
    const auto text = [&](const std::optional<std::string>& field) -> std::string_view {
        return field ? *field : none;
    };
    const auto reading = domain::read_document(
        {in.document_type, in.number, text(in.country), text(in.expires_on), text(in.born_on), text(in.sex)},
        ctx.today());
    for (const domain::DocumentFault& fault : reading.faults)
        out.wrong('/' + std::string(to_string(fault.field)), fault.code);
    const domain::IdentityDocument& document = reading.document;
    // No authority issues these; outside the sandbox one is a mistake or worse.
    if (document.invented && !ctx.env.sandbox) out.wrong("/number", "id.region");
    out.person.number = document.number;
    if (document.birth.valid()) out.person.born_on = date_text(document.birth);
    out.person.sex = document.sex ? to_string(*document.sex) : "unknown";
    out.person.country = document.country;
    if (document.expires) out.person.expires_on = date_text(*document.expires);
    // Under 14 the guardian consents, from an account of the guardian's own (PIPL 31).
    if (in.relationship == "self" && document.birth.valid() && domain::guardian_consents(document.birth, ctx.today()))
        out.wrong("/relationship", "guardian.consent");
}

void check_consents(Context& ctx, const api::IdentityCheckRequest& in, Checked& out) {
    bool health_data = false;
    std::optional<bool> face;
    for (std::size_t i = 0; i < in.consents.size(); ++i) {
        const api::ConsentGiven& consent = in.consents[i];
        const std::string pointer = "/consents/" + std::to_string(i);
        const api::ConsentForm* form = consent_form(ctx.env, consent.purpose);
        // The consent to the check itself is given by sending it; naming it is allowed.
        if (!form && consent.purpose != "identity") out.wrong(pointer + "/purpose", "choice");
        if (form && consent.version != form->version) out.wrong(pointer + "/version", "consent.version");
        if (form && form->required && !consent.given) out.wrong(pointer, "consent.required");
        health_data = health_data || (consent.purpose == "health_data");
        if (consent.purpose == "face") face = consent.given;
    }
    if (in.method == IdentityMethod::face && !face) {
        const auto newest = store::newest_consent(ctx.store, ctx.account_id, "face");
        face = newest && newest->given;
    }
    // A face is scanned only with a consent of its own (face measures of 1 Jun 2025; PIPL 29).
    if (in.method == IdentityMethod::face && !*face) out.wrong("/consents", "consent.face");
    if (!health_data) out.wrong("/consents", "consent.required");
}

void check_method(Context& ctx, const api::IdentityCheckRequest& in, Checked& out) {
    const auto methods = hospital(ctx.env).identity_methods;
    if (std::ranges::find(methods, in.method) == methods.end()) return out.wrong("/method", "choice");
    if (in.method == IdentityMethod::registry && !domain::registry_knows(in.document_type))
        out.wrong("/method", "choice");
    if (domain::is_redirect(in.method) && !ctx.env.providers.identity_redirect) out.wrong("/method", "choice");
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
    check_document(ctx, in, out);
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
        ctx.tell_hospital("person.changed", person.id);
        return person;
    }
    person.id = random_id("per");
    store::insert_person(ctx.store, person);
    ctx.tell_hospital("person.changed", person.id);
    return person;
}

void decide(Context& ctx, IdentityCheckRow& check, IdentityCheckState state, std::string_view reason) {
    check.state = state;
    check.reason = reason;
    store::decide_identity_check(ctx.store, check.id, state, reason, ctx.now);
    if (state == IdentityCheckState::verified) {
        store::verify_person(ctx.store, check.person_id);
        ctx.tell_hospital("person.changed", check.person_id);
    }
    ctx.changed(check, "identity_check", check.id);
}

// Staff look when a registry is down: that must not stop anyone.
IdentityCheckState state_after(RegistryAnswer answer) {
    if (answer == RegistryAnswer::match) return IdentityCheckState::verified;
    return answer == RegistryAnswer::unavailable ? IdentityCheckState::needs_staff : IdentityCheckState::rejected;
}

std::string_view reason_of(RegistryAnswer answer, IdentityMethod method) {
    if (answer == RegistryAnswer::phone_differs) return "phone_differs";
    if (answer != RegistryAnswer::no_match) return "";
    return domain::is_redirect(method) ? "failed" : "no_match";
}

Outcome<Nothing> ask_registry(Context& ctx, IdentityCheckRow& check, const PersonRow& person, const std::string& name) {
    if (!ctx.env.providers.registry) {  // the hospital's system asks it, and says what it answered
        ctx.changed(check, "identity_check", check.id);
        ctx.tell_hospital("identity_check.requested", check.id);
        return Nothing{};
    }
    // The phone is the account holder's: a mother's number is not registered to her daughter's phone.
    std::string phone;
    if (person.relationship == "self") phone = TRY(existing(store::account_by_id(ctx.store, ctx.account_id))).phone;
    const RegistryAnswer answer = ctx.env.providers.registry->check(name, person.number, phone);
    decide(ctx, check, TRY(domain::move(check.state, state_after(answer))), reason_of(answer, check.method));
    return Nothing{};
}

void keep_consents(Context& ctx, const api::IdentityCheckRequest& in) {
    // Sending a check is the consent to it.
    keep_consent(ctx, ctx.account_id, {"identity", 1, true});
    for (const api::ConsentGiven& consent : in.consents)
        if (consent.purpose != "identity") keep_consent(ctx, ctx.account_id, consent);
}

// Who tries another way has left the first.
Outcome<Nothing> abandon_pending(Context& ctx, const std::string& person_id) {
    auto old = store::pending_identity_check(ctx.store, person_id);
    if (old) decide(ctx, *old, TRY(domain::move(old->state, IdentityCheckState::rejected)), "abandoned");
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
    keep_consents(ctx, in);
    TRY(abandon_pending(ctx, person.id));
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
    } else if (row.method == IdentityMethod::registry) {
        TRY(ask_registry(ctx, row, person, name));
    } else {
        ctx.tell_hospital("identity_check.changed", row.id);  // it goes on at another place
    }
    ctx.location = "/api/v1/identity-checks/" + row.id;
    return identity_check_view(ctx, row);
}

Outcome<api::IdentityCheck> get_identity_check(Context& ctx, const Id& id) {
    return identity_check_view(ctx, TRY(owned(ctx, store::identity_check(ctx.store, id))));
}

Outcome<api::IdentityCheck> identity_answered(Context& ctx, const Id& id, RegistryAnswer answer) {
    IdentityCheckRow row = TRY(of_hospital(ctx, store::identity_check(ctx.store, id)));
    if (row.state == IdentityCheckState::pending && domain::is_redirect(row.method))
        decide(ctx, row, TRY(domain::move(row.state, state_after(answer))), reason_of(answer, row.method));
    return identity_check_view(ctx, row);
}

void expire_identity_checks(Context& ctx) {
    for (IdentityCheckRow& row : store::identity_checks_in(ctx.store, ctx.env.hospital.id, IdentityCheckState::pending))
        if (domain::is_redirect(row.method) && ctx.now >= row.created_at + identity_redirect_ms)
            decide(ctx, row, IdentityCheckState::rejected, "expired");
}

Outcome<api::IdentityCheck> desk_decide_identity(Context& ctx, const Id& id, const api::DeskIdentityDecision& in) {
    static constexpr std::string_view reasons[] = {"no_match", "phone_differs", "photo_unclear", "number_differs",
                                                   "failed"};
    IdentityCheckRow row = TRY(of_hospital(ctx, store::identity_check(ctx.store, id)));
    // A registry that is down must not stop anyone: then people look.
    const bool look = in.needs_staff.value_or(false);
    if (look && in.verified) return invalid("/needs_staff", "choice");
    if (!look && !in.verified && (!in.reason || std::ranges::find(reasons, *in.reason) == std::end(reasons)))
        return invalid("/reason", in.reason ? "choice" : "required");
    // What waits for the registry is answered by the system that asks it.
    if (row.state == IdentityCheckState::pending && ctx.staff && ctx.staff->role == Role::clerk)
        return refuse("illegal_state");
    if (is_held_by_another(ctx, hold_of(row))) return refuse("taken");
    IdentityCheckState to = in.verified ? IdentityCheckState::verified : IdentityCheckState::rejected;
    if (look) to = IdentityCheckState::needs_staff;
    to = TRY(domain::move(row.state, to));
    decide(ctx, row, to, to == IdentityCheckState::rejected ? *in.reason : "");
    return identity_check_view(ctx, row);
}

}  // namespace bz::server::handlers
