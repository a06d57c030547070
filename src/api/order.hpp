// From a prescription to the door: prescriptions, quotes, orders, payments.
#pragma once

#include "api/common.hpp"
#include "domain/order.hpp"
#include "domain/payment.hpp"
#include "domain/prescription.hpp"

namespace bz::api {

struct Payment {
    std::string id;
    domain::PaymentState state{};
    std::int64_t amount_fen = 0;
    std::optional<std::string> redirect_url;  // where to pay, while pending
};
BZ_SCHEMA(Payment, id, state, amount_fen, redirect_url);

struct Refund {
    std::int64_t amount_fen = 0;
    std::string state;  // refunding | refunded
    std::string expected_by;
};
BZ_SCHEMA(Refund, amount_fen, state, expected_by);

struct PrescriptionItem {
    std::string name;
    std::string specification;
    std::string usage;
    int weeks = 0;
    bool hospital_only = false;
};
BZ_SCHEMA(PrescriptionItem, name, specification, usage, weeks, hospital_only);

struct Prescription {
    std::string id;
    std::string visit_id;
    domain::PrescriptionState state{};
    std::string doctor_name;
    std::string signed_at;
    std::string valid_until;
    std::optional<std::string> pharmacist_name;
    std::vector<PrescriptionItem> items;       // empty until approved
    std::optional<std::string> assessment;     // why so many weeks; shown with the items
    std::optional<std::string> return_reason;  // the pharmacist's, for the desk only
};
BZ_SCHEMA(Prescription, id, visit_id, state, doctor_name, signed_at, valid_until, pharmacist_name, items, assessment,
          return_reason);

struct QuoteLine {
    std::string name;
    int weeks = 0;
    std::int64_t amount_fen = 0;
};
BZ_SCHEMA(QuoteLine, name, weeks, amount_fen);

struct Quote {
    std::string id;
    std::string prescription_id;
    domain::Fulfilment fulfilment{};
    std::string pharmacy;
    std::string ready_by;  // delivered or ready for collection, at the latest
    bool in_stock = false;
    std::vector<QuoteLine> lines;
    std::vector<std::string> hospital_only;  // names collected and paid at the hospital
    std::int64_t medicine_fen = 0;
    std::int64_t insurance_pooled_fen = 0;
    std::int64_t personal_account_fen = 0;
    std::int64_t self_pay_fen = 0;
    std::int64_t courier_fen = 0;
    std::int64_t total_due_fen = 0;
    std::string expires_at;
    std::optional<std::string> pharmacy_id;  // of one whose stock is kept here
    std::optional<LocalText> pharmacy_place;
};
BZ_SCHEMA(Quote, id, prescription_id, fulfilment, pharmacy, ready_by, in_stock, lines, hospital_only, medicine_fen,
          insurance_pooled_fen, personal_account_fen, self_pay_fen, courier_fen, total_due_fen, expires_at, pharmacy_id,
          pharmacy_place);

struct QuoteList {
    std::vector<Quote> items;
};
BZ_SCHEMA(QuoteList, items);

struct Address {
    std::string name;
    std::string phone;
    std::string line;
};
BZ_SCHEMA(Address, name, phone, line);

struct OrderRequest {
    std::string quote_id;
    std::optional<Address> address;  // needed for delivery
    bool share_consent = false;      // separate consent: prescription and address go to the pharmacy
};
BZ_SCHEMA(OrderRequest, quote_id, address, share_consent);

struct TrackingEvent {
    std::string code;  // created | paid | packed | shipped | delivered | ready | picked_up
    std::string at;
};
BZ_SCHEMA(TrackingEvent, code, at);

struct Order {
    std::string id;
    std::string visit_id;
    domain::Fulfilment fulfilment{};
    domain::OrderState state{};
    Quote quote;
    Payment payment;
    std::vector<TrackingEvent> tracking;
    std::optional<std::string> pickup_code;           // pickup orders, when ready
    std::optional<std::string> hospital_pickup_code;  // for hospital-only medicine
    std::optional<std::string> courier_phone;
    std::optional<std::string> tracking_number;  // the courier's
    std::optional<Refund> refund;                // of the whole or a part
};
BZ_SCHEMA(Order, id, visit_id, fulfilment, state, quote, payment, tracking, pickup_code, hospital_pickup_code,
          courier_phone, tracking_number, refund);

struct OrderList {
    std::vector<Order> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(OrderList, items, next_cursor);

}  // namespace bz::api
