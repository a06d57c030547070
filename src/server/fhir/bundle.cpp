// What carries resources and failures: a page of a search, and an OperationOutcome.
#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <nlohmann/json.hpp>

namespace bz::server::fhir {

// Put together as text: the resources are text already.
std::string searchset(const std::vector<Entry>& entries, const BundleLinks& links) {
    Json head = {{"relation", "self"}, {"url", links.self}};
    std::string out = R"({"resourceType":"Bundle","type":"searchset","link":[)" + text_of(head);
    if (!links.next.empty()) out += ',' + text_of({{"relation", "next"}, {"url", links.next}});
    out += ']';
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Json address = links.base + '/' + entries[i].type + '/' + entries[i].id;
        out += i == 0 ? R"(,"entry":[)" : ",";
        out += R"({"fullUrl":)" + text_of(address) + R"(,"resource":)" + entries[i].json +
               R"(,"search":{"mode":"match"}})";
    }
    out += entries.empty() ? "}" : "]}";
    return out;
}

std::string operation_outcome(const std::vector<Issue>& issues) {
    Json json = {{"resourceType", "OperationOutcome"}, {"issue", Json::array()}};
    for (const Issue& issue : issues) {
        Json one = {{"severity", "error"}, {"code", issue.code}};
        put(one, "diagnostics", issue.diagnostics);
        json["issue"].push_back(std::move(one));
    }
    return text_of(json);
}

std::string_view issue_code(int http_status) {
    switch (http_status) {
    case 401: return "login";
    case 403: return "forbidden";
    case 404: return "not-found";
    case 405:
    case 406: return "not-supported";
    case 413: return "too-costly";
    case 429: return "throttled";
    case 503: return "transient";
    default: return http_status < 500 ? "invalid" : "exception";
    }
}

}  // namespace bz::server::fhir
