#include "client/state/uploads.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bz::state {
namespace {

constexpr std::string_view post_prefix = "records.post.";
constexpr std::string_view join_prefix = "records.join.";
constexpr std::string_view again_purpose = "records.again";
constexpr int again_ms = 2000;

// A record is titled by its file's name, which the contract cuts at 100 characters.
std::string title_of(const UploadDraft& upload) {
    constexpr int title_max = 100;
    const std::string_view name = trim(upload.name);
    std::size_t end = 0;
    for (int i = 0; i < title_max && end < name.size(); ++i) static_cast<void>(next_code_point(name, end));
    return std::string(trim(name.substr(0, end)));
}

}  // namespace

bool is_under_way(const UploadDraft& upload) {
    return upload.state == "preparing" || upload.state == "opening" || upload.state == "picked" ||
           upload.state == "sending" || upload.state == "done" || upload.state == "recording";
}

bool is_stuck(const UploadDraft& upload) {
    return upload.state == "paused" || upload.state == "failed" || upload.state == "interrupted" ||
           upload.state == "checking";
}

bool is_series(const UploadDraft& upload) { return upload.pages > 1 && upload.record_id.empty(); }

int missing_slices(const UploadDraft& upload) {
    return upload.pages - std::max(upload.arrived, static_cast<int>(upload.page_upload_ids.size()));
}

UploadCount count_uploads(const Draft& draft) {
    UploadCount count;
    for (const UploadDraft& upload : draft.uploads) {
        if (upload.state == "recorded") ++count.recorded;
        if (is_under_way(upload)) ++count.under_way;
        if (is_stuck(upload)) ++count.stuck;
    }
    count.recorded += static_cast<int>(draft.earlier_ids.size());
    return count;
}

std::string upload_key(const UploadDraft& upload) { return upload.record_id.empty() ? upload.file : upload.record_id; }

UploadDraft* find_upload(Draft& draft, std::string_view key) {
    const auto found =
        std::ranges::find_if(draft.uploads, [&](const UploadDraft& upload) { return upload_key(upload) == key; });
    return found == draft.uploads.end() ? nullptr : &*found;
}

void interrupt_uploads(Draft& draft) {
    for (UploadDraft& upload : draft.uploads) {
        if (upload.state == "recorded" || upload.state == "failed") continue;
        upload.state = upload.upload_id.empty() ? "interrupted" : "done";
        upload.error.clear();
    }
    for (UploadDraft& file : draft.message_files)
        if (file.upload_id.empty()) file.state = "interrupted";
}

std::vector<const UploadDraft*> pages_of(const Draft& draft, const UploadDraft& first) {
    std::vector<const UploadDraft*> pages = {&first};
    for (const UploadDraft& upload : draft.uploads)
        if (!upload.document.empty() && (upload.document == first.file || upload.document == first.record_id))
            pages.push_back(&upload);
    return pages;
}

namespace {

Call post_record(const UploadDraft& upload, const std::string& person_id) {
    api::RecordRequest request{.upload_id = upload.upload_id, .person_id = person_id, .kind = upload.kind, .title = {}};
    if (std::string title = title_of(upload); !title.empty()) request.title = std::move(title);
    if (!upload.issued_on.empty()) request.issued_on = upload.issued_on;
    if (!upload.hospital.empty()) request.hospital = upload.hospital;
    if (!upload.page_upload_ids.empty()) request.page_upload_ids = upload.page_upload_ids;
    // One upload becomes one record, however often this is sent.
    return {.purpose = std::string(post_prefix) + upload.upload_id,
            .method = "POST",
            .path = "/records",
            .body = api::write(request),
            .idempotency_key = "record-" + upload.upload_id,
            .if_match = {}};
}

bool begins_here(const Draft& draft, std::string_view file) {
    return std::ranges::any_of(draft.uploads, [&](const UploadDraft& upload) { return upload.file == file; });
}

// All pages of one record that are ready, in one call; while one is under way the others wait.
Effects join_pages(Draft& draft, const std::string& record_id) {
    api::RecordChange change;
    change.page_upload_ids.emplace();
    for (const UploadDraft& upload : draft.uploads) {
        if (upload.document != record_id) continue;
        if (upload.state == "recording") return {};
        if (upload.state == "done" && !upload.upload_id.empty()) change.page_upload_ids->push_back(upload.upload_id);
    }
    for (UploadDraft& upload : draft.uploads)
        if (upload.document == record_id && upload.state == "done") upload.state = "recording";
    return {Call{.purpose = std::string(join_prefix) + record_id,
                 .method = "PATCH",
                 .path = "/records/" + record_id,
                 .body = api::write(change),
                 .idempotency_key = {},
                 .if_match = {}}};
}

// What exactly the hospital did not like about a file.
std::string file_problem(const Reply& reply) {
    const api::Problem problem = problem_of(reply);
    if (!problem.errors || problem.errors->empty()) return problem.code;
    const std::string& code = problem.errors->front().code;
    return code == "file_too_large" ? std::string("upload_too_large") : code;
}

void fail(UploadDraft& upload, const Reply& reply) {
    upload.state = "failed";
    upload.error = reply.ok() ? std::string("server") : file_problem(reply);
    // The hospital no longer has these bytes: send them again.
    if (reply.status != 404 && reply.status != 410) return;
    upload.upload_id.clear();
    upload.page_upload_ids.clear();
    upload.arrived = 0;
}

Effects on_posted(Shared& shared, std::string_view upload_id, const Reply& reply) {
    auto& uploads = shared.draft.uploads;
    const auto upload = std::ranges::find_if(uploads, [&](const UploadDraft& u) { return u.upload_id == upload_id; });
    if (upload == uploads.end()) return {};
    auto record = reply.ok() ? api::read<api::Record>(reply.body) : std::nullopt;
    if (!record) {
        if (!reply.ok() && problem_code(reply) == "idempotency_in_flight") {
            // Asked before a reload and still being answered: ask again in a moment.
            upload->state = "done";
            return {After{std::string(again_purpose), again_ms}};
        }
        fail(*upload, reply);
        return {};
    }
    for (UploadDraft& page : uploads)
        if (!page.document.empty() && page.document == upload->file) page.document = record->id;
    upload->record_id = record->id;
    upload->state = "recorded";
    upload->pages = record->pages ? static_cast<int>(record->pages->size()) : upload->pages;
    upload->page_upload_ids.clear();
    upload->error.clear();
    shared.records.load = Load::loading;
    Effects effects = {load_records()};  // whoever waits for records hears of it
    for (Effect& effect : record_finished_uploads(shared)) effects += std::move(effect);
    return effects;
}

// The page that a refused call names: "/page_upload_ids/2".
std::size_t refused_page(const Reply& reply) {
    const api::Problem problem = problem_of(reply);
    constexpr std::string_view field = "/page_upload_ids/";
    if (!problem.errors || problem.errors->empty() || !problem.errors->front().pointer.starts_with(field))
        return std::string_view::npos;
    return static_cast<std::size_t>(
        parse_integer(std::string_view(problem.errors->front().pointer).substr(field.size())).value_or(-1));
}

Effects on_joined(Shared& shared, std::string_view record_id, const Reply& reply) {
    auto& uploads = shared.draft.uploads;
    const auto joining = [&](const UploadDraft& u) { return u.document == record_id && u.state == "recording"; };
    if (auto record = reply.ok() ? api::read<api::Record>(reply.body) : std::nullopt) {
        std::erase_if(uploads, joining);
        for (UploadDraft& upload : uploads)
            if (upload.record_id == record_id && record->pages) upload.pages = static_cast<int>(record->pages->size());
        keep_record(shared, *std::move(record));
        return record_finished_uploads(shared);
    }
    const std::size_t bad = reply.status == 422 ? refused_page(reply) : std::string_view::npos;
    std::size_t at = 0;
    for (UploadDraft& upload : uploads) {
        if (!joining(upload)) continue;
        if (bad == std::string_view::npos || at++ == bad)
            fail(upload, reply);
        else
            upload.state = "done";  // another one was refused: the rest joins without it
    }
    return record_finished_uploads(shared);
}

}  // namespace

Effects record_finished_uploads(Shared& shared) {
    Effects effects;
    const api::Person* person = shared.person();
    if (person == nullptr) return effects;
    std::vector<std::string> joining;
    for (UploadDraft& upload : shared.draft.uploads) {
        if (upload.state != "done" || upload.upload_id.empty()) continue;
        if (upload.document.empty()) {
            upload.state = "recording";
            effects += post_record(upload, person->id);
        } else if (!begins_here(shared.draft, upload.document) &&
                   std::ranges::find(joining, upload.document) == joining.end()) {
            joining.push_back(upload.document);
        }
    }
    for (const std::string& record_id : joining)
        for (Effect& effect : join_pages(shared.draft, record_id)) effects += std::move(effect);
    return effects;
}

Effects on_filed(Shared& shared, const Reply& reply) {
    const std::string_view purpose = reply.purpose;
    if (purpose == again_purpose) return record_finished_uploads(shared);
    if (purpose.starts_with(post_prefix)) return on_posted(shared, purpose.substr(post_prefix.size()), reply);
    if (purpose.starts_with(join_prefix)) return on_joined(shared, purpose.substr(join_prefix.size()), reply);
    return {};
}

Effects resume_uploads(Shared& shared) {
    Effects effects;
    if (!shared.signed_in) return effects;
    for (UploadDraft& upload : shared.draft.uploads) {
        if (upload.state != "paused" || upload.error != "session") continue;
        upload.state = "sending";
        upload.error.clear();
        effects += Upload{upload.file};
    }
    return effects;
}

std::vector<const api::Record*> earlier_records(const Shared& shared) {
    std::vector<const api::Record*> found;
    const api::Person* person = shared.person();
    if (!shared.records || person == nullptr) return found;
    for (const api::Record& record : shared.records->items) {
        if (record.person_id != person->id) continue;
        // One that is being filed right now is in the list under its upload.
        const bool new_one = std::ranges::any_of(shared.draft.uploads, [&](const UploadDraft& upload) {
            const bool filing = upload.state == "recording" || upload.state == "done";
            return upload.record_id == record.id ||
                   (filing && title_of(upload) == record.title && upload.kind == record.kind);
        });
        if (!new_one) found.push_back(&record);
    }
    return found;
}

void adopt_records(Shared& shared) {
    if (shared.draft.earlier_chosen || !shared.draft.started || !shared.records || shared.person() == nullptr) return;
    shared.draft.earlier_chosen = true;
    for (const api::Record* record : earlier_records(shared))
        if (shared.draft.earlier_ids.size() < earlier_chosen_max) shared.draft.earlier_ids.push_back(record->id);
}

std::vector<domain::RecordKind> chosen_kinds(const Shared& shared) {
    std::vector<domain::RecordKind> kinds;
    for (const UploadDraft& upload : shared.draft.uploads)
        if (upload.document.empty()) kinds.push_back(upload.kind);
    for (const std::string& id : shared.draft.earlier_ids) {
        const api::Record* record = find_record(shared, id);
        kinds.push_back(record ? record->kind : domain::RecordKind::other);
    }
    return kinds;
}

const api::Record* find_record(const Shared& shared, std::string_view id) {
    if (!shared.records) return nullptr;
    const auto& items = shared.records->items;
    const auto found = std::ranges::find(items, id, &api::Record::id);
    return found == items.end() ? nullptr : &*found;
}

void keep_record(Shared& shared, api::Record record) {
    if (!shared.records) return;
    auto& items = shared.records.value->items;
    const auto found = std::ranges::find(items, record.id, &api::Record::id);
    if (found != items.end()) *found = std::move(record);
}

bool begin_document(Shared& shared, std::string_view key) {
    if (const api::Record* record = find_record(shared, key)) {
        shared.draft.document = {record->id, record->kind, record->issued_on.value_or(""),
                                 record->hospital.value_or("")};
        return true;
    }
    const UploadDraft* upload = find_upload(shared.draft, key);
    if (upload == nullptr) return false;
    shared.draft.document = {std::string(key), upload->kind, upload->issued_on, upload->hospital};
    return true;
}

void forget_record(Shared& shared, std::string_view id) {
    std::erase_if(shared.draft.uploads,
                  [&](const UploadDraft& upload) { return upload.record_id == id || upload.document == id; });
    std::erase(shared.draft.earlier_ids, id);
    if (shared.records)
        std::erase_if(shared.records.value->items, [&](const api::Record& record) { return record.id == id; });
    shared.draft.reviewed = false;
}

}  // namespace bz::state
