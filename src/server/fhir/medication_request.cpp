#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include "base/assert.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

std::string medication_id(const PrescriptionRow& row, std::size_t item) {
    return fhir_id(row.id) + '-' + std::to_string(item);
}

std::string medication_request(const PrescriptionRow& row, std::size_t item, bool handed_over) {
    BZ_ASSERT(item >= 1 && item <= row.items.size());
    const api::PrescriptionItem& medicine = row.items[item - 1];
    const std::string_view state = handed_over ? "handed_over" : to_string(row.state);
    Json json = {{"resourceType", "MedicationRequest"}, {"id", medication_id(row, item)}};
    json["identifier"] = Json::array({identifier(own_system("prescription-item"), medication_id(row, item))});
    // The sheet is what a pharmacist reviews and a patient orders: all of it, or none.
    json["groupIdentifier"] = identifier(own_system("prescription"), row.id);
    json["status"] = fhir_code(medication_status(), state);
    Json reason = codeable(coding(own_system("prescription-state"), to_string(row.state)), row.return_reason);
    json["statusReason"] = std::move(reason);
    json["intent"] = "order";
    json["medicationCodeableConcept"] = codeable_text(medicine.name + ' ' + medicine.specification);
    json["subject"] = reference("Patient", row.person_id);
    json["supportingInformation"] = Json::array({reference("Task", row.visit_id)});
    json["authoredOn"] = instant_text(row.signed_at);
    json["requester"] = named("Practitioner", row.doctor_name);
    if (Json dosage = codeable_text(medicine.usage); !dosage.empty())
        json["dosageInstruction"] = Json::array({std::move(dosage)});
    json["dispenseRequest"]["validityPeriod"] = {{"start", instant_text(row.signed_at)},
                                                 {"end", instant_text(row.valid_until)}};
    json["dispenseRequest"]["expectedSupplyDuration"] = {
        {"value", medicine.weeks}, {"unit", "week"}, {"system", "http://unitsofmeasure.org"}, {"code", "wk"}};
    Json notes = Json::array();
    const auto note = [&](std::string_view text) {
        Json one = Json::object();
        put(one, "text", text);
        if (!one.empty()) notes.push_back(std::move(one));
    };
    note(row.assessment);
    if (medicine.hospital_only) note("collected at the hospital only");
    if (!notes.empty()) json["note"] = std::move(notes);
    return text_of(json);
}

}  // namespace bz::server::fhir
