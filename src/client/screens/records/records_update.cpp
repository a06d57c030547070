#include <algorithm>

#include "client/screens/records/records.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"
#include "client/state/visit_sync.hpp"

namespace bz::screens {

using namespace state;

namespace {

constexpr std::string_view again_prefix = "records.again.";
constexpr std::string_view post_prefix = "records.post.";
constexpr std::string_view delete_prefix = "records.delete.";
constexpr int again_ms = 2000;

bool collecting(const Shared& shared) { return shared.draft.started && !visit_sent(shared); }

// What exactly the hospital did not like about a file.
std::string file_problem(const Reply& reply) {
    const api::Problem problem = problem_of(reply);
    if (!problem.errors || problem.errors->empty()) return problem.code;
    const std::string& code = problem.errors->front().code;
    return code == "file_too_large" ? std::string("upload_too_large") : code;
}

void forget_record(Shared& shared, std::string_view id) {
    std::erase_if(shared.draft.uploads, [&](const UploadDraft& upload) { return upload.record_id == id; });
    if (shared.records)
        std::erase_if(shared.records.value->items, [&](const api::Record& record) { return record.id == id; });
    shared.draft.reviewed = false;
}

Effects start(UploadDraft& upload, const FileNews& news) {
    upload.file = news.file;
    upload.state = "picked";
    upload.upload_id.clear();
    upload.error.clear();
    return {Upload{news.file}};
}

// Refused before a byte is sent: empty, too large, too many.
std::string_view refusal(const Shared& shared, const FileNews& news) {
    if (news.bytes <= 0) return "file_empty";
    if (!shared.hospital) return {};
    const api::Rules& rules = shared.hospital->rules;
    if (rules.record_bytes_max > 0 && news.bytes > rules.record_bytes_max) return "upload_too_large";
    const auto counted =
        std::ranges::count_if(shared.draft.uploads, [](const UploadDraft& u) { return u.state != "failed"; });
    if (rules.records_max > 0 && counted >= rules.records_max) return "quota";
    return {};
}

Effects picked(Records::Model& model, Shared& shared, const FileNews& news) {
    auto& uploads = shared.draft.uploads;
    model.missing = false;
    model.already_here = false;
    // The host gives a file that it knows from before a reload its old handle; without one, name and size tell.
    auto same = std::ranges::find_if(uploads, [&](const UploadDraft& upload) { return upload.file == news.file; });
    if (same == uploads.end())
        same = std::ranges::find_if(
            uploads, [&](const UploadDraft& upload) { return upload.name == news.name && upload.bytes == news.bytes; });
    if (same != uploads.end()) {
        if (same->state != "interrupted" && same->state != "failed") {
            model.already_here = true;
            return {StopUpload{news.file, true}};
        }
        const bool moved = same->file != news.file;
        const StopUpload forget_old{same->file, true};
        if (same->state == "interrupted") {
            Effects effects = start(*same, news);
            if (moved) effects.insert(effects.begin(), forget_old);
            return effects;
        }
        uploads.erase(same);  // a new try takes the place of the failed one
    }
    shared.draft.reviewed = false;
    UploadDraft upload{.file = news.file,
                       .name = news.name,
                       .kind = shared.draft.record_kind,
                       .bytes = news.bytes,
                       .sent = 0,
                       .state = "picked",
                       .upload_id = {},
                       .record_id = {},
                       .error = {}};
    if (news.picker.starts_with(again_prefix)) {
        // Another file in place of the one that stopped: it is what the person says it is.
        if (UploadDraft* old = find_upload(shared.draft, news.picker.substr(again_prefix.size()))) {
            upload.kind = old->kind;
            uploads.erase(uploads.begin() + (old - uploads.data()));
        }
    }
    const std::string_view code = refusal(shared, news);
    if (code.empty()) {
        uploads.push_back(std::move(upload));
        return {Upload{news.file}};
    }
    upload.state = "failed";
    upload.error = code;
    uploads.push_back(std::move(upload));
    return {};
}

Effects remove(Shared& shared, std::string_view key) {
    auto& uploads = shared.draft.uploads;
    const UploadDraft* upload = find_upload(shared.draft, key);
    if (upload == nullptr) return {};
    const std::string file = upload->file;
    uploads.erase(uploads.begin() + (upload - uploads.data()));
    shared.draft.reviewed = false;
    return {StopUpload{file, true}};
}

Effects load(Shared& shared) {
    shared.records.load = Load::loading;
    return {load_records()};
}

struct Update {
    Records::Model& model;
    Shared& shared;

    Effects operator()(const Records::KindChosen& msg) const {
        shared.draft.record_kind = msg.kind;
        return {};
    }
    Effects operator()(const Records::PausePressed& msg) const {
        UploadDraft* upload = find_upload(shared.draft, msg.key);
        if (upload == nullptr || (upload->state != "picked" && upload->state != "sending")) return {};
        upload->state = "paused";
        return {StopUpload{upload->file, false}};
    }
    Effects operator()(const Records::ResumePressed& msg) const {
        UploadDraft* upload = find_upload(shared.draft, msg.key);
        if (upload == nullptr || upload->state != "paused") return {};
        upload->state = "sending";
        upload->error.clear();
        return {Upload{upload->file}};
    }
    Effects operator()(const Records::RetryPressed& msg) const {
        UploadDraft* upload = find_upload(shared.draft, msg.key);
        if (upload == nullptr || upload->state != "failed") return {};
        upload->error.clear();
        if (!upload->upload_id.empty()) {
            upload->state = "done";
            return record_finished_uploads(shared);
        }
        upload->state = "picked";
        return {Upload{upload->file}};
    }
    Effects operator()(const Records::RemovePressed& msg) const {
        const UploadDraft* upload = find_upload(shared.draft, msg.key);
        if (upload == nullptr || !model.deleting.empty()) return {};
        model.problem.clear();
        if (upload->state == "recorded") {
            model.removing = msg.key;
            return {};
        }
        return remove(shared, msg.key);
    }
    Effects operator()(const Records::RemoveConfirmed&) const {
        if (model.removing.empty()) return {};
        model.deleting = std::move(model.removing);
        model.removing.clear();
        return {Call{.purpose = std::string(delete_prefix) + model.deleting,
                     .method = "DELETE",
                     .path = "/records/" + model.deleting,
                     .body = {},
                     .idempotency_key = {},
                     .if_match = {}}};
    }
    Effects operator()(const Records::RemoveCancelled&) const {
        model.removing.clear();
        return {};
    }
    Effects operator()(const Records::ReloadPressed&) const { return load(shared); }
    Effects operator()(const Records::NextPressed&) const {
        if (!collecting(shared)) return {Go{Route::my_records}};
        const UploadCount count = count_uploads(shared.draft);
        const bool paused =
            std::ranges::any_of(shared.draft.uploads, [](const UploadDraft& u) { return u.state == "paused"; });
        model.missing =
            shared.draft.kind == domain::VisitKind::refill && count.recorded + count.under_way == 0 && !paused;
        if (model.missing) return {Focus{"errors.title"}};
        Effects effects = sync_visit(shared);
        effects += Go{next_route_after(shared, Route::records)};
        return effects;
    }
};

}  // namespace

Effects Records::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Records::on_enter(Model& model, Shared& shared, Route) {
    model.missing = false;
    model.already_here = false;
    model.removing.clear();
    model.problem.clear();
    Effects effects = on_change(model, shared, Route::records);
    if (shared.signed_in && shared.records.load != Load::loading && !shared.records) effects += load(shared).front();
    return effects;
}

Effects Records::on_change(Model&, Shared& shared, Route) {
    adopt_records(shared);
    Effects effects = resume_uploads(shared);
    for (Effect& effect : record_finished_uploads(shared)) effects += std::move(effect);
    return effects;
}

Effects Records::on_reply(Model& model, Shared& shared, const Reply& reply) {
    const std::string_view purpose = reply.purpose;
    if (purpose.starts_with(post_prefix)) {
        const std::string_view id = purpose.substr(post_prefix.size());
        const auto upload =
            std::ranges::find_if(shared.draft.uploads, [&](const UploadDraft& u) { return u.upload_id == id; });
        if (upload == shared.draft.uploads.end()) return {};
        const auto record = reply.ok() ? api::read<api::Record>(reply.body) : std::nullopt;
        if (record) {
            upload->record_id = record->id;
            upload->state = "recorded";
            upload->error.clear();
            return load(shared);  // whoever waits for records hears of it
        }
        if (!reply.ok() && problem_code(reply) == "idempotency_in_flight") {
            // Asked before a reload and still being answered: ask again in a moment.
            upload->state = "done";
            return {After{"records.again", again_ms}};
        }
        upload->state = "failed";
        upload->error = reply.ok() ? std::string("server") : file_problem(reply);
        // The hospital no longer has these bytes: send them again.
        if (reply.status == 404 || reply.status == 410) upload->upload_id.clear();
        return {};
    }
    if (purpose == "records.again") return record_finished_uploads(shared);
    if (purpose.starts_with(delete_prefix)) {
        const std::string id(purpose.substr(delete_prefix.size()));
        if (model.deleting == id) model.deleting.clear();
        if (reply.ok() || reply.status == 404)
            forget_record(shared, id);
        else
            model.problem = problem_code(reply);
    }
    return {};
}

Effects Records::on_file(Model& model, Shared& shared, const FileNews& news) {
    if (news.state == "picked") return picked(model, shared, news);
    auto& uploads = shared.draft.uploads;
    const auto upload = std::ranges::find_if(uploads, [&](const UploadDraft& u) { return u.file == news.file; });
    if (upload == uploads.end()) return {};
    if (!upload->record_id.empty() || upload->state == "recording") return {};  // late news
    if (news.state == "sending") {
        if (upload->state == "paused") return {};  // sent before the pause was heard
        upload->state = "sending";
        // The host may send a smaller copy of a photo: keep the share, since the original's size names the file.
        upload->sent = news.bytes > 0 ? upload->bytes * std::min(news.sent, news.bytes) / news.bytes : 0;
        return {};
    }
    if (news.state == "paused") {
        upload->state = "paused";
        upload->error = news.error;
        return {};
    }
    if (news.state == "done") {
        upload->sent = upload->bytes;
        upload->upload_id = news.upload_id;
        upload->state = "done";
        return record_finished_uploads(shared);
    }
    if (news.state == "failed") {
        // The bytes are out of reach (a reload, a moved file): only picking the file again helps.
        const bool gone = news.error == "pick_again" || news.error == "upload_unreadable";
        upload->state = gone ? "interrupted" : "failed";
        upload->error = gone ? std::string{} : news.error.empty() ? std::string("other") : news.error;
    }
    return {};
}

}  // namespace bz::screens
