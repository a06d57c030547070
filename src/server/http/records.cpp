#include "server/http/records.hpp"

#include "base/text.hpp"
#include "server/http/uploads.hpp"
#include "server/log.hpp"

namespace bz::server {

namespace {

struct Range {
    std::int64_t from = 0;
    std::int64_t count = 0;
};

// One range only. An answer without value: ignore the header, as RFC 9110 allows for forms that are not understood.
std::optional<Range> parse_range(std::string_view header, std::int64_t size, bool& outside) {
    outside = false;
    if (!header.starts_with("bytes=") || header.contains(',')) return std::nullopt;
    header.remove_prefix(6);
    const auto dash = header.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first = parse_integer(header.substr(0, dash));
    const auto last = parse_integer(header.substr(dash + 1));
    if (dash == 0) {  // the last N bytes
        if (!last || *last < 0) return std::nullopt;
        outside = *last == 0;
        const std::int64_t count = std::min(*last, size);
        return Range{size - count, count};
    }
    if (!first || *first < 0 || (!last && dash + 1 != header.size())) return std::nullopt;
    if (last && *last < *first) return std::nullopt;
    outside = *first >= size;
    const std::int64_t end = last ? std::min(*last, size - 1) : size - 1;
    return Range{*first, end - *first + 1};
}

Reply content_reply(App& app, const RecordRow& record, const UploadRow& upload, std::string_view range_header) {
    Reply reply;
    reply.content_type = record.media_type;
    reply.headers = {{"Accept-Ranges", "bytes"},
                     {"ETag", '"' + record.id + '"'},
                     {"Cache-Control", "private, no-store"},
                     {"Content-Disposition", "inline"},
                     // A document from a stranger is never allowed to run in our origin.
                     {"Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"}};
    bool outside = false;
    const auto range = parse_range(range_header, record.bytes, outside);
    if (outside) {
        reply = problem("range_not_satisfiable");
        reply.headers.emplace_back("Content-Range", "bytes */" + std::to_string(record.bytes));
        return reply;
    }
    const Range wanted = range.value_or(Range{0, record.bytes});
    reply.body = app.blobs().read(upload.file, wanted.from, wanted.count);
    if (range) {
        reply.status = 206;
        reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(wanted.from) + '-' +
                                                        std::to_string(wanted.from + wanted.count - 1) + '/' +
                                                        std::to_string(record.bytes));
    }
    return reply;
}

}  // namespace

void serve_content(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    if (request->method() != drogon::Get) {
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return send(to_response(std::move(reply)));
    }
    const Caller caller = identify(app, *request);
    if (caller.account_id.empty()) return send(to_response(problem(caller.staff ? "forbidden" : "unauthorized")));
    path.remove_prefix(std::string_view("/records/").size());
    path.remove_suffix(std::string_view("/content").size());
    Store store{app.reader(), app.sealer()};
    const auto record = store::record(store, path);
    if (!record ||
        (record->account_id != caller.account_id && !store::is_carer(store, caller.account_id, record->person_id)))
        return send(to_response(problem("not_found")));
    const auto upload = store::upload(store, record->upload_id);
    if (!upload) return send(to_response(problem("not_found")));
    // Opening and reading a large file takes a while: not on the network's thread.
    blob_queue().runTaskInQueue([&app, record = *record, upload = *upload, range = request->getHeader("range"), send] {
        try {
            send(to_response(content_reply(app, record, upload, range)));
        } catch (const std::exception& error) {
            log_line("error", "content", error.what());
            send(to_response(problem("internal")));
        }
    });
}

}  // namespace bz::server
