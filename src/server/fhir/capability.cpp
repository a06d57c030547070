#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

namespace {

constexpr const char* last_changed = "2026-11-22";

Json parameters_of(const ResourceInfo& info) {
    Json list = Json::array();
    for (const Parameter& parameter : info.parameters)
        list.push_back({{"name", parameter.name}, {"type", parameter.type}});
    return list;
}

Json resource_of(const ResourceInfo& info) {
    Json json = {{"type", info.type}, {"versioning", "no-version"}, {"readHistory", false}};
    json["interaction"] = Json::array({{{"code", "read"}}});
    if (!info.searched) return json;
    json["interaction"].push_back({{"code", "search-type"}});
    json["searchParam"] = parameters_of(info);
    return json;
}

}  // namespace

std::string capability_statement(std::string_view base, std::string_view hospital) {
    Json json = {{"resourceType", "CapabilityStatement"}, {"status", "active"}, {"kind", "instance"}};
    json["date"] = last_changed;
    json["fhirVersion"] = "4.0.1";
    json["format"] = Json::array({"application/fhir+json"});
    json["software"] = {{"name", "banzhen"}};
    json["implementation"] = {{"url", base}};
    put(json["implementation"], "description", hospital);
    Json rest = {{"mode", "server"}, {"resource", Json::array()}};
    rest["security"]["cors"] = false;
    rest["security"]["description"] =
        "A bearer token: that of the hospital's own system. It reads what is its hospital's, and every read is logged.";
    for (const ResourceInfo& info : resources()) rest["resource"].push_back(resource_of(info));
    json["rest"] = Json::array({std::move(rest)});
    return text_of(json);
}

}  // namespace bz::server::fhir
