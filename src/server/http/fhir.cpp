#include "server/http/fhir.hpp"

#include "base/text.hpp"
#include "server/handlers/fhir.hpp"
#include "server/http/records.hpp"
#include "server/http/uploads.hpp"
#include "server/log.hpp"

#include <drogon/utils/Utilities.h>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace bz::server {

namespace {

constexpr std::string_view root = "/fhir/R4";
constexpr std::string_view media_type = "application/fhir+json";
// As JSON a file is half as long again and has to be held whole; more than this goes as what it is.
constexpr std::int64_t json_file_max = 20LL * 1024 * 1024;

struct Asked {
    const fhir::ResourceInfo* info = nullptr;
    std::string id;  // empty: a search
};

// Nothing for a path that is none of this API's.
std::optional<Asked> asked_for(std::string_view path) {
    path.remove_prefix(root.size());
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
    if (path.ends_with('/')) path.remove_suffix(1);
    const auto slash = path.find('/');
    Asked asked{fhir::resource_info(path.substr(0, slash)), {}};
    if (slash != std::string_view::npos) asked.id = path.substr(slash + 1);
    const bool whole = slash == std::string_view::npos || (!asked.id.empty() && !asked.id.contains('/'));
    if (!asked.info || !whole || (asked.id.empty() && !asked.info->searched)) return std::nullopt;
    return asked;
}

fhir::Parameters parameters_of(const drogon::HttpRequest& request) {
    fhir::Parameters list;
    for (const std::string_view pair : split(request.query(), '&')) {
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const std::string_view value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
        list.emplace_back(drogon::utils::urlDecode(pair.substr(0, equals)), drogon::utils::urlDecode(value));
    }
    return list;
}

// Where the caller reached this server, as far as it says so in a form that can stand in an address.
std::string base_of(const App& app, const drogon::HttpRequest& request) {
    const std::string& host = request.getHeader("host");
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-.:[]").contains(c);
    };
    const bool named = !host.empty() && std::ranges::all_of(host, fits);
    return (app.config().behind_proxy ? "https://" : "http://") + (named ? host : "localhost") + std::string(root);
}

std::string address(const std::string& base, std::string_view type, const fhir::Parameters& parameters) {
    std::string out = base + '/' + std::string(type);
    char joint = '?';
    for (const auto& [name, value] : parameters) {
        out += joint + drogon::utils::urlEncodeComponent(name) + '=' + drogon::utils::urlEncodeComponent(value);
        joint = '&';
    }
    return out;
}

// FHIR as JSON is all there is. Who names no media type takes it, too.
bool takes_json(const drogon::HttpRequest& request) {
    const std::string& accept = request.getHeader("accept");
    if (accept.empty()) return true;
    return std::ranges::any_of(std::initializer_list<std::string_view>{"json", "*/*", "application/*"},
                               [&](std::string_view one) { return accept.find(one) != std::string::npos; });
}

std::string pattern_of(const Asked& asked) {
    return std::string(root) + '/' + std::string(asked.info->type) + (asked.id.empty() ? "" : "/{id}");
}

// A look at patients' data is written down before it is answered.
Change look(const Caller& caller, const Asked& asked, const std::string& object, const std::string& account) {
    Change change;
    change.caller = caller;
    change.action = "GET " + pattern_of(asked);
    change.object = object;
    change.run = [account](Context& ctx) {
        ctx.audited_account = account;
        return Outcome<std::string>();
    };
    return change;
}

void send_after_look(App& app, const drogon::HttpRequestPtr& request, Change change, std::string body,
                     const Send& send) {
    make_change(app, request, std::move(change),
                [request, body = std::move(body), send](const drogon::HttpResponsePtr& response) {
                    if (response->statusCode() >= drogon::k400BadRequest) return send(response);
                    send(to_response(tagged_json(*request, {200, body, std::string(media_type), {}})));
                });
}

void send_file_as_json(App& app, const drogon::HttpRequestPtr& request, const UploadRow& upload, Change change,
                       const Send& send) {
    if (upload.content->bytes > json_file_max) return send(to_response(problem("not_acceptable")));
    blob_queue().run([&app, request, upload, change = std::move(change), send]() mutable {
        try {
            const UploadContent& content = *upload.content;
            const std::string bytes = app.blobs().read(content.file, 0, content.bytes);
            send_after_look(app, request, std::move(change), fhir::binary(upload, bytes), send);
        } catch (const std::exception& error) {
            log_line("error", "fhir", error.what());
            send(to_response(problem("internal")));
        }
    });
}

// What is to be sent, read on this thread's own connection.
struct Reading {
    Outcome<std::string> body = refuse("internal");
    std::optional<UploadRow> file;
    std::string object, account;  // for the audit log
};

Outcome<std::string> search(Context& ctx, const Asked& asked, const drogon::HttpRequest& request,
                            const std::string& base, std::string& object) {
    fhir::Parameters parameters = parameters_of(request);
    const auto wanted = fhir::parse_search(*asked.info, parameters);
    if (!wanted) {
        Failure failure("bad_request");
        failure.errors.push_back({'/' + wanted.error().name, std::string(wanted.error().code)});
        return std::unexpected(failure);
    }
    const handlers::FhirPage page = TRY(handlers::fhir_search(ctx, *asked.info, *wanted));
    object = wanted->person_id;
    fhir::BundleLinks links{base, address(base, asked.info->type, parameters), {}};
    if (!page.after.empty()) {
        std::erase_if(parameters, [](const auto& one) { return one.first == "_after"; });
        parameters.emplace_back("_after", page.after);
        links.next = address(base, asked.info->type, parameters);
    }
    return fhir::searchset(page.entries, links);
}

Reading read(App& app, const Caller& caller, const Asked& asked, const drogon::HttpRequest& request) {
    Reading reading;
    Db& db = app.reader();
    Context ctx{.store = {db, app.sealer()}, .env = *caller.env, .now = clock_now()};
    ctx.staff = caller.staff;
    const Snapshot snapshot(db);
    if (asked.id.empty()) {
        reading.body = search(ctx, asked, request, base_of(app, request), reading.object);
    } else if (!asked.info->searched) {
        auto file = handlers::fhir_file(ctx, asked.id);
        reading.body = file ? Outcome<std::string>("") : std::unexpected(file.error());
        if (file) reading.file = *std::move(file);
    } else {
        auto entry = handlers::fhir_read(ctx, *asked.info, asked.id);
        reading.body = entry ? Outcome<std::string>(std::move(entry->json)) : std::unexpected(entry.error());
    }
    // As it stands in all other lines: our own id.
    if (!asked.id.empty()) {
        reading.object = asked.id;
        std::ranges::replace(reading.object, '-', '_');
    }
    reading.account = ctx.audited_account;
    return reading;
}

void answer(App& app, const drogon::HttpRequestPtr& request, const Caller& caller, const Asked& asked,
            const Send& send) {
    const bool file = !asked.info->searched;
    if (!file && !takes_json(*request)) return send(to_response(problem("not_acceptable")));
    Reading reading = read(app, caller, asked, *request);
    if (!reading.body) return send(to_response(problem(reading.body.error())));
    Change change = look(caller, asked, reading.object, reading.account);
    if (!reading.file) return send_after_look(app, request, std::move(change), *std::move(reading.body), send);
    // A file is sent as what it is, unless FHIR's own form is asked for.
    if (request->getHeader("accept").find("json") != std::string::npos)
        return send_file_as_json(app, request, *reading.file, std::move(change), send);
    serve_upload(app, request, *reading.file, "document", std::move(change), send);
}

std::string diagnostics_of(const api::Json& problem, const api::Json* error) {
    std::string text = problem.value("title", "");
    if (!error) return text;
    const std::string pointer = error->value("pointer", "");
    text += ": " + error->value("code", "");
    return pointer.size() > 1 ? text + " (" + pointer.substr(1) + ')' : text;
}

std::string outcome_of(int status, std::string_view body) {
    const std::string_view code = fhir::issue_code(status);
    const api::Json problem = api::Json::parse(body, nullptr, false);
    if (!problem.is_object()) return fhir::operation_outcome({{code, ""}});
    std::vector<fhir::Issue> issues;
    if (problem.contains("errors"))
        for (const api::Json& error : problem["errors"]) issues.push_back({code, diagnostics_of(problem, &error)});
    if (issues.empty()) issues.push_back({code, diagnostics_of(problem, nullptr)});
    return fhir::operation_outcome(issues);
}

}  // namespace

bool is_fhir_path(std::string_view path) { return path == "/fhir" || path.starts_with("/fhir/"); }

std::string_view fhir_route(std::string_view path) {
    if (path == "/fhir/R4/metadata") return "/fhir/R4/metadata";
    const auto asked = path.starts_with(root) ? asked_for(path) : std::nullopt;
    if (!asked) return "(unknown)";
    // A metric's label lives as long as the server.
    static const auto patterns = [] {
        std::map<std::pair<std::string_view, bool>, std::string> all;
        for (const fhir::ResourceInfo& info : fhir::resources())
            for (const bool one : {false, true}) all[{info.type, one}] = pattern_of({&info, one ? "id" : ""});
        return all;
    }();
    return patterns.at({asked->info->type, !asked->id.empty()});
}

void serve_fhir(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    const bool metadata = path == "/fhir/R4/metadata";
    const auto asked = !metadata && path.starts_with(root) ? asked_for(path) : std::nullopt;
    if (request->method() != drogon::Get && (metadata || asked)) {
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return send(to_response(std::move(reply)));
    }
    if (metadata) {
        const Environment& env = app.env_of_host(request->getHeader("host"));
        Reply reply{200,
                    fhir::capability_statement(base_of(app, *request), env.hospital.name.zh),
                    std::string(media_type),
                    {{"Cache-Control", "no-cache"}}};
        return send(to_response(tagged_json(*request, std::move(reply))));
    }
    const Caller caller = identify(app, *request);
    // Of staff nobody but the hospital's own system, which reads for all of them.
    if (const auto code = staff_denial(caller, only()); !code.empty()) return send(to_response(problem(code)));
    if (auto reply = over_the_limit(app, *request, caller, "/fhir/R4")) return send(to_response(*std::move(reply)));
    if (!asked) return send(to_response(problem("not_found")));
    answer(app, request, caller, *asked, send);
}

Send failing_as_fhir(Send send) {
    return [send = std::move(send)](const drogon::HttpResponsePtr& response) {
        if (response->getHeader("content-type").find("problem+json") == std::string::npos &&
            response->contentTypeString().find("problem+json") == std::string_view::npos)
            return send(response);
        const int status = static_cast<int>(response->statusCode());
        Reply reply{status, outcome_of(status, response->body()), std::string(media_type), {}};
        for (const char* name : {"retry-after", "allow", "www-authenticate", "content-range"})
            if (const std::string& value = response->getHeader(name); !value.empty())
                reply.headers.emplace_back(name, value);
        send(to_response(std::move(reply)));
    };
}

}  // namespace bz::server
