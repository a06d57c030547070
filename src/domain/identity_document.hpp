// Owns what the documents of real-name verification look like: which numbers fit which document, what a number tells of
// its holder, and what has to be asked for beside it. Whether a document is genuine is not decided here.
#pragma once

#include "base/date.hpp"
#include "domain/identity_check.hpp"
#include "domain/identity_number.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bz::domain {

// As people type it; empty for what was not given.
struct DocumentFields {
    DocumentType type{};
    std::string_view number;
    std::string_view country;     // ISO 3166-1 alpha-3
    std::string_view expires_on;  // YYYY-MM-DD
    std::string_view born_on;     // YYYY-MM-DD
    std::string_view sex;         // female | male
};

struct IdentityDocument {
    DocumentType type{};
    std::string number;  // as it is kept: half-width capitals without spaces
    std::string country;
    std::optional<Date> expires;
    Date birth;
    std::optional<Sex> sex;
    bool invented = false;  // a number that no authority issues: for the sandbox
};

enum class DocumentField { number, country, expires_on, born_on, sex };

struct DocumentFault {
    DocumentField field{};
    std::string_view code;
    friend bool operator==(const DocumentFault&, const DocumentFault&) = default;
};

struct DocumentReading {
    IdentityDocument document;
    std::vector<DocumentFault> faults;  // empty: the document is whole
};

inline constexpr int household_age_max = 15;  // 居民身份证法 art. 2: from 16 on a card of one's own is a duty

// Sources of the shapes:
//   resident_id              GB 11643, see identity_number.hpp
//   hmt_residence_permit     港澳台居民居住证, 国办发〔2018〕81号: GB 11643 with 810000, 820000, 830000
//   permanent_residence      外国人永久居留身份证: of 2023 a number with first digit 9 (国家移民管理局公告 2023 no. 1);
//   older ones
//                            three letters (the country) and twelve digits, both good until they expire
//   passport                 ICAO Doc 9303 part 4: at most nine letters and digits; there is no check shown to its
//   holder hk_macao_travel_permit   港澳居民来往内地通行证 of 2013: H (Hong Kong) or M (Macao) and eight digits
//   taiwan_travel_permit     台湾居民来往大陆通行证 of 2015: eight digits
//   household_register       居民户口簿: a child's GB 11643 number
// Faults at number: those of parse_identity_number; "id.kind" (a number of another document), "id.permanent",
// "id.passport", "id.hk_macao", "id.taiwan" (not its shape), "id.household_age" (old enough for a card).
// At the other fields: "required", "id.country" (no such country), "date.invalid" (no such day), "id.expired",
// "id.birth_future", "id.age", "choice" (sex), "id.differs" (the number tells otherwise).
[[nodiscard]] DocumentReading read_document(const DocumentFields& fields, Date today);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::DocumentField> {
    static constexpr auto names =
        std::to_array<std::string_view>({"number", "country", "expires_on", "born_on", "sex"});
};
