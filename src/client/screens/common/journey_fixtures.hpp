// A journey half-way: a hospital, Mr Ren, his earlier medicines, his answers to the gate. Only for fixtures and tests.
#pragma once

#include "client/state/shared.hpp"

namespace bz::screens {

state::Shared sample_journey(domain::VisitKind kind);
// Named after its state: "sending" is half-way, "failed" was refused for its type, "recorded" has a record's id.
state::UploadDraft sample_upload(std::string_view state, domain::RecordKind kind);
api::Visit sample_visit(domain::VisitKind kind, domain::VisitState state);
api::RecordList sample_records();

}  // namespace bz::screens
