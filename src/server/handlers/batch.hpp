// A community worker's list: a refill is prepared from earlier prescriptions, read out on the phone, and sent when the
// person said yes to it. Each row stands alone; what a person may not do the worker may not either.
#pragma once

#include "api/batch.hpp"
#include "server/handlers/context.hpp"
#include "server/providers/providers.hpp"
#include "server/store/batch.hpp"
#include "server/store/mandates.hpp"

namespace bz::server::handlers {

Outcome<api::Batch> desk_batch(Context&);
Outcome<api::BatchDetail> desk_batch_person(Context&, const std::string& mandate_id);
Outcome<api::BatchPerson> desk_prepare(Context&, const std::string& mandate_id, const api::BatchContent&);
Outcome<api::BatchPerson> desk_read_back(Context&, const std::string& mandate_id, const api::BatchReadBack&);
// Sent, or failed with the reason kept in the row: either way an answer, so that one row does not stop the others.
Outcome<api::BatchPerson> desk_send(Context&, const std::string& mandate_id);  // batch_send.cpp

// The caller's own mandate that holds today; the hospital's own system has all.
Outcome<MandateRow> held_mandate(Context&, const std::string& id);
Outcome<api::BatchPerson> batch_person_view(Context&, const MandateRow&);
[[nodiscard]] api::BatchMedicine medicine_view(const Context&, const BatchItem&);
// A mark of exactly what is read out to this person; it changes with any word of it.
[[nodiscard]] std::string content_mark(const Context&, const std::string& person_id, const BatchSheet&);
// As the hospital knows these medicines today; nullopt when one is no longer there.
[[nodiscard]] std::optional<BatchSheet> sheet_of(const KnownCare&, const std::vector<std::string>& medicine_ids,
                                                 int weeks);
[[nodiscard]] std::vector<std::string> medicine_ids(const BatchSheet&);

}  // namespace bz::server::handlers
