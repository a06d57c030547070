// What becomes of picked files: how far each one is, how a finished upload becomes a record, and what is left after a
// reload. Bytes travel in the host; this file only keeps the list in the draft honest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/state/shared.hpp"

namespace bz::state {

// Where an upload stands: preparing > checking (the person looks at it) > picked > sending <> paused > done > recording
// > recorded; failed; interrupted (by a reload).
[[nodiscard]] bool is_under_way(const UploadDraft& upload);  // goes on by itself
[[nodiscard]] bool is_stuck(const UploadDraft& upload);      // waits for the person: paused, failed, interrupted

struct UploadCount {
    int recorded = 0, under_way = 0, stuck = 0;
    bool operator==(const UploadCount&) const = default;
};
[[nodiscard]] UploadCount count_uploads(const Draft& draft);

// A CT or MRI series: many files, one document.
[[nodiscard]] bool is_series(const UploadDraft& upload);
// Slices that did not arrive.
[[nodiscard]] int missing_slices(const UploadDraft& upload);

// The handle that names an upload in messages; never empty, unique in the draft.
[[nodiscard]] std::string upload_key(const UploadDraft& upload);
[[nodiscard]] UploadDraft* find_upload(Draft& draft, std::string_view key);

// The pages that wait for, or belong to, the document that begins with this upload; itself first.
[[nodiscard]] std::vector<const UploadDraft*> pages_of(const Draft& draft, const UploadDraft& first);

// After a draft was restored: its bytes are gone, so what was travelling waits for the person to pick the file again,
// and a finished upload that the hospital may not have filed is filed again. Call once, right after `restore`.
void interrupt_uploads(Draft& draft);

// Asks the hospital to file finished uploads: a first page becomes a record ("records.post.<upload id>"), further ones
// join theirs when it is there ("records.join.<record id>"). Safe to call at any time and any number of times.
[[nodiscard]] Effects record_finished_uploads(Shared& shared);
// What the hospital answered to one of these; what follows from it. Nothing for other replies.
[[nodiscard]] Effects on_filed(Shared& shared, const Reply& reply);

// Goes on with uploads that stopped because the session had ended.
[[nodiscard]] Effects resume_uploads(Shared& shared);

// Of the person's records from before, the newest few go with a visit without being asked for; the person may say
// otherwise, so this happens once.
inline constexpr std::size_t earlier_chosen_max = 5;
void adopt_records(Shared& shared);

// The person's records that are not among the uploads, newest first.
[[nodiscard]] std::vector<const api::Record*> earlier_records(const Shared& shared);
// The kinds of all documents that go with the visit, new ones first.
[[nodiscard]] std::vector<domain::RecordKind> chosen_kinds(const Shared& shared);
// The record in the list; null when it is not there.
[[nodiscard]] const api::Record* find_record(const Shared& shared, std::string_view id);
// Puts a changed record in its place in the list.
void keep_record(Shared& shared, api::Record record);
// Fills Draft::document with what is known of a document, for the page where it is changed; false when there is none.
bool begin_document(Shared& shared, std::string_view key);
// Takes a record out of everything.
void forget_record(Shared& shared, std::string_view id);

}  // namespace bz::state
