// Medical records: finished uploads become one, page by page.
#include "base/text.hpp"
#include "domain/record.hpp"
#include "domain/series.hpp"
#include "server/handlers/consents.hpp"
#include "server/handlers/intake.hpp"
#include "server/handlers/views.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

constexpr std::size_t text_max = 100;

struct PageRequest {
    std::string upload_id, pointer;
};

std::vector<PageRequest> pages_of(const api::RecordRequest& in) {
    std::vector<PageRequest> pages{{in.upload_id, "/upload_id"}};
    for (const std::string& id : in.page_upload_ids.value_or(std::vector<std::string>{}))
        pages.push_back({id, "/page_upload_ids/" + std::to_string(pages.size() - 1)});
    return pages;
}

// Trims, and tells what is wrong with a text at `pointer`.
void set_text(std::string& into, const std::optional<std::string>& text, std::string_view pointer, Failure& failure) {
    if (!text) return;
    into = trim(*text);
    if (count_code_points(into) > text_max) failure.errors.push_back({std::string(pointer), "too_long"});
}

void set_date(const Context& ctx, std::string& into, const std::optional<std::string>& text, Failure& failure) {
    if (!text) return;
    into.clear();
    if (text->empty()) return;  // taken back
    const auto date = parse_date(*text);
    if (!date) return failure.errors.push_back({"/issued_on", std::string(date.error().code)});
    if (*date > ctx.today()) return failure.errors.push_back({"/issued_on", "date.future"});
    into = date_text(*date);
}

// The record that these pages already are: the same files are the same record, however often they are sent.
Outcome<std::optional<RecordRow>> known_record(Context& ctx, const std::vector<PageRequest>& pages) {
    auto known = store::record_by_upload(ctx.store, pages.front().upload_id);
    if (!known) return known;
    const auto rows = store::record_pages(ctx.store, known->id);
    if (!std::ranges::equal(rows, pages, {}, &UploadRow::id, &PageRequest::upload_id))
        return invalid("/upload_id", "upload_used");
    return known;
}

}  // namespace

Outcome<api::Record> create_record(Context& ctx, const api::RecordRequest& in) {
    const PersonRow person = TRY(cared_for(ctx, store::person(ctx.store, in.person_id)));
    const auto pages = pages_of(in);
    if (pages.size() > domain::slices_max) return invalid("/page_upload_ids", "too_long");
    TRY(own_upload(ctx, in.upload_id));
    if (const auto known = TRY(known_record(ctx, pages))) {
        ctx.status = 200;
        return record_view(ctx, *known);
    }
    TRY(require_consent(ctx, person.account_id, "health_data"));
    RecordRow row;
    row.id = random_id("rec");
    row.account_id = person.account_id;
    row.person_id = person.id;
    row.upload_id = in.upload_id;
    row.kind = in.kind;
    row.created_at = ctx.now;
    Failure failure("validation");
    set_text(row.title, in.title, "/title", failure);
    set_text(row.hospital, in.hospital, "/hospital", failure);
    set_date(ctx, row.issued_on, in.issued_on, failure);
    if (!failure.errors.empty()) return std::unexpected(failure);
    for (const PageRequest& page : pages) {
        const UploadRow upload =
            TRY(take_upload(ctx, TRY(own_upload(ctx, page.upload_id)), Purpose::record, page.pointer));
        const bool slice = upload.content->media_type == domain::mime_of(domain::FileType::dicom);
        if (pages.size() > domain::record_pages_max && !slice) return invalid("/page_upload_ids", "too_long");
        if (row.media_type.empty()) row.media_type = upload.content->media_type;
        row.bytes += upload.content->bytes;
    }
    store::insert_record(ctx.store, row);
    for (std::size_t i = 0; i < pages.size(); ++i)
        store::insert_record_page(ctx.store, row.id, static_cast<int>(i) + 1, pages[i].upload_id);
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

namespace {

// The pages as they shall be: those that are there in the order asked for, then what joins them.
Outcome<std::vector<std::string>> pages_after(Context& ctx, const RecordRow& row, const api::RecordChange& in) {
    std::vector<std::string> now;
    for (const UploadRow& page : store::record_pages(ctx.store, row.id)) now.push_back(page.id);
    std::vector<std::string> pages = in.pages.value_or(now);
    if (pages.empty()) return invalid("/pages", "required");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string pointer = "/pages/" + std::to_string(i);
        if (std::ranges::find(now, pages[i]) == now.end()) return invalid(pointer, "not_found");
        if (std::ranges::count(pages, pages[i]) > 1) return invalid(pointer, "invalid");
    }
    const auto joining = in.page_upload_ids.value_or(std::vector<std::string>{});
    const auto there = [&](const std::string& id) { return std::ranges::find(pages, id) != pages.end(); };
    const auto known = static_cast<std::size_t>(std::ranges::count_if(joining, there));
    if (pages.size() + joining.size() - known > domain::record_pages_max)
        return invalid("/page_upload_ids", "too_long");
    for (std::size_t i = 0; i < joining.size(); ++i) {
        if (there(joining[i])) continue;  // sent before
        const UploadRow upload = TRY(own_upload(ctx, joining[i]));
        TRY(take_upload(ctx, upload, Purpose::record, "/page_upload_ids/" + std::to_string(i)));
        pages.push_back(joining[i]);
    }
    return pages;
}

Outcome<Nothing> change_pages(Context& ctx, RecordRow& row, const api::RecordChange& in) {
    if (!in.pages && !in.page_upload_ids) return Nothing{};
    store::set_record_pages(ctx.store, row.id, TRY(pages_after(ctx, row, in)));
    row.media_type.clear();
    row.bytes = 0;
    for (const UploadRow& page : store::record_pages(ctx.store, row.id)) {
        if (row.media_type.empty()) row.media_type = page.content->media_type;
        row.bytes += page.content->bytes;
    }
    return Nothing{};
}

// What was never sent with a visit is none of the hospital's business.
void tell_if_shown(Context& ctx, const RecordRow& row) {
    if (store::record_was_shown(ctx.store, row, ctx.env.hospital.id)) ctx.tell_hospital("record.changed", row.id);
}

}  // namespace

Outcome<api::Record> update_record(Context& ctx, const Id& id, const api::RecordChange& in) {
    RecordRow row = TRY(cared_for(ctx, store::record(ctx.store, id)));
    TRY(require_match(ctx, record_view(ctx, row)));
    Failure failure("validation");
    set_text(row.title, in.title, "/title", failure);
    set_text(row.hospital, in.hospital, "/hospital", failure);
    set_date(ctx, row.issued_on, in.issued_on, failure);
    if (!failure.errors.empty()) return std::unexpected(failure);
    row.kind = in.kind.value_or(row.kind);
    TRY(change_pages(ctx, row, in));
    store::update_record(ctx.store, row);
    tell_if_shown(ctx, row);
    return record_view(ctx, row);
}

Outcome<Nothing> delete_record(Context& ctx, const Id& id) {
    // Hidden, not erased: what a doctor may have judged by must be kept for years (records 15 y).
    const RecordRow row = TRY(cared_for(ctx, store::record(ctx.store, id)));
    store::delete_record(ctx.store, row.id, ctx.now);
    tell_if_shown(ctx, row);
    return Nothing{};
}

}  // namespace bz::server::handlers
