// The read API for a hospital's own systems in FHIR R4 (docs/FHIR.md): paths, parameters, media types and failures as
// FHIR wants them. Which resources there are is server/fhir's, who may read what handlers/fhir's.
#pragma once

#include "server/http/api.hpp"

namespace bz::server {

[[nodiscard]] bool is_fhir_path(std::string_view path);
[[nodiscard]] std::string_view fhir_route(std::string_view path);  // the pattern, for logs and labels
void serve_fhir(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

// Turns every problem document that passes into an OperationOutcome.
[[nodiscard]] Send failing_as_fhir(Send send);

}  // namespace bz::server
