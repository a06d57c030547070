#include "domain/identity_document.hpp"

#include "base/text.hpp"
#include "domain/country.hpp"

#include <algorithm>

namespace bz::domain {

namespace {

// Half-width capitals without spaces: what a person may type in many ways is kept in one.
std::string plain_number(std::string_view text) {
    std::string out;
    const std::string half = to_half_width(text);
    for (std::size_t position = 0; position < half.size();) {
        const std::size_t start = position;
        const char32_t character = next_code_point(half, position);
        if (is_space(character)) continue;
        if (character >= U'a' && character <= U'z')
            out += static_cast<char>(character - U'a' + U'A');
        else
            out += half.substr(start, position - start);
    }
    return out;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool all_figures(std::string_view text) { return std::ranges::all_of(text, is_figure); }

bool is_old_permanent(std::string_view number) {
    return number.size() == 15 && std::ranges::all_of(number.substr(0, 3), is_capital) &&
           is_country(number.substr(0, 3)) && all_figures(number.substr(3));
}
bool is_passport(std::string_view number) {
    return number.size() >= 5 && number.size() <= 9 && std::ranges::any_of(number, is_figure) &&
           std::ranges::all_of(number, [](char c) { return is_capital(c) || is_figure(c); });
}
bool is_hk_macao(std::string_view number) {
    return number.size() == 9 && (number[0] == 'H' || number[0] == 'M') && all_figures(number.substr(1));
}
bool is_taiwan(std::string_view number) { return number.size() == 8 && all_figures(number); }

// Reads one document; each step adds what it finds, or what is wrong.
class Reader {
public:
    Reader(const DocumentFields& fields, Date today) : in_(fields), today_(today) { out_.document.type = fields.type; }

    DocumentReading read() && {
        switch (in_.type) {
        case DocumentType::resident_id: read_citizen_number(IdentityKind::resident); break;
        case DocumentType::hmt_residence_permit: read_citizen_number(IdentityKind::hmt_residence_permit); break;
        case DocumentType::household_register: read_household_number(); break;
        case DocumentType::permanent_residence: read_permanent(); break;
        case DocumentType::passport: read_shaped(is_passport, "id.passport"); break;
        case DocumentType::hk_macao_travel_permit: read_shaped(is_hk_macao, "id.hk_macao"); break;
        case DocumentType::taiwan_travel_permit: read_shaped(is_taiwan, "id.taiwan"); break;
        }
        read_country();
        read_expiry();
        read_birth();
        read_sex();
        return std::move(out_);
    }

private:
    void wrong(DocumentField field, std::string_view code) { out_.faults.push_back({field, code}); }

    void read_citizen_number(IdentityKind kind) {
        const auto number = parse_identity_number(in_.number, today_);
        number_tells_ = true;
        if (!number) return wrong(DocumentField::number, number.error().code);
        out_.document.invented = number->kind == IdentityKind::invented;
        if (number->kind != kind && !out_.document.invented) return wrong(DocumentField::number, "id.kind");
        out_.document.number = number->digits;
        out_.document.birth = number->birth;
        out_.document.sex = number->sex;
    }

    void read_household_number() {
        read_citizen_number(IdentityKind::resident);
        if (out_.document.birth.valid() && age_on(out_.document.birth, today_) > household_age_max)
            wrong(DocumentField::number, "id.household_age");
    }

    void read_permanent() {
        const std::string number = plain_number(in_.number);
        if (number.size() == identity_number_length || number.empty() || is_figure(number[0]))
            return read_citizen_number(IdentityKind::permanent_residence);
        out_.document.number = number;
        if (!is_old_permanent(number)) return wrong(DocumentField::number, "id.permanent");
        out_.document.country = number.substr(0, 3);
    }

    void read_shaped(bool (*fits)(std::string_view), std::string_view code) {
        out_.document.number = plain_number(in_.number);
        if (out_.document.number.empty())
            wrong(DocumentField::number, "id.empty");
        else if (!fits(out_.document.number))
            wrong(DocumentField::number, code);
    }

    void read_country() {
        const std::string country = plain_number(in_.country);
        if (country.empty()) {
            if (in_.type == DocumentType::passport) wrong(DocumentField::country, "required");
        } else if (!is_country(country)) {
            wrong(DocumentField::country, "id.country");
        } else if (!out_.document.country.empty() && out_.document.country != country) {
            wrong(DocumentField::country, "id.differs");
        } else {
            out_.document.country = country;
        }
    }

    void read_expiry() {
        if (in_.expires_on.empty()) {
            if (in_.type == DocumentType::passport) wrong(DocumentField::expires_on, "required");
            return;
        }
        const auto date = parse_date(in_.expires_on);
        if (!date) return wrong(DocumentField::expires_on, "date.invalid");
        if (*date < today_) return wrong(DocumentField::expires_on, "id.expired");  // good on its last day
        out_.document.expires = *date;
    }

    void read_birth() {
        if (in_.born_on.empty()) {
            if (!number_tells_) wrong(DocumentField::born_on, "required");
            return;
        }
        const auto date = parse_date(in_.born_on);
        if (!date) return wrong(DocumentField::born_on, "date.invalid");
        if (*date > today_) return wrong(DocumentField::born_on, "id.birth_future");
        if (age_on(*date, today_) > identity_age_max) return wrong(DocumentField::born_on, "id.age");
        if (out_.document.birth.valid() && out_.document.birth != *date)
            return wrong(DocumentField::born_on, "id.differs");
        out_.document.birth = *date;
    }

    void read_sex() {
        if (in_.sex.empty()) return;
        const auto sex = from_string<Sex>(in_.sex);
        if (!sex) return wrong(DocumentField::sex, "choice");
        if (out_.document.sex && *out_.document.sex != *sex) return wrong(DocumentField::sex, "id.differs");
        out_.document.sex = *sex;
    }

    const DocumentFields& in_;
    Date today_;
    DocumentReading out_;
    bool number_tells_ = false;  // the number holds birth and sex
};

}  // namespace

DocumentReading read_document(const DocumentFields& fields, Date today) { return Reader(fields, today).read(); }

}  // namespace bz::domain
