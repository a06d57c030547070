// What becomes of picked files: how far each one is, how a finished upload becomes a record, and what is left after a
// reload. Bytes travel in the host; this file only keeps the list in the draft honest.
#pragma once

#include <string>
#include <string_view>

#include "client/state/shared.hpp"

namespace bz::state {

// Where an upload stands: picked > sending <> paused > done > recording > recorded; failed; interrupted (by a reload).
[[nodiscard]] bool is_under_way(const UploadDraft& upload);  // goes on by itself
[[nodiscard]] bool is_stuck(const UploadDraft& upload);      // waits for the person: paused, failed, interrupted

struct UploadCount {
    int recorded = 0, under_way = 0, stuck = 0;
    bool operator==(const UploadCount&) const = default;
};
[[nodiscard]] UploadCount count_uploads(const Draft& draft);

// The handle that names an upload in messages; never empty, unique in the draft.
[[nodiscard]] std::string upload_key(const UploadDraft& upload);
[[nodiscard]] UploadDraft* find_upload(Draft& draft, std::string_view key);

// After a draft was restored: its bytes are gone, so what was travelling waits for the person to pick the file again,
// and a finished upload that the hospital may not have filed is filed again. Call once, right after `restore`.
void interrupt_uploads(Draft& draft);

// Asks the hospital to file finished uploads ("records.post.<upload id>"). Safe to call at any time and any number of
// times.
[[nodiscard]] Effects record_finished_uploads(Shared& shared);

// Goes on with uploads that stopped because the session had ended.
[[nodiscard]] Effects resume_uploads(Shared& shared);

// Lists records that the hospital already has, so that they go with the visit like those sent just now.
void adopt_records(Shared& shared);

}  // namespace bz::state
