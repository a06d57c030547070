// Asking for help: a code to read out, a link to hand on, or to be called back.
#include "server/handlers/help.hpp"

#include "domain/help_errors.hpp"
#include "domain/phone.hpp"
#include "server/relay/help_relay.hpp"
#include "server/store/audit.hpp"

namespace bz::server::handlers {

using domain::HelpEnder;
using domain::HelpKind;
using domain::HelpState;

namespace {

constexpr int code_draws_max = 20;  // a hospital with a tenth of all codes out would still find a free one
constexpr int seconds_max = 24 * 3600;
constexpr std::int64_t unused_ms = 2 * ms_per_minute;

void note(Context& ctx, const HelpRow& row, std::string_view action) {
    ctx.audited = {{std::string(action), row.id, row.account_id}};
}

Outcome<Nothing> check_reason(const api::HelpReason& reason) {
    if (!domain::is_help_place(reason.screen)) return invalid("/reason/screen", "choice");
    if (reason.field && !domain::is_help_place(*reason.field)) return invalid("/reason/field", "choice");
    if (reason.error && !domain::is_help_error(*reason.error)) return invalid("/reason/error", "choice");
    if (reason.seconds && (*reason.seconds < 0 || *reason.seconds > seconds_max))
        return invalid("/reason/seconds", "choice");
    return Nothing{};
}

Outcome<std::string> phone_to_call(Context& ctx, const api::HelpRequest& in) {
    if (in.phone) {
        const auto phone = domain::parse_phone(*in.phone);
        if (!phone) return invalid("/phone", phone.error().code);
        return *phone;
    }
    if (ctx.account_id.empty()) return invalid("/phone", "required");
    return TRY(existing(store::account_by_id(ctx.store, ctx.account_id))).phone;
}

Outcome<std::string> free_code(Context& ctx) {
    for (int draw = 0; draw < code_draws_max; ++draw) {
        std::string code = random_digits(domain::help_code_digits);
        if (!store::help_by_code(ctx.store, ctx.env.hospital.id, help_code_hash(ctx, code))) return code;
    }
    return refuse("busy");
}

// A new code, or a new wish to be called, takes the place of the account's last one.
Outcome<Nothing> replace_waiting(Context& ctx, HelpKind kind) {
    if (ctx.account_id.empty()) return Nothing{};
    for (HelpRow& row : store::live_help_of(ctx.store, ctx.account_id))
        if (row.state == HelpState::waiting && row.kind == kind)
            TRY(finish_help(ctx, row, HelpState::ended, HelpEnder::patient));
    return Nothing{};
}

}  // namespace

void tell_of_help(Context& ctx, const HelpRow& row) {
    if (row.kind != HelpKind::link) ctx.tell_hospital("help.changed", row.id);
}

api::HelpSession help_view(Context& ctx, const HelpRow& row) {
    api::HelpSession view;
    const HelpState state = help_state(row, ctx.now);
    view.id = row.id;
    view.kind = to_string(row.kind);
    view.state = to_string(state);
    view.created_at = ctx.at(row.created_at);
    const bool called = row.kind == HelpKind::call_back;
    if (state == HelpState::waiting && !called) view.code_expires_at = ctx.at(row.expires_at);
    if (state == HelpState::waiting && !row.family_name.empty()) view.asking_name = row.family_name;
    if (state == HelpState::active)
        if (std::string name = help_name(ctx.store, row); !name.empty()) view.helper_name = std::move(name);
    if (row.joined_at && !called) view.joined_at = ctx.at(row.joined_at);
    if (state == HelpState::ended || state == HelpState::expired) view.ended_by = to_string(help_ender(row));
    view.helpers_on_duty = ctx.env.relay->count_on_duty(ctx.env.hospital.id, ctx.now);
    if (state == HelpState::waiting && called) view.ahead = store::call_backs_before(ctx.store, row, ctx.now);
    return view;
}

// The one that the token belongs to. A wrong token is as good as a wrong id.
Outcome<HelpRow> own_help(Context& ctx, const std::string& id) {
    auto row = store::help(ctx.store, id);
    if (!row || row->hospital_id != ctx.env.hospital.id || !is_help_token(*row, ctx.help_token))
        return refuse("not_found");
    return *std::move(row);
}

std::string help_name(Store& store, const HelpRow& row) {
    if (row.kind == HelpKind::link) return row.family_name;
    const auto helper = store::staff(store, row.helper_id);
    return helper ? helper->name : std::string();
}

HelpState help_state(const HelpRow& row, Instant now) {
    return domain::help_state_at(row.state, row.expires_at, row.joined_at, now);
}

HelpEnder help_ender(const HelpRow& row) { return row.ended_by.value_or(HelpEnder::time); }

bool is_help_token(const HelpRow& row, std::string_view token) {
    return !token.empty() && same_secret(row.token_hash, hash_token(token));
}

std::string help_code_hash(const Context& ctx, std::string_view code) {
    // Six digits are guessed in no time from a plain hash.
    return ctx.store.sealer.blind_index("help_code", ctx.env.hospital.id + '/' + std::string(code));
}

void begin_help(HelpRelay& relay, const std::string& id, const std::string& helper_name, Instant now) {
    relay.open(id, now);
    if (!relay.is_first_greeting(id)) return;
    api::HelpEvent joined;
    joined.kind = "joined";
    joined.helper_name = helper_name;
    relay.note_heard(id, now);  // it had nothing to hurry for before
    relay.put(id, HelpRelay::Side::patient, api::write(joined), now);
}

Outcome<Nothing> finish_help(Context& ctx, HelpRow& row, HelpState to, HelpEnder by) {
    row.state = TRY(domain::move(row.state, to));
    row.ended_by = by;
    row.ended_at = ctx.now;
    row.phone.clear();
    row.family_name.clear();
    store::update_help(ctx.store, row);
    tell_of_help(ctx, row);
    ctx.after_commit.push_back([relay = ctx.env.relay, id = row.id] { relay->close(id); });
    return Nothing{};
}

Outcome<api::HelpSession> create_help(Context& ctx, const api::HelpRequest& in) {
    const auto kind = from_string<HelpKind>(in.kind);
    if (!kind) return invalid("/kind", "choice");
    TRY(check_reason(in.reason));
    HelpRow row;
    row.id = random_id("hlp");
    row.hospital_id = ctx.env.hospital.id;
    row.account_id = ctx.account_id;
    row.kind = *kind;
    row.state = HelpState::waiting;
    row.elder = in.elder.value_or(false);
    row.language = ctx.lang;
    row.screen = in.reason.screen;
    row.field = in.reason.field.value_or("");
    row.error = in.reason.error.value_or("");
    row.seconds = in.reason.seconds.value_or(-1);
    row.created_at = ctx.now;
    std::optional<std::string> code, link;
    if (*kind != HelpKind::call_back) {
        if (*kind == HelpKind::code)
            code = TRY(free_code(ctx));
        else
            link = random_token();
        row.code_hash = help_code_hash(ctx, code ? *code : *link);
        const int minutes = row.elder ? domain::help_code_minutes_elder : domain::help_code_minutes;
        row.expires_at = ctx.now + minutes * ms_per_minute;
    } else {
        row.phone = TRY(phone_to_call(ctx, in));
        row.expires_at = ctx.now + domain::help_call_back_hours * ms_per_hour;
    }
    TRY(replace_waiting(ctx, *kind));
    const std::string token = random_token();
    store::insert_help(ctx.store, row, token);
    tell_of_help(ctx, row);
    note(ctx, row, "help.asked");
    ctx.location = "/api/v1/help-sessions/" + row.id;
    api::HelpSession view = help_view(ctx, row);
    view.code = code;
    view.link = link;
    view.token = token;
    return view;
}

Outcome<api::HelpSession> get_help(Context& ctx, const std::string& id) {
    return help_view(ctx, TRY(own_help(ctx, id)));
}

Outcome<api::HelpSession> end_help(Context& ctx, const std::string& id) {
    HelpRow row = TRY(own_help(ctx, id));
    const HelpState state = help_state(row, ctx.now);
    ctx.audited.emplace();  // asking twice to end it ends it once
    if (state == HelpState::waiting || state == HelpState::active) {
        TRY(finish_help(ctx, row, HelpState::ended, HelpEnder::patient));
        note(ctx, row, "help.ended");
    }
    return help_view(ctx, row);
}

void end_help_of(Context& ctx, const std::string& account_id) {
    for (const HelpRow& row : store::live_help_of(ctx.store, account_id)) {
        tell_of_help(ctx, row);
        ctx.after_commit.push_back([relay = ctx.env.relay, id = row.id] { relay->close(id); });
    }
    store::forget_help_of(ctx.store, account_id);
}

void expire_help(Context& ctx) {
    for (const HelpState state : {HelpState::waiting, HelpState::active}) {
        for (HelpRow& row : store::help_in(ctx.store, ctx.env.hospital.id, state)) {
            const HelpState now = help_state(row, ctx.now);
            if (now == state || !finish_help(ctx, row, now, HelpEnder::time)) continue;
            if (state != HelpState::active) continue;
            AuditEntry entry;
            entry.at = ctx.now;
            entry.hospital_id = row.hospital_id;
            entry.actor_kind = to_string(Role::system);
            entry.account_id = row.account_id;
            entry.action = "help.ended";
            entry.object = row.id;
            store::append_audit(ctx.store, entry);
        }
    }
    ctx.after_commit.push_back([relay = ctx.env.relay, since = ctx.now - unused_ms] { relay->forget_idle(since); });
}

}  // namespace bz::server::handlers
