// A visit: what a patient asks of the hospital. A refill as in HL7's task-example3, with what was asked for as inputs
// and what came of it as outputs.
#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

namespace {

using domain::VisitKind;
using domain::VisitState;

Json part(std::string_view what) { return {{"type", codeable(coding(own_system("visit-part"), what))}}; }

void add_text(Json& list, std::string_view what, const std::optional<std::string>& text) {
    Json one = part(what);
    put(one, "valueString", text.value_or(""));
    if (one.contains("valueString")) list.push_back(std::move(one));
}

// A medicine of earlier care, by the id under which the hospital named it: it has no resource here.
Json earlier_medicine(const TaskSource& source, const std::string& id) {
    Json json = {{"type", "MedicationRequest"}, {"identifier", identifier(own_system("earlier-medicine"), id)}};
    if (const auto name = source.medicine_names.find(id); name != source.medicine_names.end())
        put(json, "display", name->second);
    return json;
}

Json inputs(const TaskSource& source) {
    const api::VisitDraft& draft = source.visit.draft;
    Json list = Json::array();
    for (const std::string& id : draft.medicine_ids.value_or(std::vector<std::string>{})) {
        Json one = part("medicine");
        one["valueReference"] = earlier_medicine(source, id);
        list.push_back(std::move(one));
    }
    add_text(list, "medicine-text", draft.medicine_text);
    if (draft.weeks) {
        Json one = part("supply");
        one["valueDuration"] = {
            {"value", *draft.weeks}, {"unit", "week"}, {"system", "http://unitsofmeasure.org"}, {"code", "wk"}};
        list.push_back(std::move(one));
    }
    add_text(list, "complaint", draft.complaint);
    for (const std::string& id : draft.record_ids.value_or(std::vector<std::string>{})) {
        Json one = part("record");
        one["valueReference"] = reference("DocumentReference", id);
        list.push_back(std::move(one));
    }
    return list;
}

Json referral(const TaskSource& source) {
    const VisitRow& visit = source.visit;
    Json json = {{"resourceType", "ServiceRequest"}, {"id", "referral"}, {"status", "active"}, {"intent", "order"}};
    json["code"] = codeable_text("面诊");
    json["subject"] = reference("Patient", visit.person_id);
    if (visit.ended_at) json["authoredOn"] = instant_text(visit.ended_at);
    json["requester"] = named("Practitioner", visit.ending->by);
    json["performer"] = Json::array({named("Organization", source.hospital)});
    json["locationCode"] = Json::array({codeable_text(source.referral_place)});
    Json note = Json::object();
    put(note, "text", visit.ending->text);
    if (!note.empty()) json["note"] = Json::array({std::move(note)});
    return json;
}

void add_ending(Json& json, Json& outputs, const TaskSource& source) {
    const VisitRow& visit = source.visit;
    if (visit.termination_reason)
        json["statusReason"] = codeable(coding(own_system("termination-reason"), to_string(*visit.termination_reason)));
    if (!visit.ending) return;
    if (visit.state == VisitState::terminated) {
        json["contained"] = Json::array({referral(source)});
        Json one = part("referral");
        one["valueReference"] = {{"reference", "#referral"}};
        outputs.push_back(std::move(one));
    }
    if (visit.state != VisitState::concluded) return;
    add_text(outputs, "summary", visit.ending->text);
    if (visit.ending->follow_up_on.empty()) return;
    Json one = part("follow-up");
    one["valueDate"] = visit.ending->follow_up_on;
    outputs.push_back(std::move(one));
}

void add_prescriptions(Json& outputs, const TaskSource& source) {
    for (const PrescriptionRow& row : source.prescriptions) {
        for (std::size_t item = 1; item <= row.items.size(); ++item) {
            Json one = part("prescription");
            one["valueReference"] = {{"reference", "MedicationRequest/" + medication_id(row, item)},
                                     {"type", "MedicationRequest"}};
            outputs.push_back(std::move(one));
        }
    }
}

Json doctor(const VisitRow& visit) {
    Json json = named("Practitioner", visit.doctor->name);
    const bool staff = visit.assigned_to.starts_with("sta_");
    if (staff) json["identifier"] = identifier(own_system("staff"), visit.assigned_to);
    return json;
}

}  // namespace

std::string task(const TaskSource& source) {
    const VisitRow& visit = source.visit;
    Json json = resource("Task", visit.id);
    json["status"] = fhir_code(task_status(), to_string(visit.state));
    json["businessStatus"] = codeable(coding(own_system("visit-state"), to_string(visit.state)));
    json["intent"] = "order";
    json["code"] = codeable(coding(own_system("visit-kind"), to_string(visit.kind)),
                            visit.kind == VisitKind::refill ? "Refill Request" : "Consultation Request");
    const auto& medicines = visit.draft.medicine_ids;
    if (visit.kind == VisitKind::refill && medicines && !medicines->empty())
        json["focus"] = earlier_medicine(source, medicines->front());
    json["for"] = reference("Patient", visit.person_id);
    json["requester"] = reference("Patient", visit.person_id);
    if (visit.doctor) json["owner"] = doctor(visit);
    json["authoredOn"] = instant_text(visit.submitted_at);
    if (visit.accepted_at) {
        json["executionPeriod"]["start"] = instant_text(visit.accepted_at);
        // A sheet that comes back from review opens the visit again.
        if (domain::is_final(visit.state) && visit.ended_at >= visit.accepted_at)
            json["executionPeriod"]["end"] = instant_text(visit.ended_at);
    }
    if (Json list = inputs(source); !list.empty()) json["input"] = std::move(list);
    Json outputs = Json::array();
    add_prescriptions(outputs, source);
    add_ending(json, outputs, source);
    if (!outputs.empty()) json["output"] = std::move(outputs);
    return text_of(json);
}

}  // namespace bz::server::fhir
