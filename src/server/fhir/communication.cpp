#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

namespace {

Json attachment(const UploadRow& upload) {
    Json json = {{"url", "Binary/" + fhir_id(upload.id)}};
    put(json, "contentType", upload.content->media_type);
    json["size"] = upload.content->bytes;
    return json;
}

Json sender(const CommunicationSource& source) {
    const MessageRow& message = source.message;
    if (message.sender == "patient") return reference("Patient", source.person_id);
    if (message.sender == "doctor") return named("Practitioner", message.by);
    return named("Device", "banzhen");
}

}  // namespace

std::string communication(const CommunicationSource& source) {
    const MessageRow& message = source.message;
    Json json = resource("Communication", message.id);
    json["meta"]["lastUpdated"] = instant_text(message.at);
    json["status"] = "completed";
    // Lines that say what happened have a code for their text: visit_opened, handover, prescribed …
    if (message.sender == "system")
        json["category"] = Json::array({codeable(
            coding("http://terminology.hl7.org/CodeSystem/communication-category", "notification", "Notification"))});
    json["medium"] = Json::array(
        {codeable(coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationMode", "WRITTEN", "written"))});
    json["basedOn"] = Json::array({reference("Task", message.visit_id)});
    json["subject"] = reference("Patient", source.person_id);
    json["sent"] = instant_text(message.at);
    json["sender"] = sender(source);
    Json text = Json::object();
    put(text, "contentString", message.text);
    if (!text.empty()) json["payload"].push_back(std::move(text));
    if (source.attachment && source.attachment->content)
        json["payload"].push_back({{"contentAttachment", attachment(*source.attachment)}});
    return text_of(json);
}

}  // namespace bz::server::fhir
