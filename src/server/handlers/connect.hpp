// What the hospital's own systems report, when they stand in the place of the sandbox: each report is safe to repeat.
#pragma once

#include "api/connect.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

// What the hospital knows of the person's earlier care: as its system told, else as the provider does.
[[nodiscard]] KnownCare known_care(Context&, const std::string& person_id);
// To the hospital's gateway, the webhook that asked for codes: sealed in the outbox, erased once it was sent or is too
// late. "sms_unavailable" when no webhook did.
Outcome<Nothing> send_code_by_gateway(Context&, const SmsCodeRow&, const std::string& code);

Outcome<Nothing> desk_put_earlier_care(Context&, const std::string& person_id, const api::DeskEarlierCare&);
Outcome<api::DeskPaymentList> desk_payments(Context&);
Outcome<api::DeskPayment> desk_get_payment(Context&, const std::string& id);
Outcome<api::DeskPayment> desk_payment_arrived(Context&, const std::string& id, const api::MoneyReport&);
Outcome<api::DeskPayment> desk_payment_refunded(Context&, const std::string& id, const api::MoneyReport&);

}  // namespace bz::server::handlers
