#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

namespace {

// Create, read, update, delete, or execute: a verb on something that is there.
const char* action_of(std::string_view operation) {
    if (operation.starts_with("GET ")) return "R";
    if (operation.starts_with("DELETE ")) return "D";
    if (operation.starts_with("PATCH ") || operation.starts_with("PUT ")) return "U";
    return operation.starts_with("POST ") && !operation.contains('{') ? "C" : "E";
}

// Success, or a minor failure: of what is refused only that has a line whose trying must be known (help, mandates).
const char* outcome_of(std::string_view operation) { return operation.ends_with(".refused") ? "4" : "0"; }

Json agent(const AuditSource& source) {
    const AuditEntry& entry = source.entry;
    Json json = {{"requestor", true}};
    json["type"] = codeable(coding(own_system("actor"), entry.actor_kind));
    // Someone close is known to nobody here but by the name that they gave.
    if (entry.actor_id.empty() || entry.actor_kind == "family") {
        json["name"] = source.actor_name.empty() ? entry.actor_kind : source.actor_name;
        return json;
    }
    // Accounts and staff are no resources here; a patient's account may hold several patients.
    const bool staff = entry.actor_kind != "patient";
    json["who"]["identifier"] = identifier(own_system(staff ? "staff" : "account"), entry.actor_id);
    if (!source.actor_name.empty()) json["name"] = source.actor_name;
    if (staff) json["who"]["type"] = entry.actor_kind == "system" ? "Device" : "Practitioner";
    return json;
}

}  // namespace

std::string audit_event(const AuditSource& source) {
    const AuditEntry& entry = source.entry;
    Json json = resource("AuditEvent", source.id);
    json["meta"]["lastUpdated"] = instant_text(entry.at);
    json["type"] = coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation");
    json["subtype"] = Json::array({coding(own_system("operation"), entry.action)});
    json["action"] = action_of(entry.action);
    json["recorded"] = instant_text(entry.at);
    json["outcome"] = outcome_of(entry.action);
    json["agent"] = Json::array({agent(source)});
    json["source"]["observer"] = named("Organization", source.hospital);
    Json entities = Json::array();
    if (!source.person_id.empty())
        entities.push_back({{"what", reference("Patient", source.person_id)},
                            {"type", coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", "1", "Person")},
                            {"role", coding("http://terminology.hl7.org/CodeSystem/object-role", "1", "Patient")}});
    if (!entry.object.empty())
        entities.push_back(
            {{"what", {{"identifier", identifier(own_system("id"), entry.object)}}},
             {"type", coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", "2", "System Object")}});
    if (!entities.empty()) json["entity"] = std::move(entities);
    return text_of(json);
}

}  // namespace bz::server::fhir
