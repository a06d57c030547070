#include "client/state/uploads.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bz::state {
namespace {

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
    return upload.state == "picked" || upload.state == "sending" || upload.state == "done" ||
           upload.state == "recording";
}

bool is_stuck(const UploadDraft& upload) {
    return upload.state == "paused" || upload.state == "failed" || upload.state == "interrupted";
}

UploadCount count_uploads(const Draft& draft) {
    UploadCount count;
    for (const UploadDraft& upload : draft.uploads) {
        if (upload.state == "recorded") ++count.recorded;
        if (is_under_way(upload)) ++count.under_way;
        if (is_stuck(upload)) ++count.stuck;
    }
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

Effects record_finished_uploads(Shared& shared) {
    Effects effects;
    const api::Person* person = shared.person();
    if (person == nullptr) return effects;
    for (UploadDraft& upload : shared.draft.uploads) {
        if (upload.state != "done" || upload.upload_id.empty()) continue;
        upload.state = "recording";
        api::RecordRequest request{
            .upload_id = upload.upload_id, .person_id = person->id, .kind = upload.kind, .title = {}};
        if (std::string title = title_of(upload); !title.empty()) request.title = std::move(title);
        // One upload becomes one record, however often this is sent.
        effects += Call{.purpose = "records.post." + upload.upload_id,
                        .method = "POST",
                        .path = "/records",
                        .body = api::write(request),
                        .idempotency_key = "record-" + upload.upload_id,
                        .if_match = {}};
    }
    return effects;
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

void adopt_records(Shared& shared) {
    const api::Person* person = shared.person();
    if (!shared.records || person == nullptr) return;
    for (const api::Record& record : shared.records->items) {
        if (record.person_id != person->id) continue;
        const bool known = std::ranges::any_of(
            shared.draft.uploads, [&](const UploadDraft& upload) { return upload.record_id == record.id; });
        // A record being filed right now is already in the list under its upload.
        const bool filing = std::ranges::any_of(shared.draft.uploads, [&](const UploadDraft& upload) {
            return (upload.state == "recording" || upload.state == "done") && title_of(upload) == record.title &&
                   upload.kind == record.kind;
        });
        if (known || filing) continue;
        shared.draft.uploads.push_back({.file = {},
                                        .name = record.title,
                                        .kind = record.kind,
                                        .bytes = record.bytes,
                                        .sent = record.bytes,
                                        .state = "recorded",
                                        .upload_id = {},
                                        .record_id = record.id,
                                        .error = {}});
    }
}

}  // namespace bz::state
