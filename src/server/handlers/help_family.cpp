#include "server/handlers/help_family.hpp"

#include "base/text.hpp"
#include "server/handlers/code_guard.hpp"
#include "server/handlers/help.hpp"
#include "server/relay/help_relay.hpp"
#include "server/store/audit.hpp"
#include "server/store/family_names.hpp"

#include <algorithm>

namespace bz::server::handlers {

using domain::HelpEnder;
using domain::HelpKind;
using domain::HelpState;

namespace {

constexpr std::int64_t answer_ms = 3 * ms_per_minute;  // whoever came in the last moment is not sent away unseen
constexpr std::string_view let_in_news = R"({"kind":"let_in"})";

// A line that is the family member's: there is no id of theirs but the session's. The name that they typed is looked up
// (actors.hpp).
void note(Context& ctx, const HelpRow& row, std::string_view action) {
    ctx.audited.emplace();
    AuditEntry entry;
    entry.at = ctx.now;
    entry.hospital_id = row.hospital_id;
    entry.actor_kind = "family";
    entry.actor_id = row.id;
    entry.account_id = row.account_id;
    entry.action = action;
    entry.object = row.id;
    store::append_audit(ctx.store, entry);
}

api::FamilySession view_of(Context& ctx, const HelpRow& row) {
    api::FamilySession view;
    const HelpState state = help_state(row, ctx.now);
    view.id = row.id;
    view.state = to_string(state);
    view.let_in = row.joined_at != 0;
    view.language = row.language;
    if (state == HelpState::active) view.help = help_session_view(ctx, row);
    if (state == HelpState::ended || state == HelpState::expired) view.ended_by = to_string(help_ender(row));
    return view;
}

Outcome<HelpRow> session_of_link(Context& ctx, std::string_view secret) {
    auto row = store::help_by_link(ctx.store, ctx.env.hospital.id, help_code_hash(ctx, secret));
    if (!row) {
        // Nobody guesses 256 bits: the guards keep away who tries, and never whoever has the right one.
        const CodeGuards guards = guest_guards(ctx, "family");
        TRY(may_try_code(ctx, guards));
        return wrong_code(ctx, guards);
    }
    if (!row->family_token_hash.empty()) return refuse("link_used");
    if (help_state(*row, ctx.now) != HelpState::waiting) return refuse("code_expired");
    return *std::move(row);
}

Outcome<HelpRow> own_family(Context& ctx, const std::string& id) {
    auto row = store::help(ctx.store, id);
    if (!row || row->hospital_id != ctx.env.hospital.id || !is_family_token(*row, ctx.help_token))
        return refuse("not_found");
    return *std::move(row);
}

}  // namespace

bool is_family_token(const HelpRow& row, std::string_view token) {
    return !token.empty() && !row.family_token_hash.empty() && same_secret(row.family_token_hash, hash_token(token));
}

Outcome<api::FamilySession> join_family(Context& ctx, const api::FamilyJoin& in) {
    const std::string name(trim(in.name));
    if (name.empty()) return invalid("/name", "required");
    if (!domain::is_help_text(name, domain::help_name_code_points_max)) return invalid("/name", "choice");
    HelpRow row = TRY(session_of_link(ctx, in.secret));
    const std::string token = random_token();
    row.family_name = name;
    row.family_token_hash = hash_token(token);
    row.expires_at = std::max(row.expires_at, ctx.now + answer_ms);
    store::update_help(ctx.store, row);
    store::insert_family_name(ctx.store, row);
    note(ctx, row, "help.knocked");
    ctx.after_commit.push_back([relay = ctx.env.relay, id = row.id, name, now = ctx.now] {
        api::HelpEvent knock;
        knock.kind = "knock";
        knock.helper_name = name;
        relay->put(id, HelpRelay::Side::patient, api::write(knock), now);
    });
    api::FamilySession view = view_of(ctx, row);
    view.token = token;
    return view;
}

Outcome<api::FamilySession> get_family(Context& ctx, const std::string& id) {
    return view_of(ctx, TRY(own_family(ctx, id)));
}

Outcome<api::HelpSession> let_family_in(Context& ctx, const std::string& id, const api::HelpLetIn& in) {
    HelpRow row = TRY(own_help(ctx, id));
    const HelpState state = help_state(row, ctx.now);
    if (row.family_token_hash.empty()) return refuse("illegal_state");
    ctx.audited.emplace();
    if (state == HelpState::active && in.accepted) return help_view(ctx, row);  // said twice
    if (state != HelpState::waiting) return refuse("illegal_state");
    ctx.audited = {{in.accepted ? "help.let_in" : "help.turned_away", row.id, row.account_id}};
    if (!in.accepted) {
        TRY(finish_help(ctx, row, HelpState::ended, HelpEnder::patient));
        return help_view(ctx, row);
    }
    row.state = TRY(domain::move(row.state, HelpState::active));
    row.joined_at = ctx.now;
    store::update_help(ctx.store, row);
    ctx.after_commit.push_back([relay = ctx.env.relay, id = row.id, name = row.family_name, now = ctx.now] {
        begin_help(*relay, id, name, now);
        relay->put(id, HelpRelay::Side::helper, let_in_news, now);
    });
    return help_view(ctx, row);
}

Outcome<Nothing> end_family(Context& ctx, const std::string& id) {
    HelpRow row = TRY(own_family(ctx, id));
    ctx.audited.emplace();
    const HelpState state = help_state(row, ctx.now);
    if (state != HelpState::active && state != HelpState::waiting) return Nothing{};  // over already
    note(ctx, row, "help.ended");
    TRY(finish_help(ctx, row, HelpState::ended, HelpEnder::helper));
    return Nothing{};
}

Outcome<api::HelpEvent> family_action(Context& ctx, const std::string& id, const api::HelpActionRequest& in) {
    const HelpRow row = TRY(own_family(ctx, id));
    if (help_state(row, ctx.now) != HelpState::active) return refuse("illegal_state");
    const auto event = help_event(in);
    // What was forbidden is written down; a slip in typing leaves nothing.
    if (event || event.error().keep_changes) note(ctx, row, event ? help_line(in) : "help.refused");
    return event;
}

}  // namespace bz::server::handlers
