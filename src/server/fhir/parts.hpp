// What resources share: ids, references, codings, times. An empty text is left out everywhere: FHIR knows no empty
// ones.
#pragma once

#include "api/codec.hpp"
#include "base/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bz::server::fhir {

using api::Json;

// Code systems and identifiers that are ours. The names after the colon are part of what hospitals rely on.
[[nodiscard]] std::string own_system(std::string_view name);  // "urn:banzhen:visit-kind"

// FHIR's ids have no underscore and ours have just one: "vis_abc" is "vis-abc".
[[nodiscard]] std::string fhir_id(std::string_view own);
[[nodiscard]] std::optional<std::string> own_id(std::string_view fhir, std::string_view prefix);

void put(Json& into, const char* key, std::string_view text);
[[nodiscard]] Json coding(std::string_view system, std::string_view code, std::string_view display = {});
[[nodiscard]] Json codeable(Json coding, std::string_view text = {});
[[nodiscard]] Json codeable_text(std::string_view text);
[[nodiscard]] Json identifier(std::string_view system, std::string_view value);
[[nodiscard]] Json reference(std::string_view type, std::string_view own);  // to what can be read here
// To what cannot: someone with a name and no more.
[[nodiscard]] Json named(std::string_view type, std::string_view display);

// Always with milliseconds, so that what was printed last can be asked from: an earlier one never prints as later.
[[nodiscard]] std::string instant_text(Instant at);
[[nodiscard]] Json resource(std::string_view type, std::string_view own);
[[nodiscard]] std::string text_of(const Json& json);

}  // namespace bz::server::fhir
