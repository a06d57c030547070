// A request for news is held as an event stream is (events.cpp), but what it waits for is in memory: the relay's items,
// each with its number, until the other side has acknowledged them. Nothing of them is written or logged. While
// somebody helps, the patient's page has to ask again every few seconds: what is no longer heard is no page to look at.
#include "server/http/help.hpp"

#include "base/text.hpp"
#include "server/handlers/help.hpp"
#include "server/handlers/help_family.hpp"
#include "server/log.hpp"

#include <drogon/HttpAppFramework.h>
#include <trantor/net/EventLoop.h>
#include <nlohmann/json.hpp>

#include <atomic>

namespace bz::server {

namespace {

using domain::HelpState;
using Part = AskedHelp::Part;
using Who = AskedHelp::Who;
using Side = HelpRelay::Side;

constexpr std::int64_t hold_ms = 15 * ms_per_second;
constexpr std::int64_t helped_hold_ms = 5 * ms_per_second;  // the patient's page, while somebody helps
constexpr std::size_t frame_bytes_max = 64 * 1024;
constexpr std::size_t action_bytes_max = 8 * 1024;
constexpr int frame_depth_max = 64;  // a page's nodes lie in one another
constexpr int action_depth_max = 4;

struct Way {
    Part part;
    Who who;
    drogon::HttpMethod method;
    std::string_view pattern;
};
constexpr Way ways[] = {
    {Part::show, Who::patient, drogon::Post, "/help-sessions/{id}/frames"},
    {Part::hear, Who::patient, drogon::Get, "/help-sessions/{id}/events"},
    {Part::answer, Who::patient, drogon::Post, "/help-sessions/{id}/answers"},
    {Part::watch, Who::staff, drogon::Get, "/desk/help-sessions/{id}/frames"},
    {Part::act, Who::staff, drogon::Post, "/desk/help-sessions/{id}/actions"},
    {Part::watch, Who::family, drogon::Get, "/family-sessions/{id}/frames"},
    {Part::act, Who::family, drogon::Post, "/family-sessions/{id}/actions"},
};

// One request of someone who may make it, about a session as it was then.
struct Exchange {
    App& app;
    drogon::HttpRequestPtr request;
    Caller caller;
    HelpRow session;
    Who who;
    Send send;

    void answer(Reply reply) const { send(to_response(std::move(reply))); }
    void refuse(std::string_view code) const { answer(problem(code)); }
    void refuse(const Failure& failure) const { answer(problem(failure)); }
};

HelpState state_of(const HelpRow& row) { return handlers::help_state(row, clock_now()); }
bool is_over(HelpState state) { return state == HelpState::ended || state == HelpState::expired; }

Reply list_reply(const std::vector<std::string>& items, std::optional<std::int64_t> unheard_s = std::nullopt) {
    std::string body = R"({"items":[)" + join(items, ",") + ']';
    if (unheard_s) body += R"(,"unheard_s":)" + std::to_string(*unheard_s);
    return {200, body + '}', "application/json", {}};
}

// The last item that either side gets. The relay has forgotten the session by then.
std::string last_item(const HelpRow& row, Side side, std::int64_t after) {
    const std::string by(to_string(handlers::help_ender(row)));
    const char* number = side == Side::patient ? "seq" : "at";
    return std::string("{\"") + number + "\":" + std::to_string(after + 1) + R"(,"kind":"ended","by":")" + by + "\"}";
}

// ---- waiting for news ----
struct Held {
    App& app;
    std::string id;
    Side side;
    std::int64_t after;
    std::optional<bool> knows_unheard;  // what the helper's page shows by now; nothing when it does not ask
    Send send;
    trantor::EventLoop* loop;
    std::atomic<bool> answered = false;
    HelpRelay::Ticket ticket = 0;
    std::optional<trantor::TimerId> timer;

    struct Answer {
        Reply reply;
        bool is_news = true;  // worth answering at once
    };
    // What there is to tell now. A request asks for the whole page once at most.
    [[nodiscard]] Answer look(bool may_ask = false) const {
        Store store{app.reader(), app.sealer()};
        const auto row = store::help(store, id);
        if (!row) return {problem("not_found")};
        const HelpState state = state_of(*row);
        if (is_over(state)) return {list_reply({last_item(*row, side, after)})};
        const Instant now = clock_now();
        if (state == HelpState::active) handlers::begin_help(app.relay(), id, handlers::help_name(store, *row), now);
        const auto news = app.relay().take(id, side, after, now);
        // What is missing cannot be made up for: the page shows itself anew, as a whole.
        if (news.gap && may_ask && side == Side::helper)
            app.relay().put(id, Side::patient, R"({"kind":"resync"})", now);
        const auto unheard = state == HelpState::active ? unheard_s(now) : std::nullopt;
        const bool shown = knows_unheard.value_or(false) == unheard.has_value();
        return {list_reply(news.items, unheard), !news.items.empty() || !shown};
    }
    // How long the patient's page has said nothing, once that is long; only for whoever asks.
    [[nodiscard]] std::optional<std::int64_t> unheard_s(Instant now) const {
        if (!knows_unheard) return std::nullopt;
        const std::int64_t ms = now - app.relay().heard_at(id, now);
        return ms < HelpRelay::unheard_ms ? std::nullopt : std::optional(ms / ms_per_second);
    }

    // In the loop's thread only.
    void finish() {
        if (answered.exchange(true)) return;
        if (timer) loop->invalidateTimer(*timer);
        app.relay().forget(id, side, ticket);
        try {
            send(to_response(look().reply));
        } catch (const DbError& error) {  // nobody above would catch it
            log_line("error", "help", error.what());
            send(to_response(problem("busy")));
        }
    }
};

// Not longer than the session itself, nor than what the helper's page shows of the patient's is right.
double hold_s(const HelpRow& row, const Held& held) {
    const Instant now = clock_now();
    const bool waiting = row.state == HelpState::waiting;
    const Instant end = waiting ? row.expires_at : row.joined_at + domain::help_session_minutes * ms_per_minute;
    std::int64_t ms = std::min(end - now, hold_ms);
    if (!waiting && held.side == Side::patient) ms = std::min(ms, helped_hold_ms);
    if (!waiting && held.knows_unheard == false)
        ms = std::min(ms, held.app.relay().heard_at(held.id, now) + HelpRelay::unheard_ms - now);
    return static_cast<double>(std::max<std::int64_t>(ms, 0)) / ms_per_second;
}

void hold(Exchange exchange, Side side, std::int64_t after, std::optional<bool> knows_unheard) {
    App& app = exchange.app;
    const std::string& id = exchange.session.id;
    auto held = std::make_shared<Held>(app, id, side, after, knows_unheard, std::move(exchange.send),
                                       trantor::EventLoop::getEventLoopOfCurrentThread());
    held->ticket = app.relay().wait(id, side, [held] { held->loop->queueInLoop([held] { held->finish(); }); });
    // Something may have come, or the session ended, between the first look and the waiting.
    if (held->look().is_news) return held->finish();
    held->timer = held->loop->runAfter(hold_s(exchange.session, *held), [held] { held->finish(); });
}

void hear(Exchange exchange, Side side) {
    const std::string& text = exchange.request->getParameter("after");
    const auto number = parse_integer(text);
    if (!text.empty() && (!number || *number < 0)) return exchange.refuse("bad_request");
    const std::int64_t after = number.value_or(0);
    const std::string& unheard = side == Side::helper ? exchange.request->getParameter("unheard") : std::string();
    if (!unheard.empty() && unheard != "yes" && unheard != "no") return exchange.refuse("bad_request");
    const auto knows_unheard = unheard.empty() ? std::nullopt : std::optional(unheard == "yes");
    HelpRelay& relay = exchange.app.relay();
    if (!relay.has_room(exchange.session.id)) return exchange.refuse("busy");
    if (!is_over(state_of(exchange.session))) relay.open(exchange.session.id, clock_now());
    const Held now{exchange.app, exchange.session.id, side, after, knows_unheard, exchange.send, nullptr};
    if (Held::Answer answer = now.look(true); answer.is_news) return exchange.answer(std::move(answer.reply));
    hold(std::move(exchange), side, after, knows_unheard);
}

// ---- sending ----
// Only what the relay itself needs: the rest of a frame is between the two pages.
Outcome<Nothing> check_frame(const api::Json& frame) {
    if (!frame.is_object()) return invalid("", "type");
    const auto number = [&](const char* name, bool may_be_null) -> Outcome<Nothing> {
        const auto found = frame.find(name);
        const std::string pointer = std::string("/") + name;
        if (found == frame.end()) return invalid(pointer, "required");
        if (!found->is_number_integer() && !(may_be_null && found->is_null())) return invalid(pointer, "type");
        return Nothing{};
    };
    TRY(number("seq", false));
    TRY(number("base", true));
    // These two are the relay's own: with them a page could speak in its name.
    for (const char* name : {"at", "kind"})
        if (frame.contains(name)) return invalid(std::string("/") + name, "unknown");
    return Nothing{};
}

void show(const Exchange& exchange) {
    const auto json = read_json(*exchange.request, frame_bytes_max, frame_depth_max);
    if (!json) return exchange.refuse(json.error());
    if (const auto checked = check_frame(*json); !checked) return exchange.refuse(checked.error());
    if (state_of(exchange.session) != HelpState::active) return exchange.refuse("illegal_state");
    exchange.app.relay().put(exchange.session.id, Side::helper, exchange.request->body(), clock_now());
    exchange.answer(no_content());
}

template <class T>
Outcome<T> decoded(const api::Json& json) {
    T value;
    api::Decoding decoding;
    if (api::decode(json, value, decoding)) return value;
    Failure failure("validation");
    failure.errors = std::move(decoding.errors);
    return std::unexpected(std::move(failure));
}

void answer(const Exchange& exchange) {
    const auto json = read_json(*exchange.request, action_bytes_max, action_depth_max);
    if (!json) return exchange.refuse(json.error());
    const auto in = decoded<api::HelpAnswer>(*json);
    if (!in) return exchange.refuse(in.error());
    if (state_of(exchange.session) != HelpState::active) return exchange.refuse("illegal_state");
    api::HelpNews news;
    news.kind = "answer";
    news.seq = in->seq;
    news.accepted = in->accepted;
    news.changed = in->changed;
    exchange.app.relay().put(exchange.session.id, Side::helper, api::write(news), clock_now());
    exchange.answer(no_content());
}

// What is forbidden is refused as such, whatever else it holds: "press" is no misspelt field.
Outcome<api::HelpActionRequest> read_action(const api::Json& json) {
    if (json.is_object() && json.contains("kind") && json["kind"].is_string()) {
        const std::string kind = json["kind"].get<std::string>();
        api::HelpActionRequest unknown;
        unknown.kind = kind;
        if (!from_string<domain::HelpAction>(kind)) return unknown;
    }
    return decoded<api::HelpActionRequest>(json);
}

// It reaches the page only when its line in the log is durable.
void act(const Exchange& exchange) {
    const auto json = read_json(*exchange.request, action_bytes_max, action_depth_max);
    if (!json) return exchange.refuse(json.error());
    auto in = read_action(*json);
    if (!in) return exchange.refuse(in.error());
    auto event = std::make_shared<std::string>();
    const std::string id = exchange.session.id;
    Change change;
    change.caller = exchange.caller;
    change.lang = language_of(*exchange.request);
    const auto action = exchange.who == Who::staff ? handlers::desk_help_action : handlers::family_action;
    change.run = [in = *std::move(in), id, event, action](Context& ctx) -> Outcome<std::string> {
        *event = api::write(TRY(action(ctx, id, in)));
        // It would be done minutes later, to a page that nobody has seen.
        const bool unheard = ctx.now - ctx.env.relay->heard_at(id, ctx.now) >= HelpRelay::unheard_ms;
        if (unheard && in.kind != to_string(domain::HelpAction::resync)) return refuse("page_unheard");
        return std::string();
    };
    App& app = exchange.app;
    const auto pass_on = [&app, id, event, send = exchange.send](const drogon::HttpResponsePtr& response) {
        if (response->statusCode() >= drogon::k400BadRequest) return send(response);
        const std::int64_t seq = app.relay().put(id, Side::patient, *event, clock_now());
        send(to_response({201, api::write(api::HelpActionDone{seq}), "application/json", {}}));
    };
    make_change(app, exchange.request, std::move(change), pass_on);
}

// ---- who may ----
std::string_view denial(const Caller& caller, const AskedHelp& asked, const std::optional<HelpRow>& row,
                        const drogon::HttpRequest& request) {
    if (!row || row->hospital_id != caller.env->hospital.id) return "not_found";
    if (asked.who == Who::staff) return row->helper_id == caller.staff->id ? "" : "forbidden";
    const std::string& token = request.getHeader(help_header);
    const bool own =
        asked.who == Who::patient ? handlers::is_help_token(*row, token) : handlers::is_family_token(*row, token);
    return own ? "" : "not_found";
}

// Its page lives. (A session that is over has no channel any more, and gets none.)
void note_patient(const Exchange& exchange) {
    HelpRelay& relay = exchange.app.relay();
    const std::string& id = exchange.session.id;
    if (state_of(exchange.session) == HelpState::active && relay.has_room(id)) relay.note_heard(id, clock_now());
}

void attach_account(App& app, const HelpRow& row, const Caller& caller) {
    if (!row.account_id.empty() || caller.account_id.empty()) return;
    app.write([id = row.id, account = caller.account_id](Context& ctx) {
        store::attach_help(ctx.store, id, account);
        return true;
    });
}

void serve_one(Exchange exchange, Part part) {
    if (exchange.who == Who::patient) note_patient(exchange);
    switch (part) {
    case Part::show: return show(exchange);
    case Part::hear: return hear(std::move(exchange), Side::patient);
    case Part::answer: return answer(exchange);
    case Part::act: return act(exchange);
    case Part::watch: break;
    }
    const Caller& caller = exchange.caller;
    if (caller.staff && caller.staff->role == Role::helper)
        exchange.app.relay().note_on_duty(caller.env->hospital.id, caller.staff->id, clock_now());
    hear(std::move(exchange), Side::helper);
}

}  // namespace

std::optional<AskedHelp> asked_help(std::string_view path) {
    constexpr std::string_view place = "{id}";
    for (const Way& way : ways) {
        const auto at = way.pattern.find(place);
        const std::string_view before = way.pattern.substr(0, at);
        const std::string_view behind = way.pattern.substr(at + place.size());
        if (path.size() <= before.size() + behind.size() || !path.starts_with(before) || !path.ends_with(behind))
            continue;
        const std::string_view id = path.substr(before.size(), path.size() - before.size() - behind.size());
        if (id.find('/') != std::string_view::npos) continue;
        return AskedHelp{way.part, way.who, way.method, way.pattern, id};
    }
    return std::nullopt;
}

void serve_help(App& app, const drogon::HttpRequestPtr& request, const AskedHelp& asked, Send send) {
    if (request->method() != asked.method) {
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", asked.method == drogon::Get ? "GET, HEAD" : "POST");
        return send(to_response(std::move(reply)));
    }
    Caller caller = identify(app, *request);
    std::string_view code = asked.who == Who::staff ? staff_denial(caller, only(Role::helper)) : guest_denial(caller);
    if (!code.empty()) return send(to_response(problem(code)));
    if (auto reply = over_the_limit(app, *request, caller, asked.pattern)) return send(to_response(*std::move(reply)));
    Store store{app.reader(), app.sealer()};
    auto row = store::help(store, asked.id);
    code = denial(caller, asked, row, *request);
    if (!code.empty()) return send(to_response(problem(code)));
    if (asked.who == Who::patient) attach_account(app, *row, caller);
    serve_one({app, request, std::move(caller), *std::move(row), asked.who, std::move(send)}, asked.part);
}

}  // namespace bz::server
