#include "server/http/api.hpp"

#include "base/text.hpp"
#include "domain/series.hpp"
#include "server/handlers/intake.hpp"
#include "server/http/events.hpp"
#include "server/http/help.hpp"
#include "server/http/records.hpp"
#include "server/http/router.hpp"
#include "server/http/smart.hpp"
#include "server/http/uploads.hpp"
#include "server/log.hpp"
#include "server/store/audit.hpp"

#include <nlohmann/json.hpp>
#include <set>

namespace bz::server {

namespace {

constexpr std::size_t json_body_max = 256 * 1024;
constexpr int json_depth_max = 16;
constexpr std::size_t key_length_max = 255;
constexpr int page_max = 100;
constexpr std::int64_t touch_every_ms = 5 * ms_per_minute;

// Depth is counted before parsing, so that a body of brackets costs nothing.
bool too_deep(std::string_view text, int depth_max) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > depth_max) return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

Outcome<Page> read_page(const drogon::HttpRequest& request) {
    Page page;
    page.cursor = request.getParameter("cursor");
    const std::string& limit = request.getParameter("limit");
    page.state = request.getParameter("state");
    if (limit.empty()) return page;
    const auto value = parse_integer(limit);
    if (!value || *value < 1 || *value > page_max) return invalid("/limit", "choice");
    page.limit = static_cast<int>(*value);
    return page;
}

Reply answer(const drogon::HttpRequest& request, int status, std::string body) {
    if (body.empty()) return no_content();
    return tagged_json(request, {status, std::move(body), "application/json", {}});
}

void run_read(App& app, const drogon::HttpRequestPtr& request, const Match& match, const Caller& caller,
              const Send& send) {
    Db& db = app.reader();
    Context ctx{.store = {db, app.sealer()}, .env = *caller.env, .now = clock_now()};
    ctx.account_id = caller.account_id;
    ctx.session_id = caller.session_id;
    ctx.staff = caller.staff;
    ctx.lang = language_of(*request);
    ctx.help_token = request->getHeader(help_header);
    auto page = read_page(*request);
    if (!page) return send(to_response(problem(page.error())));
    ctx.page = *std::move(page);
    std::optional<Snapshot> snapshot(std::in_place, db);
    Outcome<std::string> outcome = refuse("internal");
    try {
        outcome = match.route->run(ctx, match.id, nullptr);
    } catch (const DbError& error) {
        log_line("error", "read", error.what());
        outcome = refuse("busy");
    } catch (const std::exception& error) {
        log_line("error", "read", error.what());
    }
    snapshot.reset();
    if (!outcome) return send(to_response(problem(outcome.error())));
    Reply reply = answer(*request, match.route->status, *std::move(outcome));
    if (!ctx.content_type.empty()) reply.content_type = ctx.content_type;
    // What is the same for everyone may be kept, when it is asked about each time.
    if (match.route->access == Access::anyone) reply.headers.emplace_back("Cache-Control", "no-cache");
    send(to_response(std::move(reply)));
}

// What a crash or a full disk left undone is done by the next try: nothing found is no failure here.
Intakes look_at_uploads(App& app, const Caller& caller, const std::vector<std::string>& ids) {
    Intakes intakes;
    if (ids.size() > domain::slices_max) return intakes;  // refused later
    for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
        try {
            Store store{app.reader(), app.sealer()};
            const auto upload = store::upload(store, id);
            if (!upload || upload->content || upload->length == 0 || upload->received < upload->length) continue;
            if (!may_use(store, caller, *upload)) continue;
            intakes.emplace(id, look_at(app.blobs(), *upload));
        } catch (const std::exception& error) {
            log_line("error", "intake", error.what());
            intakes.emplace(id, Intake{"busy", {}});
        }
    }
    return intakes;
}

struct Pending {
    Change change;
    drogon::HttpRequestPtr request;
    Send send;
    std::optional<Context> ctx;
    Reply reply = problem("internal");
};

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// What an operation's line says when the handler does not say it better.
AuditNote usual_note(const Context& ctx, const Change& change) {
    AuditNote note;
    note.action = change.action;
    note.object = change.object.empty() ? std::string(last_segment(ctx.location)) : change.object;
    note.account_id = ctx.account_id;
    if (!ctx.audited_account.empty())
        note.account_id = ctx.audited_account;
    else if (!ctx.changed_accounts.empty())
        note.account_id = ctx.changed_accounts.front();
    return note;
}

void write_audit(Context& ctx, const AuditNote& note) {
    AuditEntry entry;
    entry.at = ctx.now;
    entry.hospital_id = ctx.env.hospital.id;
    entry.action = note.action;
    entry.object = note.object;
    entry.account_id = note.account_id;
    if (ctx.staff) {
        entry.actor_kind = to_string(ctx.staff->role);
        entry.actor_id = ctx.staff->id;
    } else {
        entry.actor_kind = ctx.account_id.empty() ? "anonymous" : "patient";
        entry.actor_id = ctx.account_id;
    }
    store::append_audit(ctx.store, entry);
}

void write_audit(Context& ctx, const Change& change, bool worked) {
    if (!ctx.audited) {
        if (worked && !change.action.empty()) write_audit(ctx, usual_note(ctx, change));
        return;
    }
    for (const AuditNote& note : *ctx.audited) write_audit(ctx, note);
}

// Scheme and port do not tell hospitals apart, and a gateway in front may change them.
std::string_view host_name(std::string_view address) {
    if (const auto scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
    return address.substr(0, address.rfind(':'));
}

// The page that a request comes from. In a frame that is the app's own page, which then names the one around it, as
// the browser told it; no other page can set that header, as this server allows none to.
std::string page_of(const drogon::HttpRequest& request) {
    const std::string& origin = request.getHeader("origin");
    const std::string& embedder = request.getHeader("x-banzhen-embedder");
    return !embedder.empty() && host_name(origin) == host_name(request.getHeader("host")) ? embedder : origin;
}

// Whoever reads the database cannot tell the address from it: there are few enough of them to try them all without a
// key.
void note_address(App& app, const drogon::HttpRequest& request, Context& ctx) {
    const std::string address = client_address(request, app.config());
    if (is_trusted(address, app.config().trusted_addresses)) return;
    const auto hashed = [&](std::string_view key) {
        return hash_hex(app.sealer().blind_index("client_address", key), 32);
    };
    ctx.address = hashed(address_key(address));
    ctx.network = hashed(network_key(address));
}

// Inside the transaction. True keeps what was changed.
bool perform(App& app, Pending& pending, Db& db) {
    Change& change = pending.change;
    pending.ctx.emplace(Context{.store = {db, app.sealer()}, .env = *change.caller.env, .now = clock_now()});
    Context& ctx = *pending.ctx;
    ctx.staff = change.caller.staff;
    ctx.account_id = change.caller.account_id;
    ctx.session_id = change.caller.session_id;
    ctx.lang = change.lang;
    ctx.if_match = change.if_match;
    ctx.page = change.page;
    ctx.user_agent = pending.request->getHeader("user-agent");
    ctx.origin = page_of(*pending.request);
    ctx.browser = smart_browser(app.config(), *pending.request);
    note_address(app, *pending.request, ctx);
    ctx.help_token = pending.request->getHeader(help_header);
    const std::string fingerprint =
        change.key.empty() ? std::string{} : app.sealer().blind_index("idempotency", change.payload);
    if (!change.key.empty()) {
        if (const auto first = store::replay(ctx.store, change.scope, change.key)) {
            // A fingerprint that a change of keys has taken cannot be compared; the first answer still stands.
            if (!first->fingerprint.empty() && !same_secret(first->fingerprint, fingerprint)) {
                pending.reply = problem("idempotency_key_reused");
                return false;
            }
            pending.reply = first->status < 400 ? answer(*pending.request, first->status, first->body)
                                                : Reply{first->status, first->body, std::string(problem_type), {}};
            if (!first->location.empty()) pending.reply.headers.emplace_back("Location", first->location);
            pending.reply.headers.emplace_back("Idempotent-Replay", "true");
            return false;
        }
    }
    const auto remember = [&](int status, const std::string& location, const std::string& body) {
        if (change.key.empty()) return;
        store::insert_replay(ctx.store, change.scope, change.key, {fingerprint, location, body, status}, ctx.now);
    };
    Outcome<std::string> outcome = change.run(ctx);
    if (!outcome) {
        pending.reply = problem(outcome.error());
        if (!outcome.error().keep_changes) return false;
        write_audit(ctx, change, false);
        // It counted, a wrong code for one: whoever did not hear of it and asks again must not be counted twice.
        remember(pending.reply.status, {}, pending.reply.body);
        return true;
    }
    write_audit(ctx, change, true);
    const int status = ctx.status ? ctx.status : change.status;
    remember(status, ctx.location, *outcome);
    pending.reply = answer(*pending.request, status, *std::move(outcome));
    if (!ctx.location.empty()) pending.reply.headers.emplace_back("Location", ctx.location);
    return true;
}

void run_write(App& app, const drogon::HttpRequestPtr& request, const Match& match, const Caller& caller,
               const Send& send) {
    const Route& route = *match.route;
    Change change;
    if (request->method() == drogon::Post) {
        auto key = read_key(*request, route.key == Key::required);
        if (!key) return send(to_response(problem(key.error())));
        change.key = *std::move(key);
    }
    if (request->method() == drogon::Get) {
        auto page = read_page(*request);
        if (!page) return send(to_response(problem(page.error())));
        change.page = *std::move(page);
    }
    std::shared_ptr<void> body;
    std::string payload;
    if (route.decode) {
        auto json = read_json(*request, json_body_max, json_depth_max);
        if (!json) return send(to_response(problem(json.error())));
        auto decoded = route.decode(*json);
        if (!decoded) return send(to_response(problem(decoded.error())));
        body = *std::move(decoded);
        payload = api::dump(*json);
    }
    change.scope = (caller.staff ? caller.staff->id : caller.account_id) + ' ' + std::string(route.pattern);
    change.action = std::string(request->methodString()) + ' ' + std::string(route.pattern);
    change.object = match.id;
    change.payload = match.id + '\n' + payload;
    change.caller = caller;
    change.lang = language_of(*request);
    change.if_match = request->getHeader("if-match");
    change.status = route.status;
    auto intakes = std::make_shared<Intakes>();
    change.run = [&route, id = match.id, body, intakes](Context& ctx) {
        ctx.intakes = intakes.get();
        return route.run(ctx, id, body.get());
    };
    std::vector<std::string> uploads;
    if (route.uploads) uploads = route.uploads(body.get());
    if (uploads.empty()) return make_change(app, request, std::move(change), send);
    media_queue().run([&app, request, send, intakes, uploads, change = std::move(change)]() mutable {
        *intakes = look_at_uploads(app, change.caller, uploads);
        make_change(app, request, std::move(change), send);
    });
}

std::int64_t idle_max_ms(const Environment& env, const SessionRow& session) {
    return session.shared ? env.session_shared_idle_ms : env.session_idle_ms;
}

// A page that somebody left open on a device of several people still waits for news: nobody is there for all that.
bool is_use(const drogon::HttpRequest& request, const SessionRow& session) {
    return !session.shared || request.path() != "/api/v1/events";
}

// "" when the caller may use the operation, else the failure's code.
std::string_view denial(const Route& route, const Caller& caller) {
    if (route.access == Access::anyone) return {};
    if (route.access == Access::guest) return guest_denial(caller);
    return route.access == Access::patient ? patient_denial(caller) : staff_denial(caller, route.roles);
}

}  // namespace

Outcome<api::Json> read_json(const drogon::HttpRequest& request, std::size_t bytes_max, int depth_max) {
    const std::string_view body = request.body();
    if (body.size() > bytes_max) return refuse("body_too_large");
    const std::string& type = request.getHeader("content-type");
    if (!type.starts_with("application/json")) return refuse("unsupported_media_type");
    if (too_deep(body, depth_max)) return refuse("malformed_json");
    api::Json json = api::Json::parse(body, nullptr, false);
    if (json.is_discarded()) return refuse("malformed_json");
    return json;
}

std::string_view guest_denial(const Caller& caller) { return caller.staff ? "forbidden" : ""; }

std::string_view patient_denial(const Caller& caller) {
    if (!caller.account_id.empty()) return {};
    return caller.staff ? "forbidden" : "unauthorized";
}

std::string_view staff_denial(const Caller& caller, Roles roles) {
    if (caller.staff) return includes(roles, caller.staff->role) ? "" : "forbidden";
    return caller.account_id.empty() ? "unauthorized" : "forbidden";
}

std::string language_of(const drogon::HttpRequest& request) {
    return request.getHeader("accept-language").starts_with("en") ? "en" : "zh";
}

Caller identify(App& app, const drogon::HttpRequest& request) {
    Caller caller;
    caller.env = &app.env_of_host(request.getHeader("host"));
    const std::string& header = request.getHeader("authorization");
    if (header.size() < 8 || header.size() > 200 || !header.starts_with("Bearer ")) return caller;
    const std::string_view token = std::string_view(header).substr(7);
    Store store{app.reader(), app.sealer()};
    const auto session = store::session_by_token(store, token);
    if (!session) {
        // Staff of a hospital that is no longer served here are nobody.
        if (auto staff = store::staff_by_token(store, token)) {
            if (const Environment* env = app.env(staff->hospital_id)) {
                caller.env = env;
                caller.staff = std::move(staff);
            }
        }
        return caller;
    }
    const Environment* env = app.env(session->hospital_id);
    const Instant now = clock_now();
    if (!env || now >= session->expires_at || now - session->seen_at > idle_max_ms(*env, *session)) return caller;
    caller.env = env;
    caller.account_id = session->account_id;
    caller.session_id = session->id;
    if (now - session->seen_at > touch_every_ms && is_use(request, *session)) {
        app.write([id = session->id](Context& ctx) {
            store::touch_session(ctx.store, id, ctx.now);
            return true;
        });
    }
    return caller;
}

std::optional<Reply> over_the_limit(App& app, const drogon::HttpRequest& request, const Caller& caller,
                                    std::string_view route) {
    Operations& operations = app.operations();
    std::optional<Admission::Refusal> refusal;
    if (caller.staff)
        refusal = operations.admission.of_desk(caller.staff->id, clock_now());
    else if (!caller.account_id.empty())
        refusal = operations.admission.of_account(request.method(), route, caller.account_id, clock_now());
    if (!refusal) return std::nullopt;
    operations.metrics.count_refusal(refusal->limit);
    return too_many(*refusal);
}

Outcome<std::string> read_key(const drogon::HttpRequest& request, bool required) {
    std::string_view key = trim(request.getHeader("idempotency-key"));
    // The draft standard quotes the key; most clients do not.
    if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
    if (key.size() > key_length_max) return refuse("bad_request");
    if (key.empty() && required) return refuse("idempotency_key_required");
    return std::string(key);
}

void make_change(App& app, const drogon::HttpRequestPtr& request, Change change, Send send) {
    const std::string claim = change.key.empty() ? std::string() : change.scope + '\n' + change.key;
    if (!claim.empty() && !app.claim(claim)) return send(to_response(problem("idempotency_in_flight")));
    auto pending = std::make_shared<Pending>();
    pending->change = std::move(change);
    pending->request = request;
    pending->send = std::move(send);
    WriteJob job;
    job.work = [&app, pending](Db& db) { return perform(app, *pending, db); };
    job.done = [&app, pending, claim](bool durable) {
        if (!claim.empty()) app.release(claim);
        if (!durable) pending->reply = problem("busy");
        const bool worked = durable && pending->reply.status < 400;
        if (worked && pending->ctx) app.after_commit(*pending->ctx);
        pending->send(to_response(std::move(pending->reply)));
    };
    if (app.writer().submit(std::move(job))) return;
    if (!claim.empty()) app.release(claim);
    pending->send(to_response(problem("busy")));
}

void serve_api(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    if (is_uploads_path(path)) return serve_uploads(app, request, path, std::move(send));
    if (path == "/events") return serve_events(app, request, std::move(send));
    if (const auto asked = asked_help(path)) return serve_help(app, request, *asked, std::move(send));
    if (const auto asked = asked_file(path)) return serve_file(app, request, *asked, std::move(send));
    const Match match = find_route(request->method(), path);
    if (!match.route) {
        if (match.allowed.empty()) return send(to_response(problem("not_found")));
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", match.allowed);
        return send(to_response(std::move(reply)));
    }
    Caller caller;
    if (match.route->access == Access::anyone)
        caller.env = &app.env_of_host(request->getHeader("host"));
    else
        caller = identify(app, *request);
    if (const auto code = denial(*match.route, caller); !code.empty()) return send(to_response(problem(code)));
    if (auto reply = over_the_limit(app, *request, caller, match.route->pattern))
        return send(to_response(*std::move(reply)));
    if (match.route->work == Work::read) return run_read(app, request, match, caller, send);
    run_write(app, request, match, caller, send);
}

}  // namespace bz::server
