// Which resources there are, what they can be searched by, and reading the parameters of a search. A parameter that is
// not known is refused: what was meant as a filter and is not one would give one patient's data as another's.
#pragma once

#include "base/date.hpp"
#include "server/fhir/codes.hpp"

#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bz::server::fhir {

enum class Filter { id, patient, task, token, date, updated };

struct Parameter {
    std::string_view name;
    Filter filter{};
    std::string_view type;    // in FHIR's words: token | reference | date
    std::string_view system;  // of a token's codes
    std::span<const Code> (*codes)() = nullptr;
    bool kind = false;  // a token of what it is, not of its state
};

struct ResourceInfo {
    std::string_view type;
    std::string_view prefix;  // of our ids
    std::span<const Parameter> parameters;
    bool searched = true;
};
[[nodiscard]] std::span<const ResourceInfo> resources();
[[nodiscard]] const ResourceInfo* resource_info(std::string_view type);  // null for what is not here

inline constexpr int page_default = 50;
inline constexpr int page_most = 100;

struct Search {
    std::string id;                                                   // FHIR's
    std::string person_id, visit_id;                                  // our own
    std::string states, kinds;                                        // ",queued,submitted,": only these; empty for any
    Instant from = instant_min, until = instant_max;                  // until: no longer in it
    Instant updated_from = instant_min, updated_until = instant_max;  // the same
    int count = page_default;
    std::string after;     // FHIR's id of the last item of the page before
    bool nothing = false;  // what was asked for is well said, and cannot be here
};

struct ParameterFault {
    std::string name;       // one of ours, or empty
    std::string_view code;  // unknown | repeated | invalid
};
using Parameters = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] std::expected<Search, ParameterFault> parse_search(const ResourceInfo& info,
                                                                 const Parameters& parameters);

}  // namespace bz::server::fhir
