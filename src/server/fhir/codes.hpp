// Our states and kinds in the codes of FHIR, both ways: for what is written and for what is searched.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bz::server::fhir {

struct Code {
    std::string_view fhir;
    std::string_view own;  // empty for a code of FHIR's that nothing here ever has
};

[[nodiscard]] std::span<const Code> task_status();        // of a visit's state
[[nodiscard]] std::span<const Code> medication_status();  // of a prescription's state, and "handed_over"
[[nodiscard]] std::span<const Code> consent_status();
[[nodiscard]] std::span<const Code> visit_kinds();
[[nodiscard]] std::span<const Code> record_kinds();
[[nodiscard]] std::span<const Code> consent_purposes();

[[nodiscard]] std::string_view fhir_code(std::span<const Code> codes, std::string_view own);  // must be known

}  // namespace bz::server::fhir
