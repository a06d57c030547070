#include "client/screens/identity/document.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "client/state/journey.hpp"
#include "domain/country.hpp"

namespace bz::screens {

using domain::DocumentType;

namespace {

constexpr std::size_t countries_shown = 6;

std::string lower(std::string_view text) {
    std::string out = to_half_width(trim(text));
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

domain::DocumentReading reading_of(const state::Draft& draft, Date today) {
    const std::string expires = date_value(draft.expires_on), born = date_value(draft.born_on);
    return domain::read_document({.type = draft.document_type,
                                  .number = draft.number,
                                  .country = asks_country(draft) ? draft.country : std::string_view{},
                                  .expires_on = asks_expiry(draft) ? expires : std::string_view{},
                                  .born_on = asks_birth(draft) ? born : std::string_view{},
                                  .sex = asks_birth(draft) ? draft.sex : std::string_view{}},
                                 today);
}

// With the detail that the domain's parser of 18 digits knows and the reading does not carry.
Error with_detail(const state::Draft& draft, std::string_view code, Date today) {
    const auto parsed = domain::parse_identity_number(draft.number, today);
    if (!parsed && parsed.error().code == code) return parsed.error();
    return Error{code};
}

}  // namespace

bool asks_country(const state::Draft& draft) { return draft.document_type == DocumentType::passport; }

bool has_18_digits(const state::Draft& draft) {
    switch (draft.document_type) {
    case DocumentType::resident_id:
    case DocumentType::hmt_residence_permit:
    case DocumentType::household_register: return true;
    case DocumentType::permanent_residence: {
        // The older cards begin with three letters.
        const std::string number = lower(draft.number);
        return number.empty() || number[0] < 'a' || number[0] > 'z';
    }
    case DocumentType::passport:
    case DocumentType::hk_macao_travel_permit:
    case DocumentType::taiwan_travel_permit: break;
    }
    return false;
}

bool asks_expiry(const state::Draft& draft) {
    return draft.document_type == DocumentType::passport ||
           (draft.document_type == DocumentType::permanent_residence && !has_18_digits(draft));
}

bool asks_birth(const state::Draft& draft) { return !has_18_digits(draft); }

DocumentErrors document_errors(const state::Shared& shared) {
    const state::Draft& draft = shared.draft;
    const Date today = state::today(shared);
    DocumentErrors errors;
    const domain::DocumentReading reading = reading_of(draft, today);
    for (const domain::DocumentFault& fault : reading.faults) {
        if (fault.field != domain::DocumentField::number)
            errors.others.push_back(fault);
        else if (!errors.number)
            errors.number = has_18_digits(draft) ? with_detail(draft, fault.code, today) : Error{fault.code};
    }
    // Numbers that no authority issues are for the sandbox alone; elsewhere the first digits are a slip.
    const bool sandbox = !shared.hospital || shared.hospital->sandbox;
    if (!errors.number && reading.document.invented && !sandbox) errors.number = Error{"id.region"};
    return errors;
}

DocumentValues document_values(const state::Shared& shared) {
    const state::Draft& draft = shared.draft;
    const domain::DocumentReading reading = reading_of(draft, state::today(shared));
    DocumentValues values{.number = reading.document.number.empty() ? draft.number : reading.document.number};
    const auto given = [](bool asked, std::string text) {
        return asked && !text.empty() ? std::optional(std::move(text)) : std::nullopt;
    };
    values.country = given(asks_country(draft), draft.country);
    values.expires_on = given(asks_expiry(draft), date_value(draft.expires_on));
    values.born_on = given(asks_birth(draft), date_value(draft.born_on));
    values.sex = given(asks_birth(draft), draft.sex);
    return values;
}

DateParts date_parts(std::string_view typed) {
    const auto parts = split(typed, '-');
    const auto part = [&](std::size_t i) { return i < parts.size() ? std::string(parts[i]) : std::string{}; };
    return {part(0), part(1), part(2)};
}

std::string joined(const DateParts& parts) {
    if (parts.year.empty() && parts.month.empty() && parts.day.empty()) return {};
    return parts.year + '-' + parts.month + '-' + parts.day;
}

std::string date_value(std::string_view typed) {
    DateParts parts = date_parts(typed);
    for (std::string* part : {&parts.year, &parts.month, &parts.day}) *part = to_half_width(trim(*part));
    for (std::string* part : {&parts.month, &parts.day})
        if (part->size() == 1) part->insert(0, "0");
    return joined(parts);
}

std::vector<Country> find_countries(std::string_view table, std::string_view typed) {
    const std::string wanted = lower(typed);
    std::vector<Country> first, then;
    if (wanted.empty()) return first;
    for (const std::string_view line : split(table, '\n')) {
        if (line.size() < 5) continue;
        const std::string name = lower(line.substr(4)), code = lower(line.substr(0, 3));
        const bool begins = name.starts_with(wanted) || code == wanted;
        if (begins || name.contains(wanted))
            (begins ? first : then).push_back({std::string(line.substr(0, 3)), std::string(line.substr(4))});
    }
    first.insert(first.end(), then.begin(), then.end());
    if (first.size() > countries_shown) first.resize(countries_shown);
    return first;
}

std::string country_name(std::string_view table, std::string_view code) {
    for (const std::string_view line : split(table, '\n'))
        if (line.size() > 4 && line.starts_with(code)) return std::string(line.substr(4));
    return {};
}

std::string exact_country(std::string_view table, std::string_view typed) {
    const std::string wanted = lower(typed);
    for (const std::string_view line : split(table, '\n'))
        if (line.size() > 4 && (lower(line.substr(4)) == wanted || lower(line.substr(0, 3)) == wanted))
            return std::string(line.substr(0, 3));
    std::string code = wanted;
    for (char& c : code) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return domain::is_country(code) ? code : std::string{};
}

}  // namespace bz::screens
