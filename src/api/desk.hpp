// The hospital's side: what doctors, pharmacists, pharmacies and clerks send.
#pragma once

#include "api/visit.hpp"

namespace bz::api {

struct DeskMessage {
    std::string text;
};
BZ_SCHEMA(DeskMessage, text);

struct DeskPrescription {
    std::vector<PrescriptionItem> items;
};
BZ_SCHEMA(DeskPrescription, items);

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
};
BZ_SCHEMA(DeskIdentityDecision, verified, reason);

struct DeskOrderMove {
    domain::OrderState state{};
};
BZ_SCHEMA(DeskOrderMove, state);

}  // namespace bz::api
