// What a hospital's own systems report: money that arrived or went back, and what they know of a person's earlier care.
#pragma once

#include "api/common.hpp"
#include "domain/payment.hpp"

namespace bz::api {

struct DeskRefundLine {
    std::string id;
    std::int64_t amount_fen = 0;
    std::string requested_at;
    std::optional<std::string> arrived_at;
};
BZ_SCHEMA(DeskRefundLine, id, amount_fen, requested_at, arrived_at);

struct DeskPayment {
    std::string id;
    domain::PaymentState state{};
    std::int64_t amount_fen = 0;
    std::string purpose;     // visit | order
    std::string subject_id;  // of the visit or order
    std::string created_at;
    std::optional<std::string> reference;  // the gateway's
    std::vector<DeskRefundLine> refunds;   // oldest first; at most one has not arrived
};
BZ_SCHEMA(DeskPayment, id, state, amount_fen, purpose, subject_id, created_at, reference, refunds);

struct DeskPaymentList {
    std::vector<DeskPayment> items;
};
BZ_SCHEMA(DeskPaymentList, items);

// Both for money that arrived and for money that went back. The same report may come again.
struct MoneyReport {
    std::int64_t amount_fen = 0;
    std::string reference;  // the gateway's own, one for each movement of money
};
BZ_SCHEMA(MoneyReport, amount_fen, reference);

struct CareMedicine {
    std::string id;  // the hospital's own
    LocalText name;
    std::string specification;
    LocalText usage;
    std::string last_prescribed_on;  // YYYY-MM-DD
};
BZ_SCHEMA(CareMedicine, id, name, specification, usage, last_prescribed_on);

struct CareDoctor {
    std::string id;
    LocalText name, department, title;
};
BZ_SCHEMA(CareDoctor, id, name, department, title);

struct DeskEarlierCare {
    std::vector<CareMedicine> medicines;  // what may be asked for again
    std::optional<CareDoctor> doctor;     // whom the patient knows
};
BZ_SCHEMA(DeskEarlierCare, medicines, doctor);

// The one telling that names a phone: to the hospital's gateway for text messages, sealed until it is sent.
struct SmsTelling {
    std::string id;
    std::string kind;  // sms_code.requested
    std::string subject;
    std::string hospital_id;
    std::string at;
    std::string phone;
    std::string code;
    std::string lang;  // zh | en
    std::string expires_at;
};
BZ_SCHEMA(SmsTelling, id, kind, subject, hospital_id, at, phone, code, lang, expires_at);

}  // namespace bz::api
