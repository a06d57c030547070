// Help as the person takes it along. A session's row goes after a month, its lines in the log stay: what can be said is
// said from the lines, and the row, while it is there, adds where the person was.
#include "server/handlers/actors.hpp"
#include "server/handlers/exported.hpp"
#include "server/handlers/help.hpp"
#include "server/store/audit.hpp"
#include "server/store/exported.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

using domain::HelpState;

bool is_family(const AuditEntry& line) { return line.actor_kind == "family"; }
bool is_system(const AuditEntry& line) { return line.actor_kind == to_string(Role::system); }
bool is_person(const AuditEntry& line) { return line.actor_kind == "patient" || line.actor_kind == "anonymous"; }

std::optional<std::string> name_of(Context& ctx, const AuditEntry& line) {
    std::string name = actor_of(ctx.store, line).name;
    return name.empty() ? std::nullopt : std::optional(std::move(name));
}

std::string_view ender(const AuditEntry& line) {
    if (is_person(line)) return "patient";
    return is_system(line) ? "time" : "helper";
}

void note_helper(Context& ctx, const AuditEntry& line, std::string_view kind, api::ExportedHelp& out) {
    out.kind = kind;
    out.helper_name = name_of(ctx, line);
    out.helper_kind = is_family(line) ? "family" : "staff";
}

void note_end(Context& ctx, const AuditEntry& line, api::ExportedHelp& out) {
    out.ended_at = ctx.at(line.at);
    out.ended_by = ender(line);
}

void add_line(Context& ctx, const AuditEntry& line, api::ExportedHelp& out) {
    if (out.acts.empty()) out.asked_at = ctx.at(line.at);
    out.acts.push_back({ctx.at(line.at), line.action, line.actor_kind, name_of(ctx, line)});
    if (line.action == "help.joined") {
        note_helper(ctx, line, "code", out);
        out.joined_at = ctx.at(line.at);
    } else if (line.action == "help.knocked") {
        note_helper(ctx, line, "link", out);
    } else if (line.action == "help.let_in") {
        out.joined_at = ctx.at(line.at);
    } else if (line.action == "help.called") {
        note_helper(ctx, line, "call_back", out);
        note_end(ctx, line, out);
    } else if (line.action == "help.ended" || line.action == "help.turned_away") {
        note_end(ctx, line, out);
    }
}

// What the lines do not say, and what they do not yet say of one that has run out.
void add_row(Context& ctx, const HelpRow& row, api::ExportedHelp& out) {
    out.asked_at = ctx.at(row.created_at);
    out.kind = to_string(row.kind);
    out.screen = row.screen;
    if (!row.field.empty()) out.field = row.field;
    if (!row.phone.empty()) out.phone = row.phone;
    if (row.joined_at && row.kind != domain::HelpKind::call_back) {
        out.joined_at = ctx.at(row.joined_at);
        if (!out.helper_kind) out.helper_kind = row.kind == domain::HelpKind::link ? "family" : "staff";
    }
    if (!out.helper_name)
        if (std::string name = help_name(ctx.store, row); !name.empty()) out.helper_name = std::move(name);
    const HelpState state = help_state(row, ctx.now);
    if (state != HelpState::ended && state != HelpState::expired) return;
    if (!out.ended_at) out.ended_at = ctx.at(row.ended_at ? row.ended_at : row.expires_at);
    out.ended_by = to_string(help_ender(row));
}

}  // namespace

std::vector<api::ExportedHelp> exported_help(Context& ctx) {
    std::vector<api::ExportedHelp> list;
    const auto of = [&list](const std::string& id) -> api::ExportedHelp& {
        if (const auto found = std::ranges::find(list, id, &api::ExportedHelp::id); found != list.end()) return *found;
        api::ExportedHelp& fresh = list.emplace_back();
        fresh.id = id;
        return fresh;
    };
    for (const AuditEntry& line : store::help_in_audit(ctx.store, ctx.account_id))
        if (!line.object.empty()) add_line(ctx, line, of(line.object));
    for (const std::string& id : store::help_ids(ctx.store, ctx.account_id))
        if (const auto row = store::help(ctx.store, id)) add_row(ctx, *row, of(id));
    // All times have the same offset, so that they sort as text.
    std::ranges::stable_sort(list, std::ranges::greater{}, &api::ExportedHelp::asked_at);
    return list;
}

}  // namespace bz::server::handlers
