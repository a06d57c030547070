#include "server/fhir/parts.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace bz::server::fhir {

std::string own_system(std::string_view name) { return "urn:banzhen:" + std::string(name); }

std::string fhir_id(std::string_view own) {
    std::string id(own);
    std::ranges::replace(id, '_', '-');
    return id;
}

std::optional<std::string> own_id(std::string_view fhir, std::string_view prefix) {
    if (!fhir.starts_with(prefix) || fhir.size() < prefix.size() + 2 || fhir.size() > 64) return std::nullopt;
    if (fhir[prefix.size()] != '-') return std::nullopt;
    const std::string_view rest = fhir.substr(prefix.size() + 1);
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (!std::ranges::all_of(rest, plain)) return std::nullopt;
    return std::string(prefix) + '_' + std::string(rest);
}

// Control characters may stand in what people sent, and never in a FHIR string.
static std::string clean(std::string_view text) {
    std::string out(trim(text));
    for (char& c : out) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F) c = ' ';
    }
    return std::string(trim(out));
}

void put(Json& into, const char* key, std::string_view text) {
    if (std::string value = clean(text); !value.empty()) into[key] = std::move(value);
}

Json coding(std::string_view system, std::string_view code, std::string_view display) {
    Json json = {{"system", system}, {"code", code}};
    put(json, "display", display);
    return json;
}

Json codeable(Json one, std::string_view text) {
    Json json;
    json["coding"].push_back(std::move(one));
    put(json, "text", text);
    return json;
}

Json codeable_text(std::string_view text) {
    Json json = Json::object();
    put(json, "text", text);
    return json;
}

Json identifier(std::string_view system, std::string_view value) {
    Json json = {{"system", system}};
    put(json, "value", value);
    return json;
}

Json reference(std::string_view type, std::string_view own) {
    return {{"reference", std::string(type) + '/' + fhir_id(own)}, {"type", type}};
}

Json named(std::string_view type, std::string_view display) {
    Json json = {{"type", type}};
    put(json, "display", display);
    return json;
}

std::string instant_text(Instant at) {
    std::string text = rfc3339_text(at, china_offset_minutes);
    // "2026-07-20T15:10:00+08:00": a fraction is printed only when there is one.
    if (text[19] != '.') text.insert(19, ".000");
    return text;
}

Json resource(std::string_view type, std::string_view own) { return {{"resourceType", type}, {"id", fhir_id(own)}}; }

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace bz::server::fhir
