// The helper's side: who waits, joining with a code, and the few things that a helper may send to a patient's page.
#include "base/text.hpp"
#include "server/handlers/code_guard.hpp"
#include "server/handlers/help.hpp"
#include "server/relay/help_relay.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace bz::server::handlers {

using domain::HelpAction;
using domain::HelpEnder;
using domain::HelpKind;
using domain::HelpState;

namespace {

constexpr int waits_counted = 20;
constexpr std::int64_t tries_ms = domain::help_code_minutes * ms_per_minute;

void note(Context& ctx, const HelpRow& row, std::string_view action) {
    ctx.audited = {{std::string(action), row.id, row.account_id}};
}

// The account's own person, as a greeting needs it.
std::string who_of(Context& ctx, const HelpRow& row) {
    if (row.account_id.empty()) return {};
    const auto people = store::people(ctx.store, row.account_id);
    const auto self = std::ranges::find(people, "self", &PersonRow::relationship);
    if (self == people.end()) return {};
    std::optional<int> age;
    if (const auto born = parse_date(self->born_on)) age = age_on(*born, ctx.today());
    return domain::help_who(self->name, age);
}

api::HelpReason reason_of(const HelpRow& row) {
    api::HelpReason reason;
    reason.screen = row.screen;
    if (!row.field.empty()) reason.field = row.field;
    if (!row.error.empty()) reason.error = row.error;
    if (row.seconds >= 0) reason.seconds = row.seconds;
    return reason;
}

api::HelpQueueItem queue_item(Context& ctx, const HelpRow& row) {
    api::HelpQueueItem item;
    item.id = row.id;
    item.kind = to_string(row.kind);
    item.state = to_string(row.state);
    item.who = who_of(ctx, row);
    item.reason = reason_of(row);
    item.elder = row.elder;
    item.language = row.language;
    item.created_at = ctx.at(row.created_at);
    if (!row.phone.empty()) item.phone = row.phone;
    item.mine = row.helper_id == ctx.staff->id;
    return item;
}

Outcome<HelpRow> session_of_code(Context& ctx, std::string_view code) {
    const CodeGuard guard{
        .by = "help/" + ctx.staff->id, .wrong_max = domain::help_wrong_codes_max, .window_ms = tries_ms};
    TRY(may_try_code(ctx, guard));
    auto row = store::help_by_code(ctx.store, ctx.env.hospital.id, help_code_hash(ctx, digits_only(code)));
    if (!row) return wrong_code(ctx, guard);
    if (help_state(*row, ctx.now) != HelpState::waiting) return refuse("code_expired");
    return *std::move(row);
}

// The session that the caller joined and that still goes on.
Outcome<HelpRow> helped(Context& ctx, const std::string& id) {
    HelpRow row = TRY(of_hospital(ctx, store::help(ctx.store, id)));
    if (row.helper_id != ctx.staff->id) return refuse("forbidden");
    if (help_state(row, ctx.now) != HelpState::active) return refuse("illegal_state");
    return row;
}

std::unexpected<Failure> forbidden(std::string_view pointer) {
    Failure failure("help_forbidden");
    failure.keep_changes = true;  // that it was tried
    failure.errors.push_back({std::string(pointer), "help_forbidden"});
    return std::unexpected(failure);
}

Outcome<std::string> words(const std::optional<std::string>& text) {
    if (!text) return invalid("/text", "required");
    if (!domain::is_help_text(*text, domain::help_text_code_points_max)) return invalid("/text", "choice");
    return *text;
}

Outcome<std::vector<api::HelpValue>> proposal(const std::optional<std::vector<api::HelpValue>>& fields) {
    if (!fields || fields->empty()) return invalid("/fields", "required");
    std::set<std::string> named;
    for (std::size_t i = 0; i < fields->size(); ++i) {
        const api::HelpValue& one = (*fields)[i];
        const std::string pointer = "/fields/" + std::to_string(i);
        if (!domain::may_propose(one.field)) return forbidden(pointer + "/field");
        if (!named.insert(one.field).second) return invalid(pointer + "/field", "choice");
        if (!domain::is_help_text(one.value, domain::help_value_code_points_max))
            return invalid(pointer + "/value", "choice");
    }
    return *fields;
}

Outcome<api::HelpEvent> event_of(HelpAction action, const api::HelpActionRequest& in) {
    api::HelpEvent event;
    event.kind = to_string(action);
    switch (action) {
    case HelpAction::point:
        if (!in.node) return invalid("/node", "required");
        if (!domain::is_node_id(*in.node)) return invalid("/node", "choice");
        event.node = in.node;
        if (in.text) event.text = TRY(words(in.text));
        break;
    case HelpAction::say: event.text = TRY(words(in.text)); break;
    case HelpAction::propose: event.fields = TRY(proposal(in.fields)); break;
    case HelpAction::open:
        if (!in.route) return invalid("/route", "required");
        if (!domain::may_open(*in.route)) return forbidden("/route");
        event.route = in.route;
        break;
    case HelpAction::withdraw:
    case HelpAction::resync: break;
    }
    return event;
}

int mean_wait_s(Context& ctx) {
    const auto waits = store::help_waits(ctx.store, ctx.env.hospital.id, waits_counted);
    if (waits.empty()) return 0;
    const std::int64_t sum = std::accumulate(waits.begin(), waits.end(), std::int64_t{0});
    return static_cast<int>(sum / static_cast<std::int64_t>(waits.size()) / ms_per_second);
}

}  // namespace

api::DeskHelpSession help_session_view(Context& ctx, const HelpRow& row) {
    api::DeskHelpSession view;
    view.id = row.id;
    view.who = who_of(ctx, row);
    view.reason = reason_of(row);
    view.elder = row.elder;
    view.language = row.language;
    view.fields.assign(domain::help_fields().begin(), domain::help_fields().end());
    view.routes.assign(domain::help_routes().begin(), domain::help_routes().end());
    view.ends_at = ctx.at(row.joined_at + domain::help_session_minutes * ms_per_minute);
    return view;
}

std::string_view help_line(const api::HelpActionRequest& in) {
    const auto action = from_string<HelpAction>(in.kind);
    if (!action) return "help.refused";
    switch (*action) {
    case HelpAction::point: return "help.pointed";
    case HelpAction::say: return "help.said";
    case HelpAction::propose: return "help.proposed";
    case HelpAction::withdraw: return "help.withdrawn";
    case HelpAction::open: return "help.opened";
    case HelpAction::resync: return "help.resynced";
    }
    return {};
}

Outcome<api::HelpEvent> help_event(const api::HelpActionRequest& in) {
    const auto action = from_string<HelpAction>(in.kind);
    if (!action) return forbidden("/kind");
    return event_of(*action, in);
}

Outcome<api::HelpQueue> desk_help_queue(Context& ctx) {
    HelpRelay& relay = *ctx.env.relay;
    const std::string& hospital = ctx.env.hospital.id;
    if (ctx.staff->role == Role::helper) relay.note_on_duty(hospital, ctx.staff->id, ctx.now);
    ctx.audited.emplace();  // a console asks every few seconds: what counts is that it sees someone for the first time
    api::HelpQueue queue;
    for (const HelpState state : {HelpState::active, HelpState::waiting}) {
        for (const HelpRow& row : store::help_in(ctx.store, hospital, state)) {
            if (row.kind == HelpKind::link || help_state(row, ctx.now) != state) continue;  // (a family's own affair)
            queue.items.push_back(queue_item(ctx, row));
            const bool names = !queue.items.back().who.empty() || queue.items.back().phone;
            if (names && relay.is_first_look(row.id, ctx.staff->id))
                ctx.audited->push_back({"help.seen", row.id, row.account_id});
        }
    }
    std::ranges::stable_sort(queue.items, {}, &api::HelpQueueItem::created_at);
    queue.helpers_on_duty = relay.count_on_duty(hospital, ctx.now);
    queue.mean_wait_s = mean_wait_s(ctx);
    return queue;
}

Outcome<api::DeskHelpSession> desk_join_help(Context& ctx, const api::HelpJoin& in) {
    HelpRow row = TRY(session_of_code(ctx, in.code));
    row.state = TRY(domain::move(row.state, HelpState::active));
    row.helper_id = ctx.staff->id;
    row.joined_at = ctx.now;
    store::update_help(ctx.store, row);
    tell_of_help(ctx, row);
    note(ctx, row, "help.joined");
    ctx.after_commit.push_back([relay = ctx.env.relay, id = row.id, name = ctx.staff->name, now = ctx.now] {
        begin_help(*relay, id, name, now);
    });
    return help_session_view(ctx, row);
}

Outcome<api::DeskHelpSession> desk_get_help(Context& ctx, const std::string& id) {
    const HelpRow row = TRY(helped(ctx, id));
    note(ctx, row, "help.seen");
    return help_session_view(ctx, row);
}

Outcome<Nothing> desk_help_called(Context& ctx, const std::string& id) {
    HelpRow row = TRY(of_hospital(ctx, store::help(ctx.store, id)));
    if (row.kind != HelpKind::call_back || help_state(row, ctx.now) != HelpState::waiting)
        return refuse("illegal_state");
    row.helper_id = ctx.staff->id;
    row.joined_at = ctx.now;  // how long it took
    TRY(finish_help(ctx, row, HelpState::ended, HelpEnder::helper));
    note(ctx, row, "help.called");
    return Nothing{};
}

Outcome<Nothing> desk_end_help(Context& ctx, const std::string& id) {
    HelpRow row = TRY(of_hospital(ctx, store::help(ctx.store, id)));
    if (row.helper_id != ctx.staff->id) return refuse("forbidden");
    ctx.audited.emplace();
    if (help_state(row, ctx.now) != HelpState::active) return Nothing{};  // over already
    TRY(finish_help(ctx, row, HelpState::ended, HelpEnder::helper));
    note(ctx, row, "help.ended");
    return Nothing{};
}

Outcome<api::HelpEvent> desk_help_action(Context& ctx, const std::string& id, const api::HelpActionRequest& in) {
    const HelpRow row = TRY(helped(ctx, id));
    note(ctx, row, "help.refused");  // kept only with what was forbidden; a slip in typing leaves nothing
    api::HelpEvent event = TRY(help_event(in));
    note(ctx, row, help_line(in));
    return event;
}

}  // namespace bz::server::handlers
