#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

namespace {

// The kinds that LOINC has a name for; what a certificate or a report of any examination would be there is not agreed.
Json document_type(domain::RecordKind kind) {
    using enum domain::RecordKind;
    constexpr std::string_view loinc = "http://loinc.org";
    Json json = codeable(coding(own_system("record-kind"), to_string(kind)));
    const auto also = [&](std::string_view code, std::string_view display) {
        json["coding"].push_back(coding(loinc, code, display));
    };
    if (kind == outpatient) also("34108-1", "Outpatient Note");
    if (kind == inpatient) also("34112-3", "Inpatient Note");
    if (kind == discharge_summary) also("18842-5", "Discharge summary");
    if (kind == imaging) also("18748-4", "Diagnostic imaging study");
    return json;
}

Json page(const DocumentSource& source, const UploadRow& upload, std::size_t number) {
    Json attachment = {{"url", "Binary/" + fhir_id(upload.id)}};
    put(attachment, "contentType", upload.content->media_type);
    attachment["size"] = upload.content->bytes;
    attachment["title"] = "page " + std::to_string(number);
    put(attachment, "creation", source.record.issued_on);
    return {{"attachment", std::move(attachment)}};
}

}  // namespace

std::string document_reference(const DocumentSource& source) {
    const RecordRow& record = source.record;
    Json json = resource("DocumentReference", record.id);
    json["status"] = "current";
    json["type"] = document_type(record.kind);
    json["subject"] = reference("Patient", record.person_id);
    json["date"] = instant_text(record.created_at);
    if (!record.hospital.empty()) json["author"] = Json::array({named("Organization", record.hospital)});
    put(json, "description", record.title);
    json["content"] = Json::array();
    for (std::size_t i = 0; i < source.pages.size(); ++i)
        if (source.pages[i].content) json["content"].push_back(page(source, source.pages[i], i + 1));
    // Without a page there is still a paper of this kind; FHIR wants to hear of a content.
    if (json["content"].empty())
        json["content"].push_back({{"attachment", {{"title", std::string(to_string(record.kind))}}}});
    for (const std::string& visit : source.visit_ids) json["context"]["related"].push_back(reference("Task", visit));
    return text_of(json);
}

}  // namespace bz::server::fhir
