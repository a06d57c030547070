// Lists of what waits at the desk, waiting times, and handing a visit over.
#pragma once

#include "api/desk_work.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

// A visit whose doctor gave it back has this in the place of the doctor's id.
inline constexpr std::string_view handed_back = "-";

// The caller takes the visit as its doctor.
void take_visit(Context&, VisitRow&);
// A doctor may not work in another doctor's visit.
Outcome<Nothing> require_own_visit(const Context&, const VisitRow&);

// The order, when it is this caller's business: not another pharmacy's.
Outcome<OrderRow> order_for_staff(Context&, const std::string& id);

Outcome<api::Visit> desk_hand_over(Context&, const std::string& visit_id, const api::DeskHandover&);
Outcome<api::DeskWaiting> desk_waiting(Context&);
Outcome<api::PrescriptionList> desk_prescriptions(Context&);
Outcome<api::Prescription> desk_get_prescription(Context&, const std::string& id);
Outcome<api::DeskOrderList> desk_orders(Context&);
// Of those that wait to be fetched, by the code or by who they are for; neither comes back.
Outcome<api::DeskOrderList> desk_find_orders(Context&, const api::DeskOrderSearch&);
Outcome<api::DeskOrder> desk_get_order(Context&, const std::string& id);
Outcome<api::DeskIdentityCheckList> desk_identity_checks(Context&);
Outcome<api::DeskIdentityCheck> desk_get_identity_check(Context&, const std::string& id);
Outcome<api::DeskIdentityCheck> desk_open_identity_check(Context&, const std::string& id);

}  // namespace bz::server::handlers
