// The page about one document: its kind, date and hospital, and its pages.
#include <algorithm>

#include "client/screens/records/records_parts.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"

namespace bz::screens::records {

using namespace state;

namespace {

Call change_call(std::string_view prefix, const std::string& id, const api::RecordChange& change) {
    return {.purpose = std::string(prefix) + id,
            .method = "PATCH",
            .path = "/records/" + id,
            .body = api::write(change),
            .idempotency_key = {},
            .if_match = {}};
}

// Empty when the date may stand.
std::string_view date_problem(const Shared& shared) {
    const std::string& text = shared.draft.document.issued_on;
    if (text.empty()) return {};
    const auto date = parse_date(text);
    if (!date) return "records.document.date.unreadable";
    return *date > today(shared) ? "records.document.date.future" : "";
}

void tell_uploads(Draft& draft) {
    const DocumentDraft& document = draft.document;
    const UploadDraft* first = find_upload(draft, document.key);
    if (first == nullptr) return;
    const std::string file = first->file, record = first->record_id;
    for (UploadDraft& upload : draft.uploads) {
        const bool page = !upload.document.empty() && (upload.document == file || upload.document == record);
        if (!page && upload_key(upload) != document.key) continue;
        upload.kind = document.kind;
        upload.issued_on = document.issued_on;
        upload.hospital = document.hospital;
    }
}

Effects done(Records::Model& model, Shared& shared) {
    model.saving = false;
    model.problem.clear();
    tell_uploads(shared.draft);
    shared.draft.document = {};
    return {Back{}};
}

std::vector<std::string> page_ids(const Shared& shared) {
    std::vector<std::string> ids;
    const api::Record* record = find_record(shared, shared.draft.document.key);
    if (record && record->pages)
        for (const api::RecordPage& page : *record->pages) ids.push_back(page.id);
    return ids;
}

Effects send_pages(Records::Model& model, Shared& shared, std::vector<std::string> ids) {
    model.saving = true;
    model.problem.clear();
    api::RecordChange change;
    change.pages = std::move(ids);
    return {change_call(pages_prefix, shared.draft.document.key, change)};
}

}  // namespace

Effects save_document(Records::Model& model, Shared& shared) {
    if (model.saving || shared.draft.document.key.empty()) return {};
    model.date_error = date_problem(shared);
    if (!model.date_error.empty()) return {Focus{"errors.title"}};
    const DocumentDraft& document = shared.draft.document;
    if (find_record(shared, document.key) == nullptr) return done(model, shared);  // filed with it later
    model.saving = true;
    api::RecordChange change;
    change.kind = document.kind;
    change.issued_on = document.issued_on;
    change.hospital = document.hospital;
    return {change_call(change_prefix, document.key, change)};
}

Effects move_page(Records::Model& model, Shared& shared, std::size_t page, int by) {
    auto ids = page_ids(shared);
    const std::size_t to = page + static_cast<std::size_t>(by);
    if (model.saving || page >= ids.size() || to >= ids.size()) return {};
    std::swap(ids[page], ids[to]);
    return send_pages(model, shared, std::move(ids));
}

Effects remove_page(Records::Model& model, Shared& shared, std::size_t page) {
    auto ids = page_ids(shared);
    if (model.saving || page >= ids.size() || ids.size() < 2) return {};
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(page));
    return send_pages(model, shared, std::move(ids));
}

Effects on_document_reply(Records::Model& model, Shared& shared, const Reply& reply) {
    const std::string_view purpose = reply.purpose;
    const bool pages = purpose.starts_with(pages_prefix);
    if (!pages && !purpose.starts_with(change_prefix)) return {};
    const std::string_view id = purpose.substr(pages ? pages_prefix.size() : change_prefix.size());
    const bool shown = shared.draft.document.key == id;
    if (shown) model.saving = false;
    auto record = reply.ok() ? api::read<api::Record>(reply.body) : std::nullopt;
    if (!record) {
        if (shown) model.problem = reply.ok() ? std::string("server") : problem_code(reply);
        return {};
    }
    if (pages)
        for (UploadDraft& upload : shared.draft.uploads)
            if (upload.record_id == id && record->pages) upload.pages = static_cast<int>(record->pages->size());
    keep_record(shared, *std::move(record));
    if (shown) model.problem.clear();
    return shown && !pages ? done(model, shared) : Effects{};
}

}  // namespace bz::screens::records
