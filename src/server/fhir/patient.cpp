#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

namespace {

constexpr std::string_view identifier_types = "http://terminology.hl7.org/CodeSystem/v2-0203";

// Whose number it is. 2.16.156.10011.1.3 is the health industry's mark of the citizen's number, which a child's page of
// the household register has too; of the other documents no system is agreed upon.
std::string number_system(const PersonRow& person) {
    const std::string& type = person.document_type;
    if (type == "resident_id" || type == "household_register") return "urn:oid:2.16.156.10011.1.3";
    if (type == "passport" && !person.country.empty()) return "http://hl7.org/fhir/sid/passport-" + person.country;
    return own_system("document:" + type);
}

Json number_type(const std::string& document) {
    if (document == "passport") return codeable(coding(identifier_types, "PPN", "Passport number"), document);
    if (document == "permanent_residence")
        return codeable(coding(identifier_types, "PRC", "Permanent Resident Card Number"), document);
    if (document == "resident_id" || document == "household_register")
        return codeable(coding(identifier_types, "NI", "National unique individual identifier"), document);
    return codeable(coding(own_system("document-type"), document));
}

Json number(const PersonRow& person) {
    Json json = identifier(number_system(person), person.number);
    json["use"] = person.verified ? "official" : "temp";
    json["type"] = number_type(person.document_type);
    if (!person.expires_on.empty()) json["period"] = {{"end", person.expires_on}};
    return json;
}

}  // namespace

std::string patient(const PatientSource& source) {
    const PersonRow& person = source.person;
    Json json = resource("Patient", person.id);
    // A number that nobody has compared with a document yet proves nothing.
    json["meta"]["tag"] = Json::array({coding(own_system("identity"), person.verified ? "verified" : "unverified")});
    json["active"] = source.active;
    json["identifier"] = Json::array({number(person)});
    Json name = {{"use", person.verified ? "official" : "temp"}};
    // One text: where a name divides is not known, and not alike in all of them.
    put(name, "text", person.name);
    json["name"] = Json::array({std::move(name)});
    const bool told = person.sex == "female" || person.sex == "male";
    json["gender"] = told ? person.sex : "unknown";
    put(json, "birthDate", person.born_on);
    json["managingOrganization"] = named("Organization", source.hospital);
    return text_of(json);
}

}  // namespace bz::server::fhir
