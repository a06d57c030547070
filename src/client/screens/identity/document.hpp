// The fields of each document: what it asks for beside the number, and what is wrong with what was typed. The shapes
// are the domain's (identity_document.hpp).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "client/state/shared.hpp"
#include "domain/identity_document.hpp"

namespace bz::screens {

// In the order in which they are offered.
inline constexpr std::array document_types = {
    domain::DocumentType::resident_id,
    domain::DocumentType::household_register,
    domain::DocumentType::passport,
    domain::DocumentType::hk_macao_travel_permit,
    domain::DocumentType::taiwan_travel_permit,
    domain::DocumentType::hmt_residence_permit,
    domain::DocumentType::permanent_residence,
};

// Some ask for more than a number; the older card of permanent residence only once its number is seen to be one.
[[nodiscard]] bool asks_country(const state::Draft& draft);
[[nodiscard]] bool asks_expiry(const state::Draft& draft);
[[nodiscard]] bool asks_birth(const state::Draft& draft);  // and sex
[[nodiscard]] bool has_18_digits(const state::Draft& draft);

struct DocumentErrors {
    std::optional<Error> number;
    std::vector<domain::DocumentFault> others;
};
[[nodiscard]] DocumentErrors document_errors(const state::Shared& shared);

// As the contract wants it; what the document does not ask for stays out.
struct DocumentValues {
    std::string number;
    std::optional<std::string> country, expires_on, born_on, sex;
};
[[nodiscard]] DocumentValues document_values(const state::Shared& shared);

// A date that is typed in three parts, kept as "year-month-day" with whatever was typed.
struct DateParts {
    std::string year, month, day;
};
[[nodiscard]] DateParts date_parts(std::string_view typed);
[[nodiscard]] std::string joined(const DateParts& parts);
[[nodiscard]] std::string date_value(std::string_view typed);  // YYYY-MM-DD; empty when nothing was typed

struct Country {
    std::string code, name;
};
// Those whose name or letters begin with, or contain, what was typed; best first, a few.
[[nodiscard]] std::vector<Country> find_countries(std::string_view table, std::string_view typed);
[[nodiscard]] std::string country_name(std::string_view table, std::string_view code);
// What was typed when it can only be one: its whole name or its three letters.
[[nodiscard]] std::string exact_country(std::string_view table, std::string_view typed);

}  // namespace bz::screens
