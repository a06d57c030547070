// Files that were picked: photos are prepared and looked at, the rest is sent as it is. A CT series comes as one.
#include <algorithm>
#include <array>
#include <utility>

#include "client/screens/records/records_parts.hpp"
#include "client/state/uploads.hpp"

namespace bz::screens::records {

using namespace state;

namespace {

bool is_picture(const FileNews& news) {
    if (news.type.starts_with("image/")) return true;
    if (!news.type.empty()) return false;
    const std::string_view name = news.name;
    return std::ranges::any_of(std::array{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".JPG", ".HEIC"},
                               [&](std::string_view end) { return name.ends_with(end); });
}

// X-ray, CT, MRI: never a paper, whatever was chosen above.
bool is_dicom(const FileNews& news) {
    return news.type == "application/dicom" || std::string_view(news.name).ends_with(".dcm");
}

std::int64_t bytes_max(const Shared& shared) { return shared.hospital ? shared.hospital->rules.record_bytes_max : 0; }

// Refused before a byte is sent: empty, too large, too many. How large a photo is shows when it is prepared.
std::string_view refusal(const Shared& shared, const FileNews& news, const UploadDraft& upload) {
    if (news.bytes <= 0) return "file_empty";
    if (!shared.hospital) return {};
    // Of a series each slice is a file of its own; one that is too large is refused when its turn comes.
    if (bytes_max(shared) > 0 && news.bytes > bytes_max(shared) && !is_picture(news) && news.pages == 1)
        return "upload_too_large";
    const int most = shared.hospital->rules.records_max;
    const auto counted = std::ranges::count_if(
        shared.draft.uploads, [](const UploadDraft& u) { return u.state != "failed" && u.document.empty(); });
    return upload.document.empty() && most > 0 && counted >= most ? "quota" : "";
}

Effect begin(UploadDraft& upload, bool picture, bool look) {
    upload.state = !picture ? "picked" : look ? "opening" : "preparing";
    if (picture) return Prepare{upload.file, upload.turns, upload.crop};
    return Upload{upload.file};
}

// The same file again: it goes on where it stopped, or it is here already.
Effects picked_again(Records::Model& model, UploadDraft& same, const FileNews& news) {
    if (same.state != "interrupted") {
        model.already_here = true;
        return {StopUpload{news.file, true}};
    }
    Effects effects;
    if (same.file != news.file) effects += StopUpload{same.file, true};
    same.file = news.file;
    same.pages = news.pages;
    same.bytes = news.bytes;
    same.upload_id.clear();
    same.page_upload_ids.clear();
    same.error.clear();
    effects += begin(same, is_picture(news), false);
    return effects;
}

UploadDraft* same_file(Draft& draft, const FileNews& news) {
    // The host gives a file that it knows from before a reload its old handle; without one, name and size tell.
    auto& uploads = draft.uploads;
    auto same = std::ranges::find_if(uploads, [&](const UploadDraft& upload) { return upload.file == news.file; });
    // Two series of one disc may well be called the same and be as large; the host knows which are one.
    if (same == uploads.end() && is_dicom(news))
        same = std::ranges::find_if(uploads, [&](const UploadDraft& upload) { return upload.file == news.batch; });
    else if (same == uploads.end())
        same = std::ranges::find_if(
            uploads, [&](const UploadDraft& upload) { return upload.name == news.name && upload.bytes == news.bytes; });
    return same == uploads.end() ? nullptr : &*same;
}

// The document that a further page belongs to: by its record, or by the file that it begins with.
std::string document_of(const Draft& draft, std::string_view key) {
    for (const UploadDraft& upload : draft.uploads)
        if (upload_key(upload) == key) {
            if (!upload.document.empty()) return upload.document;
            return upload.record_id.empty() ? upload.file : upload.record_id;
        }
    return std::string(key);  // a record from before
}

domain::RecordKind kind_of(const Shared& shared, const UploadDraft& upload, const FileNews& news) {
    if (upload.document.empty()) return is_dicom(news) ? domain::RecordKind::imaging : shared.draft.record_kind;
    for (const UploadDraft& first : shared.draft.uploads)
        if (first.file == upload.document || first.record_id == upload.document) return first.kind;
    const api::Record* record = find_record(shared, upload.document);
    return record ? record->kind : shared.draft.record_kind;
}

// Takes the place of an upload that stopped, or of the photo that was looked at: the same paper.
void replace(Draft& draft, std::string_view key, UploadDraft& upload, Effects& effects) {
    UploadDraft* old = find_upload(draft, key);
    if (old == nullptr || !old->record_id.empty()) return;
    upload.kind = old->kind;
    upload.document = old->document;
    upload.issued_on = old->issued_on;
    upload.hospital = old->hospital;
    upload.folder = old->folder;
    const std::string file = old->file;
    draft.uploads.erase(draft.uploads.begin() + (old - draft.uploads.data()));
    for (UploadDraft& page : draft.uploads)
        if (page.document == file) page.document = upload.file;
    effects += StopUpload{file, true};
}

// Photos that came at once are the pages of one paper.
std::string first_of_batch(const Draft& draft, const FileNews& news, const std::string& batch) {
    if (news.count <= 1 || !is_picture(news) || batch.empty()) return {};
    return std::ranges::any_of(draft.uploads, [&](const UploadDraft& u) { return u.file == batch; }) ? batch
                                                                                                     : std::string{};
}

}  // namespace

Effects picked(Records::Model& model, Shared& shared, const FileNews& news) {
    auto& draft = shared.draft;
    model.missing = false;
    model.already_here = false;
    model.left_out = 0;
    model.nothing_found = false;
    if (UploadDraft* same = same_file(draft, news)) {
        if (same->state != "failed") return picked_again(model, *same, news);
        draft.uploads.erase(draft.uploads.begin() + (same - draft.uploads.data()));  // a new try takes its place
    }
    const std::string_view picker = news.picker;
    if (picker.starts_with(again_prefix) && news.count > 1) {
        // The whole disc was picked again for one series.
        ++model.not_asked;
        return {StopUpload{news.file, true}};
    }
    draft.reviewed = false;
    Effects effects;
    UploadDraft upload{.file = news.file,
                       .name = news.name,
                       .bytes = news.bytes,
                       .state = "picked",
                       .upload_id = {},
                       .record_id = {},
                       .error = {}};
    upload.pages = news.pages;
    upload.folder = picker == disc_id;
    if (picker.starts_with(page_prefix) && !is_dicom(news))
        upload.document = document_of(draft, picker.substr(page_prefix.size()));
    if (picker.starts_with("records.pick")) upload.document = first_of_batch(draft, news, news.batch);
    upload.kind = kind_of(shared, upload, news);
    if (picker.starts_with(again_prefix)) replace(draft, picker.substr(again_prefix.size()), upload, effects);
    if (picker == retake_id) replace(draft, draft.photo, upload, effects);
    if (const std::string_view code = refusal(shared, news, upload); !code.empty()) {
        upload.state = "failed";
        upload.error = code;
    } else {
        effects += begin(upload, is_picture(news), news.count <= 1);
    }
    if (picker == retake_id) draft.photo = upload.file;
    draft.uploads.push_back(std::move(upload));
    return effects;
}

Effects looked_through(Records::Model& model, const FileNews& news) {
    const bool reading = news.state == "reading";
    model.reading = reading ? static_cast<int>(news.sent) : 0;
    model.reading_of = reading ? static_cast<int>(news.bytes) : 0;
    if (reading) return {};
    model.problem = news.error;
    model.nothing_found = news.error.empty() && news.sent == 0;
    model.left_out = (model.nothing_found ? 0 : news.count) + std::exchange(model.not_asked, 0);
    return {};
}

Effects accept_photo(Shared& shared, UploadDraft& upload) {
    upload.state = "picked";
    shared.draft.photo.clear();
    return {Upload{upload.file}, Back{}};
}

Effects prepared(Records::Model& model, Shared& shared, const FileNews& news) {
    UploadDraft* upload = find_upload(shared.draft, news.file);
    if (upload == nullptr) return {};
    const bool shown = upload->state == "opening" || upload->state == "checking";
    if (!shown && upload->state != "preparing") return {};
    upload->quality = news.quality;
    Effects effects;
    if (shared.draft.route == Route::photo && shared.draft.photo == news.file && news.width == 0) effects += Back{};
    if (bytes_max(shared) > 0 && news.bytes > bytes_max(shared)) {
        upload->state = "failed";
        upload->error = "upload_too_large";
        return effects;
    }
    if (!shown || news.width == 0) {  // a photo that cannot be shown cannot be looked at either
        upload->state = "picked";
        effects += Upload{news.file};
        return effects;
    }
    upload->state = "checking";
    if (shared.draft.route == Route::photo && shared.draft.photo != news.file) return {};
    shared.draft.photo = news.file;
    model.photo_width = news.width;
    model.photo_height = news.height;
    if (std::exchange(model.accept_when_ready, false)) return accept_photo(shared, *upload);
    if (shared.draft.route == Route::records) return {Go{Route::photo}};
    return {};
}

Effects remove_upload(Shared& shared, std::string_view key) {
    auto& uploads = shared.draft.uploads;
    const UploadDraft* upload = find_upload(shared.draft, key);
    if (upload == nullptr) return {};
    const std::string file = upload->file;
    uploads.erase(uploads.begin() + (upload - uploads.data()));
    // The next page begins the document now.
    std::string first;
    for (UploadDraft& page : uploads) {
        if (page.document != file) continue;
        page.document = first;
        if (first.empty()) first = page.file;
    }
    shared.draft.reviewed = false;
    Effects effects = {StopUpload{file, true}};
    for (Effect& effect : record_finished_uploads(shared)) effects += std::move(effect);
    return effects;
}

}  // namespace bz::screens::records
