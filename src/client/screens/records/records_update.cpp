#include <algorithm>
#include <utility>

#include "client/screens/common/show_record.hpp"
#include "client/screens/records/records_parts.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"
#include "client/state/visit_sync.hpp"

namespace bz::screens {

using namespace state;

namespace {

bool collecting(const Shared& shared) { return shared.draft.started && !visit_sent(shared); }

Effects load(Shared& shared) {
    shared.records.load = Load::loading;
    return {load_records()};
}

// The photo that is looked at, while it waits for an answer.
UploadDraft* photo(Shared& shared) {
    UploadDraft* upload = shared.draft.photo.empty() ? nullptr : find_upload(shared.draft, shared.draft.photo);
    return upload && (upload->state == "checking" || upload->state == "opening") ? upload : nullptr;
}

// Made anew, to be looked at again: an earlier "use this" was about another picture.
Effect prepare(Records::Model& model, UploadDraft& upload) {
    model.accept_when_ready = false;
    upload.state = "opening";
    return Prepare{upload.file, upload.turns, upload.crop};
}

constexpr int edge_step_max = 45;

void move_edge(Crop& crop, Records::Edge edge, int percent) {
    int& at = edge == Records::Edge::top      ? crop.top
              : edge == Records::Edge::bottom ? crop.bottom
              : edge == Records::Edge::left   ? crop.left
                                              : crop.right;
    at = std::clamp(percent, 0, edge_step_max);
}

// Percent of what is shown between two edges, as percent of the whole.
int dragged(int edge, int opposite, int percent) {
    return std::clamp(edge + percent * (100 - edge - opposite) / 100, 0, edge_step_max);
}

Crop dragged(const Crop& crop, const Records::EdgesDragged& by) {
    return {dragged(crop.left, crop.right, by.left), dragged(crop.top, crop.bottom, by.top),
            dragged(crop.right, crop.left, by.right), dragged(crop.bottom, crop.top, by.bottom)};
}

// Turned by a quarter to the right, each edge becomes the next one.
Crop turned(const Crop& crop) { return {crop.bottom, crop.left, crop.top, crop.right}; }

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
    Effects operator()(const Records::WithoutPressed& msg) const {
        UploadDraft* upload = find_upload(shared.draft, msg.key);
        if (upload == nullptr || !records::partly_arrived(*upload)) return {};
        auto& ids = upload->page_upload_ids;
        upload->pages = static_cast<int>(ids.size());
        upload->upload_id = ids.front();
        ids.erase(ids.begin());
        upload->error.clear();
        upload->state = "done";
        return record_finished_uploads(shared);
    }
    Effects operator()(const Records::RemovePressed& msg) const {
        if (!model.deleting.empty()) return {};
        model.problem.clear();
        const UploadDraft* upload = find_upload(shared.draft, msg.key);
        if (upload != nullptr && upload->state != "recorded") return records::remove_upload(shared, msg.key);
        if (upload != nullptr || find_record(shared, msg.key)) model.removing = msg.key;
        return {};
    }
    Effects operator()(const Records::RemoveConfirmed&) const {
        if (model.removing.empty()) return {};
        model.deleting = std::move(model.removing);
        model.removing.clear();
        return {Call{.purpose = std::string(records::delete_prefix) + model.deleting,
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
        if (!collecting(shared)) {
            // What is filed is in my records now; a visit that begins later chooses from there.
            std::erase_if(shared.draft.uploads, [](const UploadDraft& u) { return u.state == "recorded"; });
            return {Go{Route::my_records}};
        }
        const UploadCount count = count_uploads(shared.draft);
        const bool waits = std::ranges::any_of(
            shared.draft.uploads, [](const UploadDraft& u) { return u.state == "paused" || u.state == "checking"; });
        model.missing =
            shared.draft.kind == domain::VisitKind::refill && count.recorded + count.under_way == 0 && !waits;
        if (model.missing) return {Focus{"errors.title"}};
        Effects effects = sync_visit(shared);
        effects += Go{next_route_after(shared, Route::records)};
        return effects;
    }
    Effects operator()(const Records::EarlierChosen& msg) const {
        auto& ids = shared.draft.earlier_ids;
        std::erase(ids, msg.id);
        if (msg.chosen) ids.push_back(msg.id);
        shared.draft.reviewed = false;
        model.missing = false;
        return {};
    }
    Effects operator()(const Records::AllEarlierPressed&) const {
        model.all_earlier = true;
        if (shared.records && shared.records->next_cursor && shared.records.load != Load::loading) {
            shared.records.load = Load::loading;
            return {load_more("records", *shared.records->next_cursor)};
        }
        return {};
    }
    Effects operator()(const Records::LookPressed& msg) const {
        UploadDraft* upload = find_upload(shared.draft, msg.key);
        if (upload == nullptr || upload->state != "checking") return {};
        shared.draft.photo = msg.key;
        return {prepare(model, *upload), Go{Route::photo}};
    }
    Effects operator()(const Records::ChangePressed& msg) const {
        if (!begin_document(shared, msg.key)) return {};
        return {Go{Route::document}};
    }
    Effects operator()(const Records::ShowPressed& msg) const {
        const api::Record* record = find_record(shared, msg.id);
        return record ? Effects{show_record(shared, *record, msg.title)} : Effects{};
    }

    Effects operator()(const Records::TurnPressed&) const {
        UploadDraft* upload = photo(shared);
        if (upload == nullptr) return {};
        upload->turns = (upload->turns + 1) % 4;
        upload->crop = turned(upload->crop);
        return {prepare(model, *upload)};
    }
    Effects operator()(const Records::CropPressed&) const {
        model.cropping = !model.cropping;
        return {};
    }
    Effects operator()(const Records::EdgeMoved& msg) const {
        UploadDraft* upload = photo(shared);
        if (upload == nullptr) return {};
        move_edge(upload->crop, msg.edge, msg.percent);
        return {prepare(model, *upload)};
    }
    Effects operator()(const Records::EdgesDragged& msg) const {
        UploadDraft* upload = photo(shared);
        if (upload == nullptr) return {};
        upload->crop = dragged(upload->crop, msg);
        return {prepare(model, *upload)};
    }
    Effects operator()(const Records::PhotoAccepted&) const {
        UploadDraft* upload = photo(shared);
        if (upload == nullptr) return {};
        model.accept_when_ready = upload->state == "opening";
        return model.accept_when_ready ? Effects{} : records::accept_photo(shared, *upload);
    }
    Effects operator()(const Records::PhotoDropped&) const {
        const std::string key = std::exchange(shared.draft.photo, {});
        model.accept_when_ready = false;
        Effects effects = records::remove_upload(shared, key);
        effects += Back{};
        return effects;
    }

    Effects operator()(const Records::DocumentKindChosen& msg) const {
        shared.draft.document.kind = msg.kind;
        return {};
    }
    Effects operator()(const Records::DateTyped& msg) const {
        shared.draft.document.issued_on = msg.text;
        model.date_error.clear();
        return {};
    }
    Effects operator()(const Records::HospitalTyped& msg) const {
        shared.draft.document.hospital = msg.text;
        return {};
    }
    Effects operator()(const Records::PageMoved& msg) const {
        return records::move_page(model, shared, msg.page, msg.by);
    }
    Effects operator()(const Records::PageRemoved& msg) const { return records::remove_page(model, shared, msg.page); }
    Effects operator()(const Records::DocumentSaved&) const { return records::save_document(model, shared); }
};

Effects on_deleted(Records::Model& model, Shared& shared, const Reply& reply) {
    const std::string id = reply.purpose.substr(records::delete_prefix.size());
    if (model.deleting == id) model.deleting.clear();
    if (!reply.ok() && reply.status != 404) {
        model.problem = problem_code(reply);
        return {};
    }
    forget_record(shared, id);
    if (shared.draft.document.key != id) return {};
    shared.draft.document = {};
    return shared.draft.route == Route::document ? Effects{Back{}} : Effects{};
}

Effects on_travelling(Shared& shared, UploadDraft& upload, const FileNews& news) {
    upload.arrived = news.arrived;
    if (news.state == "sending") {
        if (upload.state == "paused") return {};  // sent before the pause was heard
        upload.error = news.error;                // why it is slow: upload_quota
        upload.state = "sending";
        // The host may send a smaller copy of a photo: keep the share, since the original's size names the file.
        upload.sent = news.bytes > 0 ? upload.bytes * std::min(news.sent, news.bytes) / news.bytes : 0;
    } else if (news.state == "paused") {
        upload.state = "paused";
        upload.error = news.error;
    } else if (news.state == "done") {
        upload.sent = upload.bytes;
        upload.upload_id = news.upload_id;
        upload.page_upload_ids = news.page_upload_ids;
        upload.pages = news.pages;
        upload.error.clear();
        upload.state = "done";
        return record_finished_uploads(shared);
    } else if (news.state == "failed") {
        // The bytes are out of reach (a reload, a moved file): only picking the file again helps.
        // Of a series some have arrived, or may be read once the disc is back.
        const bool gone = news.error == "pick_again" || (news.error == "upload_unreadable" && upload.pages == 1);
        upload.page_upload_ids = news.page_upload_ids;
        upload.state = gone ? "interrupted" : "failed";
        upload.error = gone ? std::string{} : news.error.empty() ? std::string("other") : news.error;
    }
    return {};
}

}  // namespace

Effects Records::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Records::on_enter(Model& model, Shared& shared, Route route) {
    model.missing = false;
    model.already_here = false;
    model.left_out = 0;
    model.not_asked = 0;
    model.nothing_found = false;
    model.removing.clear();
    model.problem.clear();
    model.date_error.clear();
    model.cropping = false;
    model.saving = false;
    if (route == Route::photo && photo(shared) == nullptr) return {Go{Route::records, true}};
    if (route == Route::document && shared.draft.document.key.empty()) return {Go{Route::records, true}};
    Effects effects = on_change(model, shared, route);
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
    if (purpose.starts_with(records::delete_prefix)) return on_deleted(model, shared, reply);
    if (purpose.starts_with(records::change_prefix) || purpose.starts_with(records::pages_prefix))
        return records::on_document_reply(model, shared, reply);
    return on_filed(shared, reply);
}

Effects Records::on_file(Model& model, Shared& shared, const FileNews& news) {
    if (news.state == "picked") return records::picked(model, shared, news);
    if (news.state == "reading" || news.state == "sorted") return records::looked_through(model, news);
    if (news.state == "prepared") return records::prepared(model, shared, news);
    auto& uploads = shared.draft.uploads;
    const auto upload = std::ranges::find_if(uploads, [&](const UploadDraft& u) { return u.file == news.file; });
    if (upload == uploads.end()) return {};
    if (!upload->record_id.empty() || upload->state == "recording") return {};  // late news
    return on_travelling(shared, *upload, news);
}

}  // namespace bz::screens
