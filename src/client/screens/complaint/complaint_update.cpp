#include "base/text.hpp"
#include "client/screens/complaint/complaint.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"
#include "client/state/visit_sync.hpp"

namespace bz::screens {

using namespace state;

namespace {

// Where a trailing line beginning with `lead` starts; the text's end when there is none.
std::size_t duration_at(std::string_view text, std::string_view lead) {
    const std::string_view kept = trim(text);
    if (kept.empty()) return text.size();
    const std::size_t end = static_cast<std::size_t>(kept.data() - text.data()) + kept.size();
    const std::size_t newline = text.substr(0, end).rfind('\n');
    const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
    return !lead.empty() && text.substr(start).starts_with(lead) ? start : text.size();
}

std::string_view cut(std::string_view text) {
    std::size_t end = 0;
    for (int i = 0; i < complaint_characters_max && end < text.size(); ++i)
        static_cast<void>(next_code_point(text, end));
    return text.substr(0, end);
}

struct Update {
    Complaint::Model& model;
    Shared& shared;

    Effects operator()(const Complaint::ComplaintTyped& msg) const {
        shared.draft.complaint = cut(msg.text);  // the field itself stops there; this is for hosts that do not
        shared.draft.reviewed = false;
        return {};
    }
    Effects operator()(const Complaint::DurationChosen& msg) const {
        std::string words(
            trim(std::string_view(shared.draft.complaint).substr(0, duration_at(shared.draft.complaint, msg.lead))));
        if (!words.empty()) words += '\n';
        words += msg.line;
        shared.draft.complaint = std::move(words);
        shared.draft.reviewed = false;
        return {};
    }
    Effects operator()(const Complaint::PhotoDropped& msg) const {
        const UploadDraft* upload = find_upload(shared.draft, msg.key);
        // What the hospital has filed already is taken away on the page of the records, which asks first.
        if (upload == nullptr || !upload->record_id.empty()) return {};
        const std::string file = upload->file;
        std::erase_if(shared.draft.uploads, [&](const UploadDraft& one) { return one.file == file; });
        shared.draft.reviewed = false;
        return {StopUpload{file, true}};
    }
    Effects operator()(const Complaint::NextPressed& msg) const {
        const std::string_view words = shared.draft.complaint;
        model.empty = trim(words.substr(0, duration_at(words, msg.duration_lead))).empty();
        if (model.empty) return {Focus{"errors.title"}};
        shared.draft.record_kind = domain::RecordKind::outpatient;  // the next page asks for papers
        Effects effects = sync_visit(shared);
        effects += Go{next_route_after(shared, Route::complaint)};
        return effects;
    }
};

}  // namespace

Effects Complaint::update(Model& model, Shared& shared, const Msg& msg) {
    return std::visit(Update{model, shared}, msg);
}

Effects Complaint::on_enter(Model& model, Shared& shared, Route) {
    model = {};
    // Its key is the records' own, so that a photo taken here is one of them: of what hurts, not of a paper.
    shared.draft.record_kind = domain::RecordKind::other;
    return {};
}

}  // namespace bz::screens
