#include "server/handlers/intake.hpp"

#include "domain/record.hpp"
#include "server/media/preview.hpp"
#include "server/media/voice.hpp"

#include <algorithm>

namespace bz::server {

namespace {

// The contract's word for what media found.
std::string field_code(std::string_view code) {
    if (code == "file.damaged") return "file_damaged";
    if (code == "file.pixels") return "image_too_large";
    if (code == "voice.too_long") return "voice_too_long";
    if (code == "voice.too_large") return "file_too_large";
    return "file_type";
}

Intake refused(const Error& error) { return {field_code(error.code), {}}; }

// Of these nothing is changed, so their bytes need not be looked through.
bool kept_as_sent(domain::FileType type) { return type == domain::FileType::heic || type == domain::FileType::pdf; }

domain::FileType type_of_head(const BlobStore& blobs, const UploadRow& upload) {
    const auto count = std::min<std::int64_t>(upload.length, static_cast<std::int64_t>(domain::sniff_bytes));
    const std::string head = blobs.read(upload.file, 0, count);
    return domain::sniff({reinterpret_cast<const std::uint8_t*>(head.data()), head.size()});
}

// Names are made of the upload's, so that a second look writes the same files, and a crash leaves none that is unknown.
void store_content(const BlobStore& blobs, const UploadRow& upload, const std::string& cleaned,
                   UploadContent& content) {
    content.file = upload.file;
    content.bytes = upload.length;
    if (cleaned.empty()) return;
    content.file = BlobStore::content_of(upload.file);
    content.bytes = static_cast<std::int64_t>(cleaned.size());
    blobs.write(content.file, cleaned);
}

Intake look_at_voice(const BlobStore& blobs, const UploadRow& upload) {
    if (upload.length > static_cast<std::int64_t>(media::voice_bytes_max)) return {"file_type", {}};
    const auto voice = media::read_voice(blobs.read(upload.file, 0, upload.length));
    if (!voice) return refused(voice.error());
    Intake intake;
    intake.content.media_type = voice->media_type;
    intake.content.duration_ms = voice->duration_ms;
    store_content(blobs, upload, voice->content, intake.content);
    return intake;
}

Intake look_at_picture(const BlobStore& blobs, const UploadRow& upload) {
    const std::string bytes = blobs.read(upload.file, 0, upload.length);
    const auto cleaned = media::clean(bytes);
    if (!cleaned) return refused(cleaned.error());
    Intake intake;
    intake.content.media_type = domain::mime_of(cleaned->type);
    if (media::has_preview(cleaned->type)) {
        const auto preview =
            media::make_preview(cleaned->type, cleaned->changed ? cleaned->content : bytes, cleaned->picture);
        if (!preview) return refused(preview.error());
        intake.content.preview_file = BlobStore::preview_of(upload.file);
        intake.content.preview_bytes = static_cast<std::int64_t>(preview->size());
        blobs.write(intake.content.preview_file, *preview);
    }
    store_content(blobs, upload, cleaned->content, intake.content);
    return intake;
}

}  // namespace

Intake look_at(const BlobStore& blobs, const UploadRow& upload) {
    const domain::FileType type = type_of_head(blobs, upload);
    if (type == domain::FileType::unknown) return look_at_voice(blobs, upload);
    if (!kept_as_sent(type)) return look_at_picture(blobs, upload);
    Intake intake;
    intake.content.media_type = domain::mime_of(type);
    store_content(blobs, upload, {}, intake.content);
    return intake;
}

namespace handlers {

static bool fits(const UploadContent& content, Purpose purpose) {
    const std::string& media_type = content.media_type;
    const bool voice = media_type.starts_with("audio/");
    const bool picture = media_type.starts_with("image/");
    switch (purpose) {
    case Purpose::record: return !voice;
    case Purpose::document: return picture || media_type == "application/pdf";  // a scan is no picture of a document
    case Purpose::attachment: return voice || picture;
    case Purpose::photo: return !content.preview_file.empty();  // what every browser shows
    }
    return false;
}

Outcome<UploadRow> own_upload(Context& ctx, std::string_view id) {
    UploadRow upload = TRY(owned(ctx, store::upload(ctx.store, id)));
    if (!upload.visit_id.empty() || !upload.mandate_id.empty()) return refuse("not_found");
    return upload;
}

Outcome<UploadContent> judge_upload(const Context& ctx, const UploadRow& upload, Purpose purpose,
                                    const std::string& pointer) {
    if (upload.received < upload.length) return invalid(pointer, "upload_unfinished");
    if (upload.length == 0) return invalid(pointer, "file_empty");
    std::optional<UploadContent> content = upload.content;
    if (!content) {
        const auto found = ctx.intakes ? ctx.intakes->find(upload.id) : Intakes::const_iterator{};
        // Its last piece came after this request had begun.
        if (!ctx.intakes || found == ctx.intakes->end()) return invalid(pointer, "upload_unfinished");
        if (found->second.problem == "busy") return refuse("busy");
        if (!found->second.problem.empty()) return invalid(pointer, found->second.problem);
        content = found->second.content;
    }
    if (!fits(*content, purpose)) return invalid(pointer, "file_type");
    return *std::move(content);
}

Outcome<UploadRow> take_upload(Context& ctx, UploadRow upload, Purpose purpose, const std::string& pointer) {
    if (upload.used) return invalid(pointer, "upload_used");
    const bool looked_at = upload.content.has_value();
    upload.content = TRY(judge_upload(ctx, upload, purpose, pointer));
    upload.used = true;
    store::use_upload(ctx.store, upload.id);
    if (looked_at) return upload;
    store::set_upload_content(ctx.store, upload.id, *upload.content);
    // What was sent says more than what is kept. Should this not come to pass, the next start removes it.
    if (upload.content->file != upload.file)
        ctx.after_commit.push_back([blobs = ctx.env.blobs, file = upload.file] { blobs->remove(file); });
    return upload;
}

}  // namespace handlers
}  // namespace bz::server
