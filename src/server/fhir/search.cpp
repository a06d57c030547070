#include "server/fhir/search.hpp"

#include "base/text.hpp"
#include "server/fhir/parts.hpp"

#include <algorithm>

namespace bz::server::fhir {

namespace {

constexpr Parameter by_id{"_id", Filter::id, "token"};
constexpr Parameter by_patient{"patient", Filter::patient, "reference"};
constexpr Parameter by_update{"_lastUpdated", Filter::updated, "date"};

constexpr Parameter date(std::string_view name) { return {name, Filter::date, "date"}; }
constexpr Parameter status(std::string_view system, std::span<const Code> (*codes)()) {
    return {"status", Filter::token, "token", system, codes};
}
constexpr Parameter kind(std::string_view name, std::string_view system, std::span<const Code> (*codes)()) {
    return {name, Filter::token, "token", system, codes, true};
}

constexpr Parameter of_patient[] = {by_id};
constexpr Parameter of_task[] = {by_id, by_patient, status("http://hl7.org/fhir/task-status", task_status),
                                 kind("code", "urn:banzhen:visit-kind", visit_kinds), date("authored-on")};
constexpr Parameter of_document[] = {by_id, by_patient, kind("type", "urn:banzhen:record-kind", record_kinds),
                                     date("date")};
constexpr Parameter of_medication[] = {
    by_id, by_patient, status("http://hl7.org/fhir/CodeSystem/medicationrequest-status", medication_status),
    date("authoredon")};
constexpr Parameter of_communication[] = {
    by_id, by_patient, {"based-on", Filter::task, "reference"}, date("sent"), by_update};
constexpr Parameter of_consent[] = {by_id,
                                    by_patient,
                                    status("http://hl7.org/fhir/consent-state-codes", consent_status),
                                    kind("category", "urn:banzhen:consent-purpose", consent_purposes),
                                    date("date"),
                                    by_update};
constexpr Parameter of_audit[] = {by_id, by_patient, date("date"), by_update};

struct Span {
    Instant from = instant_min, until = instant_max;
};

Instant start_of(Date day) { return instant_of({.date = day, .utc_offset_minutes = china_offset_minutes}); }

// The time that a value means: a year, a month, a day (of China's), or an instant as exact as it is written.
std::optional<Span> span_of(std::string text) {
    if (text.size() == 4 || text.size() == 7) {
        const auto first = parse_date(text + (text.size() == 4 ? "-01-01" : "-01"));
        if (!first) return std::nullopt;
        const int months = text.size() == 4 ? 12 : 1;
        const int month = first->month - 1 + months;
        const Date next{first->year + month / 12, month % 12 + 1, 1};
        return Span{start_of(*first), next.valid() ? start_of(next) : instant_max};
    }
    if (text.size() == 10) {
        const auto day = parse_date(text);
        if (!day) return std::nullopt;
        return Span{start_of(*day), start_of(*day) + ms_per_day};
    }
    // A plus that nobody encoded arrives as a space.
    std::ranges::replace(text, ' ', '+');
    const auto instant = parse_rfc3339(text);
    if (!instant) return std::nullopt;
    return Span{*instant, *instant + (text.find('.') == std::string::npos ? ms_per_second : 1)};
}

bool narrow(Instant& from, Instant& until, std::string_view value) {
    std::string_view prefix = "eq";
    if (value.size() > 2 && value[0] >= 'a' && value[0] <= 'z') {
        prefix = value.substr(0, 2);
        value.remove_prefix(2);
    }
    const auto span = span_of(std::string(value));
    if (!span) return false;
    if (prefix == "eq") {
        from = std::max(from, span->from);
        until = std::min(until, span->until);
    } else if (prefix == "gt") {
        from = std::max(from, span->until);
    } else if (prefix == "ge") {
        from = std::max(from, span->from);
    } else if (prefix == "lt") {
        until = std::min(until, span->from);
    } else if (prefix == "le") {
        until = std::min(until, span->until);
    } else {
        return false;
    }
    return true;
}

// "queued,system|submitted" as ",queued,submitted,"; nothing when one of them is no code of this parameter.
std::optional<std::string> own_codes(const Parameter& parameter, std::string_view value) {
    std::string list = ",";
    for (std::string_view one : split(value, ',')) {
        if (const auto bar = one.find('|'); bar != std::string_view::npos) {
            if (one.substr(0, bar) != parameter.system) return std::nullopt;
            one.remove_prefix(bar + 1);
        }
        const auto codes = parameter.codes();
        if (std::ranges::find(codes, one, &Code::fhir) == codes.end()) return std::nullopt;
        for (const Code& code : codes)
            if (code.fhir == one && !code.own.empty()) list += std::string(code.own) + ',';
    }
    return list;
}

// "Patient/per-abc", "per-abc", or either behind a server's address.
bool set_reference(std::string& into, bool& nothing, std::string_view type, std::string_view prefix,
                   std::string_view value) {
    if (value.empty()) return false;
    const auto slash = value.rfind('/');
    if (slash != std::string_view::npos) {
        const std::string_view before = value.substr(0, slash);
        if (before != type && !before.ends_with("/" + std::string(type))) return false;
        value.remove_prefix(slash + 1);
    }
    if (auto id = own_id(value, prefix))
        into = *std::move(id);
    else
        nothing = true;
    return true;
}

bool set(Search& search, const Parameter& parameter, const std::string& value) {
    switch (parameter.filter) {
    case Filter::id: return !(search.id = value).empty();
    case Filter::patient: return set_reference(search.person_id, search.nothing, "Patient", "per", value);
    case Filter::task: return set_reference(search.visit_id, search.nothing, "Task", "vis", value);
    case Filter::date: return narrow(search.from, search.until, value);
    case Filter::updated: return narrow(search.updated_from, search.updated_until, value);
    case Filter::token: break;
    }
    auto codes = own_codes(parameter, value);
    if (!codes) return false;
    (parameter.kind ? search.kinds : search.states) = *std::move(codes);
    return true;
}

bool set_count(Search& search, std::string_view value) {
    const auto count = parse_integer(value);
    if (!count || *count < 1) return false;
    search.count = static_cast<int>(std::min<std::int64_t>(*count, page_most));
    return true;
}

// What every search takes. False when it is none of these.
bool take_common(Search& search, const std::string& name, const std::string& value, bool& fits) {
    if (name == "_count")
        fits = set_count(search, value);
    else if (name == "_after")
        fits = !(search.after = value).empty();
    else if (name == "_format")
        fits = value.find("json") != std::string::npos;
    else
        return false;
    return true;
}

}  // namespace

std::span<const ResourceInfo> resources() {
    static constexpr ResourceInfo all[] = {
        {"Patient", "per", of_patient},
        {"Task", "vis", of_task},
        {"DocumentReference", "rec", of_document},
        {"Binary", "upl", {}, false},
        {"MedicationRequest", "rx", of_medication},
        {"Communication", "msg", of_communication},
        {"Consent", "con", of_consent},
        {"AuditEvent", "aud", of_audit},
    };
    return all;
}

const ResourceInfo* resource_info(std::string_view type) {
    const auto found = std::ranges::find(resources(), type, &ResourceInfo::type);
    return found == resources().end() ? nullptr : &*found;
}

std::expected<Search, ParameterFault> parse_search(const ResourceInfo& info, const Parameters& parameters) {
    Search search;
    std::vector<std::string> seen;
    for (const auto& [name, value] : parameters) {
        const auto known = std::ranges::find(info.parameters, name, &Parameter::name);
        const bool listed = known != info.parameters.end();
        const bool again = std::ranges::find(seen, name) != seen.end();
        seen.push_back(name);
        bool fits = true;
        if (!take_common(search, name, value, fits)) {
            // Whoever made the name up may have put anything into it: it is not said back.
            if (!listed) return std::unexpected(ParameterFault{"", "unknown"});
            fits = set(search, *known, value);
        }
        if (!fits) return std::unexpected(ParameterFault{name, "invalid"});
        // "From and until" are two of the same; all others would contradict each other.
        const bool may_repeat = listed && (known->filter == Filter::date || known->filter == Filter::updated);
        if (again && !may_repeat) return std::unexpected(ParameterFault{name, "repeated"});
    }
    return search;
}

}  // namespace bz::server::fhir
