// Drogon 1.9.0 hands over a body only when all of it has arrived, so what a cut connection had sent is lost: clients
// send pieces of at most 1 MB. A piece is answered only when its bytes and its offset are on the disk.
#include "server/http/uploads.hpp"

#include "server/handlers/mandates.hpp"
#include "server/http/tus_headers.hpp"
#include "server/log.hpp"

#include <drogon/utils/Utilities.h>
#include <trantor/utils/Utilities.h>

namespace bz::server {

namespace {

constexpr std::int64_t expires_after_ms = 24 * ms_per_hour;
constexpr std::int64_t open_bytes_max = 500LL * 1024 * 1024;  // unfinished or unused, per account
constexpr std::int64_t lost_after_s = 3600;
constexpr std::string_view version = "1.0.0";
constexpr const char* extensions = "creation,termination,expiration,checksum";
constexpr const char* algorithms = "sha1,sha256";

std::string http_date(Instant at) { return drogon::utils::getHttpFullDate(trantor::Date(at * 1000)); }

Reply with_tus(Reply reply) {
    reply.headers.emplace_back("Tus-Resumable", version);
    return reply;
}

Reply options_reply(const App& app) {
    Reply reply = no_content();
    reply.headers = {{"Tus-Version", std::string(version)},
                     {"Tus-Extension", extensions},
                     {"Tus-Checksum-Algorithm", algorithms},
                     {"Tus-Max-Size", std::to_string(app.hospitals().front()->hospital.rules.record_bytes_max)}};
    return with_tus(std::move(reply));
}

// One request about one upload, kept while it passes from thread to thread.
struct Piece {
    App& app;
    drogon::HttpRequestPtr request;
    Send send;
    UploadRow upload;
    Caller caller;
    std::optional<BlobLock> lock = {};  // from before the bytes are written until their offset is durable

    [[nodiscard]] bool take() {
        lock = app.blobs().lock(upload.file);
        return lock.has_value();
    }
    void answer(Reply reply) const { send(to_response(with_tus(std::move(reply)))); }
};

// What is asked for when an upload begins.
struct Beginning {
    std::int64_t length = 0;
    std::string metadata;              // as it was sent: it is given back so
    std::string visit_id, mandate_id;  // of the hospital's: one of the two
};

constexpr Roles writers = only(Role::doctor);  // of a visit
constexpr Roles clerks = only(Role::clerk, Role::community);

// What the hospital sends into a visit is the patient's, like the rest of it.
Outcome<Nothing> place_in_visit(Context& ctx, UploadRow& row, const std::string& visit_id) {
    if (!includes(writers, ctx.staff->role)) return refuse("not_found");
    const VisitRow visit = TRY(of_hospital(ctx, store::visit(ctx.store, visit_id)));
    if (domain::is_final(visit.state)) return refuse("illegal_state");
    row.account_id = visit.account_id;
    row.visit_id = visit.id;
    return Nothing{};
}

// So is the paper that they signed.
Outcome<Nothing> place_under_mandate(Context& ctx, UploadRow& row, const std::string& mandate_id) {
    const MandateRow mandate = TRY(of_hospital(ctx, store::mandate(ctx.store, mandate_id)));
    if (!handlers::may_handle_paper(*ctx.staff, mandate)) return refuse("not_found");
    if (!handlers::is_live(ctx, mandate)) return refuse("mandate_ended");
    row.account_id = mandate.account_id;
    row.mandate_id = mandate.id;
    return Nothing{};
}

Outcome<std::string> created(Context& ctx, const Beginning& in, bool desk) {
    UploadRow row;
    row.id = random_id("upl");
    row.account_id = ctx.account_id;
    if (desk && !in.mandate_id.empty())
        TRY(place_under_mandate(ctx, row, in.mandate_id));
    else if (desk)
        TRY(place_in_visit(ctx, row, in.visit_id));
    if (store::uploads_open_bytes(ctx.store, row.account_id) + in.length > open_bytes_max)
        return refuse("upload_quota");
    row.file = random_id("f");
    row.length = in.length;
    row.metadata = in.metadata;
    row.expires_at = ctx.now + expires_after_ms;
    store::insert_upload(ctx.store, row, ctx.now);
    ctx.location = std::string(desk ? "/api/v1/desk/uploads/" : "/api/v1/uploads/") + row.id;
    return std::string();
}

Outcome<Beginning> read_beginning(const Caller& caller, const drogon::HttpRequest& request) {
    // The length must be known: deferred lengths are not offered.
    const auto length = parse_upload_number(request.getHeader("upload-length"));
    if (!length || !request.getHeader("upload-defer-length").empty()) return refuse("bad_request");
    if (*length > caller.env->hospital.rules.record_bytes_max) return refuse("upload_too_large");
    const std::string& metadata = request.getHeader("upload-metadata");
    const auto pairs = parse_upload_metadata(metadata);
    if (!pairs) return refuse("bad_request");
    return Beginning{*length, metadata, std::string(metadata_value(*pairs, "visit_id")),
                     std::string(metadata_value(*pairs, "mandate_id"))};
}

void create(App& app, const drogon::HttpRequestPtr& request, const Caller& caller, Send send) {
    const auto fail = [&](std::string_view code) { send(to_response(with_tus(problem(code)))); };
    const auto beginning = read_beginning(caller, *request);
    if (!beginning) return fail(beginning.error().code);
    auto key = read_key(*request, false);
    if (!key) return fail(key.error().code);
    Change change;
    const bool desk = caller.staff.has_value();
    change.scope = (desk ? caller.staff->id : caller.account_id) + " /uploads";
    change.action = desk ? "POST /desk/uploads" : "POST /uploads";
    change.key = *std::move(key);
    change.payload = std::to_string(beginning->length) + '\n' + beginning->metadata;
    change.caller = caller;
    change.status = 201;
    change.run = [in = *beginning, desk](Context& ctx) { return created(ctx, in, desk); };
    const Send tus_send =
        [send, expires = http_date(clock_now() + expires_after_ms)](const drogon::HttpResponsePtr& response) {
            response->addHeader("Tus-Resumable", std::string(version));
            if (response->statusCode() == drogon::k204NoContent) {  // nothing to show: the address is the answer
                response->setStatusCode(drogon::k201Created);
                response->addHeader("Upload-Expires", expires);
            }
            send(response);
        };
    make_change(app, request, std::move(change), tus_send);
}

void tell_offset(const Piece& piece) {
    Reply reply = no_content();
    reply.status = 200;
    reply.headers = {{"Upload-Offset", std::to_string(piece.upload.received)},
                     {"Upload-Length", std::to_string(piece.upload.length)},
                     {"Upload-Expires", http_date(piece.upload.expires_at)}};
    if (!piece.upload.metadata.empty()) reply.headers.emplace_back("Upload-Metadata", piece.upload.metadata);
    piece.answer(std::move(reply));
}

// "" when there is no checksum or it fits, else the failure's code.
std::string_view checksum_failure(const drogon::HttpRequest& request) {
    const std::string& header = request.getHeader("upload-checksum");
    if (header.empty()) return {};
    const auto checksum = parse_upload_checksum(header);
    if (!checksum) return "bad_request";
    const std::string_view body = request.body();
    std::string digest;
    if (checksum->algorithm == "sha1") {
        const auto hash = trantor::utils::sha1(body.data(), body.size());
        digest.assign(reinterpret_cast<const char*>(hash.bytes), sizeof hash.bytes);
    } else if (checksum->algorithm == "sha256") {
        const auto hash = trantor::utils::sha256(body.data(), body.size());
        digest.assign(reinterpret_cast<const char*>(hash.bytes), sizeof hash.bytes);
    } else {
        return "bad_request";
    }
    return checksum->digest == digest ? std::string_view() : "upload_checksum";
}

std::string_view piece_failure(const Piece& piece) {
    const drogon::HttpRequest& request = *piece.request;
    if (piece.upload.used) return "illegal_state";  // its file may be gone: what is kept of it is elsewhere
    if (request.getHeader("content-type") != "application/offset+octet-stream") return "unsupported_media_type";
    const auto offset = parse_upload_number(request.getHeader("upload-offset"));
    if (!offset) return "bad_request";
    if (*offset != piece.upload.received) return "upload_offset";
    if (static_cast<std::int64_t>(request.bodyLength()) > piece.upload.length - piece.upload.received)
        return "upload_too_large";
    return checksum_failure(request);
}

void store_offset(const std::shared_ptr<Piece>& piece, std::int64_t received, std::int64_t file_bytes) {
    const Instant expires = clock_now() + expires_after_ms;
    auto done = std::make_shared<bool>(false);
    piece->app.write(
        [=](Context& ctx) {
            *done = store::advance_upload(ctx.store, piece->upload, received, file_bytes, expires);
            return *done;
        },
        [=](bool durable) {
            piece->lock.reset();
            if (!durable || !*done) return piece->answer(problem("busy"));
            Reply reply = no_content();
            reply.headers = {{"Upload-Offset", std::to_string(received)}, {"Upload-Expires", http_date(expires)}};
            piece->answer(std::move(reply));
        });
}

void receive(const std::shared_ptr<Piece>& piece) {
    if (!piece->take()) return piece->answer(problem("upload_locked"));
    // Read again under the lock: an earlier piece may have been stored since the first look.
    Store store{piece->app.reader(), piece->app.sealer()};
    const auto upload = store::upload(store, piece->upload.id);
    if (upload) piece->upload = *upload;
    const bool gone = !upload || (upload->content && upload->content->file != upload->file);
    if (gone) piece->app.blobs().remove(piece->upload.file);  // the lock has just made it again
    if (const auto code = upload ? piece_failure(*piece) : "not_found"; !code.empty()) {
        piece->lock.reset();
        return piece->answer(problem(code));
    }
    blob_queue().run([piece] {
        try {
            const std::string_view body = piece->request->body();
            const std::int64_t size =
                piece->app.blobs().append(piece->upload.file, piece->upload.file_bytes, piece->upload.received, body);
            store_offset(piece, piece->upload.received + static_cast<std::int64_t>(body.size()), size);
        } catch (const std::exception& error) {
            log_line("error", "upload", error.what());
            piece->lock.reset();
            piece->answer(problem("busy"));
        }
    });
}

void terminate(const std::shared_ptr<Piece>& piece) {
    if (piece->upload.used) return piece->answer(problem("illegal_state"));
    if (!piece->take()) return piece->answer(problem("upload_locked"));
    piece->app.write(
        [piece](Context& ctx) {
            store::delete_upload(ctx.store, piece->upload.id);
            return true;
        },
        [piece](bool durable) {
            if (durable) piece->app.blobs().remove_upload(piece->upload.file);
            piece->lock.reset();
            piece->answer(durable ? no_content() : problem("busy"));
        });
}

drogon::HttpMethod effective_method(const drogon::HttpRequest& request) {
    if (request.isHead()) return drogon::Head;  // Drogon's own word for it is Get
    // Some in-app browsers and gateways let only GET and POST through; tus names this way round them.
    const std::string& other = request.getHeader("x-http-method-override");
    if (other.empty()) return request.method();
    constexpr std::pair<std::string_view, drogon::HttpMethod> known[] = {{"PATCH", drogon::Patch},
                                                                         {"DELETE", drogon::Delete},
                                                                         {"HEAD", drogon::Head},
                                                                         {"POST", drogon::Post},
                                                                         {"OPTIONS", drogon::Options}};
    for (const auto& [name, method] : known)
        if (name == other) return method;
    return drogon::Invalid;
}

void serve_one(const std::shared_ptr<Piece>& piece, drogon::HttpMethod method) {
    if (!piece->upload.used && clock_now() > piece->upload.expires_at) return piece->answer(problem("upload_gone"));
    switch (method) {
    case drogon::Head: return tell_offset(*piece);
    case drogon::Patch: return receive(piece);
    case drogon::Delete: return terminate(piece);
    default: break;
    }
    Reply reply = problem("method_not_allowed");
    reply.headers.emplace_back("Allow", "HEAD, PATCH, DELETE, OPTIONS");
    piece->answer(std::move(reply));
}

}  // namespace

WorkQueue& blob_queue() {
    static WorkQueue queue(2);
    return queue;
}

WorkQueue& media_queue() {
    static WorkQueue queue(2);
    return queue;
}

void remove_lost_files(App& app) {
    blob_queue().run([&app] {
        try {
            Store store{app.reader(), app.sealer()};
            for (const std::string& name : app.blobs().resting_files(lost_after_s))
                if (!store::is_kept_file(store, name)) app.blobs().remove(name);
        } catch (const std::exception& error) {
            log_line("error", "lost_files", error.what());
        }
    });
}

bool is_uploads_path(std::string_view path) {
    if (path.starts_with("/desk/")) path.remove_prefix(5);
    return path == "/uploads" || path.starts_with("/uploads/");
}

bool may_use(Store& store, const Caller& caller, const UploadRow& upload) {
    const bool desk = !upload.visit_id.empty() || !upload.mandate_id.empty();
    if (!desk) return !caller.account_id.empty() && upload.account_id == caller.account_id;
    if (!caller.staff) return false;
    const std::string& hospital = caller.env->hospital.id;
    if (!upload.mandate_id.empty()) {
        const auto mandate = store::mandate(store, upload.mandate_id);
        return mandate && mandate->hospital_id == hospital && handlers::may_handle_paper(*caller.staff, *mandate);
    }
    const auto visit = store::visit(store, upload.visit_id);
    return includes(writers, caller.staff->role) && visit && visit->hospital_id == hospital;
}

void serve_uploads(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    const drogon::HttpMethod method = effective_method(*request);
    const auto fail = [&](std::string_view code) { send(to_response(with_tus(problem(code)))); };
    if (method == drogon::Options) return send(to_response(options_reply(app)));
    const Caller caller = identify(app, *request);
    const bool desk = path.starts_with("/desk");
    if (desk) path.remove_prefix(5);
    const std::string_view denial = desk ? staff_denial(caller, writers | clerks) : patient_denial(caller);
    if (!denial.empty()) return fail(denial);
    if (request->getHeader("tus-resumable") != version) {
        Reply reply = problem("tus_version");
        reply.headers.emplace_back("Tus-Version", version);
        return send(to_response(std::move(reply)));
    }
    if (auto reply = over_the_limit(app, *request, caller, path == "/uploads" ? "/uploads" : "/uploads/{id}"))
        return send(to_response(with_tus(*std::move(reply))));
    if (path == "/uploads") {
        if (method == drogon::Post) return create(app, request, caller, std::move(send));
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", "POST, OPTIONS");
        return send(to_response(with_tus(std::move(reply))));
    }
    path.remove_prefix(std::string_view("/uploads/").size());
    Store store{app.reader(), app.sealer()};
    const auto upload = store::upload(store, path);
    if (!upload || !may_use(store, caller, *upload)) return fail("not_found");
    serve_one(std::make_shared<Piece>(app, request, std::move(send), *upload, caller), method);
}

}  // namespace bz::server
