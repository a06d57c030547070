#include "server/http/records.hpp"

#include "base/text.hpp"
#include "domain/series.hpp"
#include "server/handlers/mandates.hpp"
#include "server/http/tus_headers.hpp"
#include "server/http/uploads.hpp"
#include "server/log.hpp"
#include "server/store/guardianships.hpp"

#include <algorithm>

namespace bz::server {

namespace {

using Kind = AskedFile::Kind;

struct FilePlace {
    Kind kind;
    std::string_view prefix, whole, preview;  // of the path
    std::string_view shown_name;
    bool desk_only;
    Roles roles;  // of the desk
};
// Whoever helps beside the patient sees no paper: the page that they see is masked.
constexpr FilePlace places[] = {
    {Kind::record, "/records/", "/content", "/preview", "record", false, only(Role::doctor, Role::pharmacist)},
    {Kind::message, "/messages/", "/content", "/preview", "message", false, only(Role::doctor, Role::pharmacist)},
    {Kind::identity_check, "/identity-checks/", "/document", "/document/preview", "document", true, only(Role::clerk)},
    {Kind::guardianship, "/guardianships/", "/document", "/document/preview", "document", true, only(Role::clerk)},
    {Kind::mandate, "/mandates/", "/content", "/preview", "mandate", false, only(Role::clerk, Role::community)},
};

const FilePlace& place_of(Kind kind) { return *std::ranges::find(places, kind, &FilePlace::kind); }

struct File {
    std::string account_id;        // whose it is
    std::string name, media_type;  // in the blob store; of the bytes
    std::string tag;
    std::string shown_name;  // safe in a header, and says nothing about a person
    std::int64_t bytes = 0;
};

bool take_prefix(std::string_view& path, std::string_view prefix) {
    if (!path.starts_with(prefix)) return false;
    path.remove_prefix(prefix.size());
    return true;
}
bool take_suffix(std::string_view& path, std::string_view suffix) {
    if (!path.ends_with(suffix)) return false;
    path.remove_suffix(suffix.size());
    return true;
}

std::string_view extension_of(std::string_view media_type) {
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"image/jpeg", "jpg"},      {"image/png", "png"},         {"image/webp", "webp"}, {"image/heic", "heic"},
        {"application/pdf", "pdf"}, {"application/dicom", "dcm"}, {"audio/webm", "webm"}, {"audio/ogg", "ogg"},
        {"audio/mp4", "m4a"},       {"audio/wav", "wav"}};
    for (const auto& [type, extension] : known)
        if (type == media_type) return extension;
    return "bin";
}

// The account's own, or of a person that it cares for.
template <class Row>
bool is_patients(Store& store, const Caller& caller, const Row& row) {
    return row.account_id == caller.account_id || store::is_carer(store, caller.account_id, row.person_id);
}

// What the law keeps of a deleted account is for the hospital's own system alone.
bool closed_to(Store& store, const Caller& caller, const std::string& account_id) {
    return caller.staff && caller.staff->role != Role::system && store::account_closed(store, account_id);
}

std::optional<UploadRow> page_of_record(Store& store, const Caller& caller, const AskedFile& asked, std::size_t page) {
    const auto record = asked.desk ? store::kept_record(store, asked.id) : store::record(store, asked.id);
    if (!record || closed_to(store, caller, record->account_id)) return std::nullopt;
    const bool allowed = asked.desk ? store::record_was_shown(store, *record, caller.env->hospital.id)
                                    : is_patients(store, caller, *record);
    if (!allowed) return std::nullopt;
    auto pages = store::record_pages(store, record->id);
    if (page < 1 || page > pages.size()) return std::nullopt;
    return std::move(pages[page - 1]);
}

std::optional<UploadRow> attachment_of_message(Store& store, const Caller& caller, const AskedFile& asked) {
    const auto message = store::message(store, asked.id);
    if (!message || message->upload_id.empty()) return std::nullopt;
    const auto visit = store::visit(store, message->visit_id);
    if (!visit || closed_to(store, caller, visit->account_id)) return std::nullopt;
    const bool allowed =
        asked.desk ? visit->hospital_id == caller.env->hospital.id : is_patients(store, caller, *visit);
    if (!allowed) return std::nullopt;
    return store::upload(store, message->upload_id);
}

// A clerk sees someone's paper while it is to be checked, the hospital's own system also afterwards.
template <class Row>
std::optional<UploadRow> paper_of(Store& store, const Caller& caller, const std::optional<Row>& row, bool waits) {
    if (!row || row->hospital_id != caller.env->hospital.id || closed_to(store, caller, row->account_id))
        return std::nullopt;
    if (row->document_upload_id.empty() || (!waits && caller.staff->role != Role::system)) return std::nullopt;
    return store::upload(store, row->document_upload_id);
}

// The account's own: who may act for them is nobody else's to see. Of staff those who bring it.
std::optional<UploadRow> paper_of_mandate(Store& store, const Caller& caller, const AskedFile& asked) {
    const auto row = store::mandate(store, asked.id);
    if (!row || row->paper_upload_id.empty() || closed_to(store, caller, row->account_id)) return std::nullopt;
    const bool allowed =
        asked.desk ? row->hospital_id == caller.env->hospital.id && handlers::may_handle_paper(*caller.staff, *row)
                   : row->account_id == caller.account_id;
    if (!allowed) return std::nullopt;
    return store::upload(store, row->paper_upload_id);
}

std::optional<UploadRow> find_upload(Store& store, const Caller& caller, const AskedFile& asked, std::size_t page) {
    switch (asked.kind) {
    case Kind::record: return page_of_record(store, caller, asked, page);
    case Kind::message: return attachment_of_message(store, caller, asked);
    case Kind::identity_check: {
        const auto row = store::identity_check(store, asked.id);
        return paper_of(store, caller, row, row && row->state == domain::IdentityCheckState::needs_staff);
    }
    case Kind::mandate: return paper_of_mandate(store, caller, asked);
    case Kind::guardianship: break;
    }
    const auto row = store::guardianship(store, asked.id);
    return paper_of(store, caller, row, row && row->state == domain::GuardianshipState::pending);
}

File whole_file(const UploadRow& upload, std::string_view shown) {
    const UploadContent& content = *upload.content;
    return {upload.account_id,
            content.file,
            content.media_type,
            '"' + upload.id + '"',
            std::string(shown) + '.' + std::string(extension_of(content.media_type)),
            content.bytes};
}

std::optional<File> find_file(Store& store, const Caller& caller, const AskedFile& asked, std::size_t page) {
    const auto upload = find_upload(store, caller, asked, page);
    if (!upload || !upload->content) return std::nullopt;
    const UploadContent& content = *upload->content;
    const std::string shown = std::string(place_of(asked.kind).shown_name) + '-' + std::to_string(page);
    if (!asked.preview) return whole_file(*upload, shown);
    if (content.preview_file.empty()) return std::nullopt;
    return File{upload->account_id,     content.preview_file, "image/jpeg", '"' + upload->id + "-preview\"",
                shown + "-preview.jpg", content.preview_bytes};
}

Reply file_reply(App& app, const File& file, std::string_view range_header) {
    Reply reply;
    reply.content_type = file.media_type;
    reply.headers = {{"Accept-Ranges", "bytes"},
                     {"ETag", file.tag},
                     {"Cache-Control", "private, no-store"},
                     {"Content-Disposition", "inline; filename=\"" + file.shown_name + '"'},
                     // A document from a stranger is never allowed to run in our origin.
                     {"Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"}};
    const auto range = parse_range(range_header, file.bytes);
    if (range && range->outside) {
        reply = problem("range_not_satisfiable");
        reply.headers.emplace_back("Content-Range", "bytes */" + std::to_string(file.bytes));
        return reply;
    }
    const ByteRange wanted = range.value_or(ByteRange{0, file.bytes, false});
    reply.body = app.blobs().read(file.name, wanted.from, wanted.count);
    if (range) {
        reply.status = 206;
        reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(wanted.from) + '-' +
                                                        std::to_string(wanted.from + wanted.count - 1) + '/' +
                                                        std::to_string(file.bytes));
    }
    return reply;
}

// The page asked for, from 1; 0 when it is none.
std::size_t page_asked(const drogon::HttpRequest& request) {
    const std::string& text = request.getParameter("page");
    if (text.empty()) return 1;
    const auto page = parse_integer(text);
    return page && *page >= 1 && *page <= static_cast<std::int64_t>(domain::slices_max)
               ? static_cast<std::size_t>(*page)
               : 0;
}

// A range of another version than the one known is of no use: then the whole is sent.
std::string range_of(const drogon::HttpRequest& request, const File& file) {
    const std::string& known = request.getHeader("if-range");
    return known.empty() || known == file.tag ? request.getHeader("range") : std::string();
}

// Opening and reading a large file takes a while: not on the network's thread.
void send_file(App& app, const File& file, const std::string& range, const Send& send) {
    blob_queue().run([&app, file, range, send] {
        try {
            send(to_response(file_reply(app, file, range)));
        } catch (const std::exception& error) {
            log_line("error", "content", error.what());
            send(to_response(problem("internal")));
        }
    });
}

// A look that staff take at a patient's papers is written down before it is taken.
Change look(const Caller& caller, const AskedFile& asked, const File& file) {
    Change change;
    change.caller = caller;
    const FilePlace& place = place_of(asked.kind);
    change.action =
        "GET /desk" + std::string(place.prefix) + "{id}" + std::string(asked.preview ? place.preview : place.whole);
    change.object = asked.id;
    change.run = [account = file.account_id](Context& ctx) {
        ctx.audited_account = account;
        return Outcome<std::string>();
    };
    return change;
}

void send_after(App& app, const drogon::HttpRequestPtr& request, Change look, const File& file, const Send& send) {
    make_change(app, request, std::move(look),
                [&app, file, range = range_of(*request, file), send](const drogon::HttpResponsePtr& response) {
                    if (response->statusCode() >= drogon::k400BadRequest) return send(response);
                    send_file(app, file, range, send);
                });
}

}  // namespace

std::optional<AskedFile> asked_file(std::string_view path) {
    AskedFile asked;
    asked.desk = take_prefix(path, "/desk");
    const auto place =
        std::ranges::find_if(places, [&](const FilePlace& one) { return take_prefix(path, one.prefix); });
    if (place == std::end(places) || (place->desk_only && !asked.desk)) return std::nullopt;
    asked.kind = place->kind;
    asked.preview = take_suffix(path, place->preview);
    if (!asked.preview && !take_suffix(path, place->whole)) return std::nullopt;
    if (path.empty() || path.find('/') != std::string_view::npos) return std::nullopt;
    asked.id = path;
    return asked;
}

void serve_file(App& app, const drogon::HttpRequestPtr& request, const AskedFile& asked, Send send) {
    if (request->method() != drogon::Get) {
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return send(to_response(std::move(reply)));
    }
    const Caller caller = identify(app, *request);
    const std::string_view denial =
        asked.desk ? staff_denial(caller, place_of(asked.kind).roles) : patient_denial(caller);
    if (!denial.empty()) return send(to_response(problem(denial)));
    Store store{app.reader(), app.sealer()};
    const auto file = find_file(store, caller, asked, page_asked(*request));
    if (!file) return send(to_response(problem("not_found")));
    if (!asked.desk) return send_file(app, *file, range_of(*request, *file), send);
    send_after(app, request, look(caller, asked, *file), *file, send);
}

void serve_upload(App& app, const drogon::HttpRequestPtr& request, const UploadRow& upload, std::string_view shown,
                  Change look, Send send) {
    send_after(app, request, std::move(look), whole_file(upload, shown), send);
}

}  // namespace bz::server
