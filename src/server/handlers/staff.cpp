// Who works for the hospital, and the log of what was done: kept by the hospital's own system, read by the patient too.
#include "server/handlers/staff.hpp"

#include "base/text.hpp"
#include "server/handlers/actors.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/mandates.hpp"
#include "server/store/audit.hpp"

namespace bz::server::handlers {

static api::Staff staff_view(const Context& ctx, const StaffRow& row) {
    api::Staff view{row.id, row.name, row.title, std::string(to_string(row.role)), ctx.at(row.created_at), {}, {}, {}};
    if (row.ended_at) view.ended_at = ctx.at(row.ended_at);
    if (!row.pharmacy_id.empty()) view.pharmacy_id = row.pharmacy_id;
    return view;
}

Outcome<api::Staff> desk_create_staff(Context& ctx, const api::StaffRequest& in) {
    StaffRow row;
    row.id = random_id("sta");
    row.hospital_id = ctx.env.hospital.id;
    row.name = trim(in.name);
    row.title = trim(in.title.value_or(""));
    row.pharmacy_id = trim(in.pharmacy_id.value_or(""));
    row.created_at = ctx.now;
    Failure failure("validation");
    if (row.name.empty()) failure.errors.push_back({"/name", "required"});
    if (count_code_points(row.name) > 60) failure.errors.push_back({"/name", "too_long"});
    if (count_code_points(row.title) > 60) failure.errors.push_back({"/title", "too_long"});
    const auto role = from_string<Role>(in.role);
    // The hospital's own system has one token, from its settings.
    if (!role || *role == Role::system) failure.errors.push_back({"/role", "choice"});
    if (!row.pharmacy_id.empty() && role != Role::pharmacy) failure.errors.push_back({"/pharmacy_id", "unknown"});
    if (count_code_points(row.pharmacy_id) > 100) failure.errors.push_back({"/pharmacy_id", "too_long"});
    if (!failure.errors.empty()) return std::unexpected(failure);
    row.role = *role;
    const std::string token = random_token();
    store::insert_staff(ctx.store, row, token);
    ctx.location = "/api/v1/desk/staff/" + row.id;
    api::Staff view = staff_view(ctx, row);
    view.token = token;
    return view;
}

Outcome<api::Staff> desk_get_me(Context& ctx) { return staff_view(ctx, *ctx.staff); }

Outcome<api::StaffList> desk_list_staff(Context& ctx) {
    api::StaffList list;
    for (const StaffRow& row : store::staff_of(ctx.store, ctx.env.hospital.id))
        list.items.push_back(staff_view(ctx, row));
    return list;
}

Outcome<Nothing> desk_end_staff(Context& ctx, const Id& id) {
    const StaffRow row = TRY(of_hospital(ctx, store::staff(ctx.store, id)));
    if (row.role == Role::system) return refuse("illegal_state");
    store::end_staff(ctx.store, row.id, ctx.now);
    // The line of this is the hospital's; each person whose mandate ends with it gets one of their own.
    ctx.audited = {{"DELETE /desk/staff/{id}", row.id, ""}};
    if (!row.ended_at) end_mandates_of(ctx, row.id);
    return Nothing{};
}

static api::AuditEvent event_view(Context& ctx, const AuditEntry& entry) {
    Actor actor = actor_of(ctx.store, entry);
    api::AuditEvent view;
    view.id = std::to_string(entry.seq);
    view.at = ctx.at(entry.at);
    view.actor = entry.actor_kind;
    view.actor_id = std::move(actor.id);
    if (!actor.name.empty()) view.actor_name = std::move(actor.name);
    view.action = entry.action;
    view.object = entry.object;
    return view;
}

static api::AuditEventList audit_view(Context& ctx, std::vector<AuditEntry> entries) {
    api::AuditEventList list;
    if (entries.size() > static_cast<std::size_t>(ctx.page.limit)) {
        entries.resize(static_cast<std::size_t>(ctx.page.limit));
        list.next_cursor = std::to_string(entries.back().seq);
    }
    for (const AuditEntry& entry : entries) list.items.push_back(event_view(ctx, entry));
    return list;
}

Outcome<api::AuditEventList> list_audit(Context& ctx) {
    return audit_view(ctx, store::audit_of_account(ctx.store, ctx.account_id, ctx.page));
}

Outcome<api::AuditEventList> desk_audit(Context& ctx) {
    return audit_view(ctx, store::audit_of_hospital(ctx.store, ctx.env.hospital.id, ctx.page));
}

}  // namespace bz::server::handlers
