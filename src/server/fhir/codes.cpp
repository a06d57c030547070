#include "server/fhir/codes.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace bz::server::fhir {

std::span<const Code> task_status() {
    static constexpr Code codes[] = {
        {"requested", "submitted"},  // sent; its fee is not paid yet
        {"received", "queued"},
        {"in-progress", "in_consultation"},
        {"completed", "concluded"},
        {"completed", "prescribed"},
        {"rejected", "terminated"},
        {"cancelled", "cancelled"},
        {"failed", "expired"},
        {"draft", ""},  // a draft is the patient's own until it is sent
        {"accepted", ""},
        {"ready", ""},
        {"on-hold", ""},
        {"entered-in-error", ""},
    };
    return codes;
}

std::span<const Code> medication_status() {
    static constexpr Code codes[] = {
        {"draft", "signed"},  // not in effect before the pharmacist's review
        {"draft", "in_review"},       {"active", "approved"},    {"active", "confirmed"}, {"active", "ordered"},
        {"completed", "handed_over"}, {"cancelled", "returned"}, {"stopped", "expired"},  {"on-hold", ""},
        {"entered-in-error", ""},     {"unknown", ""},
    };
    return codes;
}

std::span<const Code> consent_status() {
    static constexpr Code codes[] = {
        {"active", "active"}, {"inactive", "superseded"}, {"rejected", "refused"},
        {"draft", ""},        {"proposed", ""},           {"entered-in-error", ""},
    };
    return codes;
}

std::span<const Code> visit_kinds() {
    static constexpr Code codes[] = {{"refill", "refill"}, {"consultation", "consultation"}};
    return codes;
}

std::span<const Code> record_kinds() {
    static constexpr Code codes[] = {
        {"outpatient", "outpatient"},
        {"inpatient", "inpatient"},
        {"discharge_summary", "discharge_summary"},
        {"diagnosis_certificate", "diagnosis_certificate"},
        {"examination_report", "examination_report"},
        {"imaging", "imaging"},
        {"other", "other"},
    };
    return codes;
}

std::span<const Code> consent_purposes() {
    static constexpr Code codes[] = {
        {"terms", "terms"},
        {"identity", "identity"},
        {"health_data", "health_data"},
        {"face", "face"},
        {"share_pharmacy", "share_pharmacy"},
        {"sms_notice", "sms_notice"},
    };
    return codes;
}

std::string_view fhir_code(std::span<const Code> codes, std::string_view own) {
    const auto found = std::ranges::find(codes, own, &Code::own);
    BZ_ASSERT(found != codes.end());
    return found->fhir;
}

}  // namespace bz::server::fhir
