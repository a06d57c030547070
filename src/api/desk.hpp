// The hospital's side: what doctors, pharmacists, pharmacies and clerks send.
#pragma once

#include "api/visit.hpp"

namespace bz::api {

struct DeskMessage {
    std::string text;                      // may be empty when there is an upload
    std::optional<std::string> upload_id;  // a photo or a voice note, sent to /desk/uploads for this visit
};
BZ_SCHEMA(DeskMessage, text, upload_id);

struct DeskPrescription {
    std::vector<PrescriptionItem> items;
    std::optional<int> valid_days;          // 1 .. 3; left out: the hospital's rule
    std::optional<std::string> assessment;  // needed above weeks_simple_max
};
BZ_SCHEMA(DeskPrescription, items, valid_days, assessment);

struct DeskConclusion {
    std::string text;
    std::optional<std::string> follow_up_on;
};
BZ_SCHEMA(DeskConclusion, text, follow_up_on);

struct DeskTermination {
    domain::TerminationReason reason{};
    std::string note;
};
BZ_SCHEMA(DeskTermination, reason, note);

struct DeskReview {
    bool approved = false;
    std::optional<std::string> reason;
};
BZ_SCHEMA(DeskReview, approved, reason);

struct DeskIdentityDecision {
    bool verified = false;
    std::optional<std::string> reason;
    std::optional<bool> needs_staff;  // the registry could not say: a clerk has to look
};
BZ_SCHEMA(DeskIdentityDecision, verified, reason, needs_staff);

struct DeskOrderMove {
    domain::OrderState state{};
    std::optional<std::string> tracking_number;  // with shipped
    std::optional<std::string> courier_phone;    // with shipped
};
BZ_SCHEMA(DeskOrderMove, state, tracking_number, courier_phone);

// Someone else collects: 长期处方管理规范 wants both documents seen.
struct DeskProxy {
    std::string name;
    bool patient_document_seen = false;
    bool proxy_document_seen = false;
    std::optional<std::string> mandate_id;  // when it is a community worker with a mandate
};
BZ_SCHEMA(DeskProxy, name, patient_document_seen, proxy_document_seen, mandate_id);

// One of the two: what whoever is at the counter can say.
struct DeskOrderSearch {
    std::optional<std::string> code;
    std::optional<std::string> surname;
};
BZ_SCHEMA(DeskOrderSearch, code, surname);

struct DeskPickUp {
    std::string code;
    std::optional<DeskProxy> proxy;
};
BZ_SCHEMA(DeskPickUp, code, proxy);

struct DeskRefund {
    std::int64_t amount_fen = 0;
    std::string reason;
};
BZ_SCHEMA(DeskRefund, amount_fen, reason);

}  // namespace bz::api
