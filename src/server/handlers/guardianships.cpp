// Guardians of children: the papers that an account sends, and what a clerk finds in them.
#include "server/store/guardianships.hpp"

#include "domain/identity_number.hpp"
#include "server/handlers/intake.hpp"
#include "server/handlers/papers.hpp"
#include "server/handlers/views.hpp"

#include <algorithm>

namespace bz::server::handlers {

using domain::GuardianshipState;

namespace {

bool is_minor(const Context& ctx, const PersonRow& person) {
    const auto born = parse_date(person.born_on);
    return born && !domain::is_adult(*born, ctx.today());
}

// Whoever signs for a child is an adult whose own name was verified.
Outcome<PersonRow> own_adult(Context& ctx) {
    for (PersonRow& person : store::people(ctx.store, ctx.account_id))
        if (person.relationship == "self" && person.verified && !is_minor(ctx, person)) return std::move(person);
    return refuse("identity_required");
}

Outcome<UploadRow> usable_document(Context& ctx, const std::string& upload_id) {
    const char* pointer = "/document_upload_id";
    const auto upload = own_upload(ctx, upload_id);
    if (!upload) return invalid(pointer, "not_found");
    return take_upload(ctx, *upload, Purpose::document, pointer);
}

api::Guardianship guardianship_view(const Context& ctx, const GuardianshipRow& row) {
    api::Guardianship view;
    view.id = row.id;
    view.person_id = row.person_id;
    view.guardian_id = row.guardian_id;
    view.basis = row.basis;
    view.state = row.state;
    if (!row.reason.empty()) view.reason = row.reason;
    view.created_at = ctx.at(row.created_at);
    if (row.decided_at) view.decided_at = ctx.at(row.decided_at);
    return view;
}

bool waits(const GuardianshipRow& row) { return row.state == GuardianshipState::pending; }

Outcome<api::DeskGuardianship> desk_view(Context& ctx, const GuardianshipRow& row) {
    const PersonRow child = TRY(existing(store::person(ctx.store, row.person_id)));
    const PersonRow guardian = TRY(existing(store::person(ctx.store, row.guardian_id)));
    api::DeskGuardianship view;
    view.guardianship = guardianship_view(ctx, row);
    view.child_name = child.name;
    view.child_number_masked = domain::mask_identity_number(child.number);
    view.guardian_name = guardian.name;
    view.guardian_number_masked = domain::mask_identity_number(guardian.number);
    tell_looking(ctx, store::Paper::guardianship, row, waits(row), view);
    return view;
}

Outcome<api::DeskGuardianshipPerson> whole(Context& ctx, const std::string& person_id) {
    const PersonRow person = TRY(existing(store::person(ctx.store, person_id)));
    api::DeskGuardianshipPerson view;
    view.name = person.name;
    view.document_type = from_string<domain::DocumentType>(person.document_type).value();
    view.number = person.number;
    if (!person.born_on.empty()) view.born_on = person.born_on;
    return view;
}

Outcome<Nothing> move_guardianship(Context& ctx, GuardianshipRow& row, GuardianshipState to) {
    row.state = TRY(domain::move(row.state, to));
    if (to == GuardianshipState::ended)
        row.ended_at = ctx.now;
    else
        row.decided_at = ctx.now;
    store::update_guardianship(ctx.store, row);
    ctx.changed(row, "guardianship", row.id);
    return Nothing{};
}

}  // namespace

Outcome<api::Guardianship> create_guardianship(Context& ctx, const api::GuardianshipRequest& in) {
    const PersonRow child = TRY(owned(ctx, store::person(ctx.store, in.person_id)));
    if (!is_minor(ctx, child)) return invalid("/person_id", "guardian.adult");
    const PersonRow guardian = TRY(own_adult(ctx));
    if (store::live_guardianship(ctx.store, child.id)) return refuse("illegal_state");
    const UploadRow document = TRY(usable_document(ctx, in.document_upload_id));
    GuardianshipRow row;
    row.id = random_id("gua");
    row.account_id = ctx.account_id;
    row.hospital_id = ctx.env.hospital.id;
    row.person_id = child.id;
    row.guardian_id = guardian.id;
    row.document_upload_id = document.id;
    row.basis = in.basis;
    row.state = GuardianshipState::pending;
    row.created_at = ctx.now;
    store::insert_guardianship(ctx.store, row);
    ctx.changed(row, "guardianship", row.id);
    ctx.location = "/api/v1/guardianships/" + row.id;
    return guardianship_view(ctx, row);
}

Outcome<api::GuardianshipList> list_guardianships(Context& ctx) {
    api::GuardianshipList list;
    for (const auto& row : store::guardianships(ctx.store, ctx.account_id))
        list.items.push_back(guardianship_view(ctx, row));
    return list;
}

Outcome<api::Guardianship> get_guardianship(Context& ctx, const Id& id) {
    return guardianship_view(ctx, TRY(owned(ctx, store::guardianship(ctx.store, id))));
}

Outcome<Nothing> end_guardianship(Context& ctx, const Id& id) {
    GuardianshipRow row = TRY(owned(ctx, store::guardianship(ctx.store, id)));
    if (row.state == GuardianshipState::ended) return Nothing{};
    return move_guardianship(ctx, row, GuardianshipState::ended);
}

Outcome<api::DeskGuardianshipList> desk_guardianships(Context& ctx) {
    api::DeskGuardianshipList list;
    for (const auto& row : store::guardianships_in(ctx.store, ctx.env.hospital.id, GuardianshipState::pending))
        list.items.push_back(TRY(desk_view(ctx, row)));
    tell_pace(ctx, store::Paper::guardianship, list);
    return list;
}

Outcome<api::DeskGuardianship> desk_open_guardianship(Context& ctx, const Id& id) {
    const GuardianshipRow row = TRY(of_hospital(ctx, store::guardianship(ctx.store, id)));
    TRY(take_in_hand(ctx, store::Paper::guardianship, id, waits(row), hold_of(row)));
    api::DeskGuardianship view = TRY(desk_view(ctx, TRY(existing(store::guardianship(ctx.store, id)))));
    view.child = TRY(whole(ctx, row.person_id));
    view.guardian = TRY(whole(ctx, row.guardian_id));
    return view;
}

Outcome<api::Guardianship> desk_decide_guardianship(Context& ctx, const Id& id,
                                                    const api::DeskGuardianshipDecision& in) {
    static constexpr std::string_view reasons[] = {"photo_unclear", "document_differs"};
    GuardianshipRow row = TRY(of_hospital(ctx, store::guardianship(ctx.store, id)));
    if (!in.verified && (!in.reason || std::ranges::find(reasons, *in.reason) == std::end(reasons)))
        return invalid("/reason", in.reason ? "choice" : "required");
    if (is_held_by_another(ctx, hold_of(row))) return refuse("taken");
    row.reason = in.verified ? "" : *in.reason;
    TRY(move_guardianship(ctx, row, in.verified ? GuardianshipState::verified : GuardianshipState::rejected));
    return guardianship_view(ctx, row);
}

}  // namespace bz::server::handlers
