#include "client/state/who.hpp"

#include "client/state/visit_sync.hpp"

namespace bz::state {

Effects choose_person(Shared& shared, const std::string& person_id) {
    Draft& draft = shared.draft;
    const api::Person* before = shared.person();
    const bool same = before != nullptr && before->id == person_id;
    draft.person_id = person_id;
    if (same) return {};
    Effects effects;
    if (!visit_sent(shared)) effects = drop_visit(shared);
    for (const UploadDraft& upload : draft.uploads)
        if (!upload.file.empty() && upload.record_id.empty()) effects += StopUpload{upload.file, true};
    draft.uploads.clear();
    draft.earlier_ids.clear();
    draft.earlier_chosen = false;
    draft.medicine_ids.clear();
    draft.medicine_text.clear();
    draft.long_supply_confirmed = false;
    draft.complaint.clear();
    draft.reviewed = false;
    draft.guardian_present = false;
    shared.earlier_care = {};
    return effects;
}

bool needs_guardian(const Shared& shared, const api::Person& person) {
    constexpr int usual_age = 6;
    return person.age < (shared.hospital ? shared.hospital->rules.guardian_age.value_or(usual_age) : usual_age);
}

}  // namespace bz::state
