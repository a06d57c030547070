// Mandates: a clerk records what a signed paper says, the person sees it and takes it back.
#pragma once

#include "api/batch.hpp"
#include "server/handlers/context.hpp"
#include "server/store/mandates.hpp"

namespace bz::server::handlers {

[[nodiscard]] bool is_live(const Context&, const MandateRow&);
// Who brings and sees the photo of a signed paper of their hospital: clerks, and the worker whom it names.
[[nodiscard]] bool may_handle_paper(const StaffRow&, const MandateRow&);

Outcome<api::MandateList> list_mandates(Context&);
Outcome<Nothing> end_own_mandate(Context&, const std::string& id);
Outcome<api::DeskMandateList> desk_mandates(Context&);
Outcome<api::Mandate> desk_create_mandate(Context&, const api::MandateRequest&);
// Takes the place of an earlier photo, which is erased.
Outcome<api::Mandate> desk_attach_paper(Context&, const std::string& id, const api::MandatePaper&);
Outcome<Nothing> desk_end_mandate(Context&, const std::string& id);
void end_mandates_of(Context&, const std::string& worker_id);  // who works here no longer
void expire_mandates(Context&);                                // by the background: those whose last day is over

}  // namespace bz::server::handlers
