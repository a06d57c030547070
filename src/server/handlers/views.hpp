// Rows as the wire shows them, in the reader's language and with what the reader may see. No changes are made here.
#pragma once

#include "server/handlers/handlers.hpp"

namespace bz::server::handlers {

inline constexpr std::int64_t identity_redirect_ms = 30 * ms_per_minute;  // a check elsewhere is waited for

[[nodiscard]] std::optional<std::int64_t> median(std::vector<std::int64_t> values);
[[nodiscard]] api::Person person_view(const Context&, const PersonRow&);
[[nodiscard]] api::IdentityCheck identity_check_view(Context&, const IdentityCheckRow&);
[[nodiscard]] api::Record record_view(Context&, const RecordRow&);
[[nodiscard]] api::Payment payment_view(const Context&, const PaymentRow&);
[[nodiscard]] api::Visit visit_view(Context&, const VisitRow&);
[[nodiscard]] api::Message message_view(Context&, const MessageRow&);
[[nodiscard]] api::Prescription prescription_view(const Context&, const PrescriptionRow&, bool for_desk);
[[nodiscard]] api::Order order_view(Context&, const OrderRow&);
[[nodiscard]] api::EarlierCare earlier_care_view(const Context&, const KnownCare&, std::string_view lang);
[[nodiscard]] const std::string& in(std::string_view lang, const api::LocalText& text);
[[nodiscard]] std::string pharmacist_name(std::string_view lang);

// Cuts the extra item that tells whether there is another page, and gives the cursor to it.
template <class Row>
std::optional<std::string> cut_page(std::vector<Row>& rows, const Page& page) {
    if (rows.size() <= static_cast<std::size_t>(page.limit)) return std::nullopt;
    rows.resize(static_cast<std::size_t>(page.limit));
    return rows.back().id;
}

}  // namespace bz::server::handlers
