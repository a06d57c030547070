// The moves that several operations share: visits, payments, orders and prescriptions changing state with everything
// that must follow in the same transaction (refunds, events, tracking). Which moves are legal is src/domain's.
#pragma once

#include "server/handlers/context.hpp"

namespace bz::server::care {

// Moves and stores the visit; money that the move gives back starts its way back.
Outcome<Nothing> move_visit(Context&, VisitRow&, domain::VisitState to);
Outcome<Nothing> move_order(Context&, OrderRow&, domain::OrderState to);
Outcome<Nothing> move_prescription(Context&, PrescriptionRow&, domain::PrescriptionState to);

// The gateway says that the money arrived. Safe to call again; money for something that ended goes back at once.
Outcome<Nothing> payment_arrived(Context&, const std::string& payment_id);
Outcome<Nothing> cancel_unpaid(Context&, OrderRow&);  // an order that was created and not paid
Outcome<Nothing> start_refund(Context&, PaymentRow&, std::int64_t amount_fen, std::string_view reason = {});
Outcome<Nothing> refund_arrived(Context&, PaymentRow&);

// Adds a line to the conversation. `sender` is patient, doctor or system (then `text` is a code).
MessageRow say(Context&, const VisitRow&, std::string_view sender, std::string_view text, std::string_view by,
               std::string_view upload_id = {});

}  // namespace bz::server::care
