// Medical records: a finished upload becomes one.
#include "base/text.hpp"
#include "domain/record.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

// The contract's word for what domain::check_record found.
static std::string_view file_code(std::string_view code) {
    if (code == "record.empty") return "file_empty";
    if (code == "record.too_large") return "file_too_large";
    return "file_type";
}

Outcome<domain::FileType> check_upload(Context& ctx, const UploadRow& upload, const std::string& pointer) {
    if (upload.received < upload.length) return invalid(pointer, "upload_unfinished");
    const auto count = std::min<std::int64_t>(upload.length, static_cast<std::int64_t>(domain::sniff_bytes));
    const std::string head = count > 0 ? ctx.env.blobs->read(upload.file, 0, count) : std::string();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(head.data());
    const auto type = domain::check_record({bytes, head.size()}, upload.length, ctx.env.hospital.rules);
    if (!type) return invalid(pointer, file_code(type.error().code));
    return *type;
}

Outcome<api::Record> create_record(Context& ctx, const api::RecordRequest& in) {
    const PersonRow person = TRY(cared_for(ctx, store::person(ctx.store, in.person_id)));
    const UploadRow upload = TRY(owned(ctx, store::upload(ctx.store, in.upload_id)));
    if (const auto known = store::record_by_upload(ctx.store, upload.id)) {
        ctx.status = 200;  // a retry without its key: the same file is the same record
        return record_view(ctx, *known);
    }
    if (upload.used) return invalid("/upload_id", "upload_used");
    const domain::FileType type = TRY(check_upload(ctx, upload, "/upload_id"));
    const std::string title = in.title ? std::string(trim(*in.title)) : std::string();
    if (count_code_points(title) > 100) return invalid("/title", "too_long");
    RecordRow row{random_id("rec"), person.account_id, person.id, upload.id, title, std::string(domain::mime_of(type)),
                  in.kind,          upload.length,     ctx.now};
    store::insert_record(ctx.store, row);
    store::use_upload(ctx.store, upload.id);
    ctx.location = "/api/v1/records/" + row.id;
    return record_view(ctx, row);
}

Outcome<api::RecordList> list_records(Context& ctx) {
    api::RecordList list;
    auto rows = store::records(ctx.store, ctx.account_id, ctx.page);
    list.next_cursor = cut_page(rows, ctx.page);
    for (const RecordRow& row : rows) list.items.push_back(record_view(ctx, row));
    return list;
}

Outcome<api::Record> get_record(Context& ctx, const Id& id) {
    return record_view(ctx, TRY(cared_for(ctx, store::record(ctx.store, id))));
}

Outcome<Nothing> delete_record(Context& ctx, const Id& id) {
    // Hidden, not erased: what a doctor may have judged by must be kept for years (records 15 y).
    const RecordRow row = TRY(cared_for(ctx, store::record(ctx.store, id)));
    store::delete_record(ctx.store, row.id, ctx.now);
    return Nothing{};
}

}  // namespace bz::server::handlers
