// An answer to one of the hospital's consents. A newer answer to the same purpose takes its place.
#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

std::string consent(const ConsentSource& source) {
    const ConsentRow& answer = source.answer;
    const Instant changed = source.superseded_at ? source.superseded_at : answer.at;
    std::string_view state = source.superseded_at ? "superseded" : "active";
    if (!answer.given) state = "refused";
    Json json = resource("Consent", source.id);
    json["meta"]["lastUpdated"] = instant_text(changed);
    json["status"] = fhir_code(consent_status(), state);
    json["scope"] =
        codeable(coding("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", "Privacy Consent"));
    json["category"] = Json::array({codeable(coding("http://loinc.org", "59284-0", "Patient Consent")),
                                    codeable(coding(own_system("consent-purpose"), answer.purpose))});
    if (!source.person_id.empty()) {
        json["patient"] = reference("Patient", source.person_id);
        json["performer"] = Json::array({reference("Patient", source.person_id)});
    }
    json["dateTime"] = instant_text(answer.at);
    json["organization"] = Json::array({named("Organization", source.hospital)});
    // The form that was shown, in its version.
    json["policy"] =
        Json::array({{{"uri", own_system("consent:" + answer.purpose + ':' + std::to_string(answer.version))}}});
    json["provision"] = {{"type", answer.given ? "permit" : "deny"}};
    return text_of(json);
}

}  // namespace bz::server::fhir
