#include "domain/identity_document.hpp"

#include "domain/country.hpp"

#include <doctest/doctest.h>

using namespace bz;
using namespace bz::domain;

namespace {

constexpr Date today{2026, 7, 20};

std::string with_check(std::string first_17) {
    first_17 += identity_check_character(first_17);
    return first_17;
}

DocumentFields passport(std::string_view number = "E12345678") {
    return {DocumentType::passport, number, "FRA", "2030-01-01", "1980-02-29", "female"};
}

void check_faults(const DocumentFields& fields, const std::vector<DocumentFault>& wanted) {
    CAPTURE(fields.number);
    CHECK(read_document(fields, today).faults == wanted);
}

}  // namespace

TEST_CASE("documents: each takes its own numbers and no other's") {
    const std::string resident = with_check("11010519491231002");
    const std::string hong_kong = with_check("81000019900307123");
    const std::string permanent = with_check("91131019900307123");
    const std::string invented = with_check("99010119900307123");
    for (const auto& [type, fits, kind] : {std::tuple{DocumentType::resident_id, resident, hong_kong},
                                           std::tuple{DocumentType::hmt_residence_permit, hong_kong, permanent},
                                           std::tuple{DocumentType::permanent_residence, permanent, resident}}) {
        check_faults({.type = type, .number = fits}, {});
        check_faults({.type = type, .number = kind}, {{DocumentField::number, "id.kind"}});
        const auto known = read_document({.type = type, .number = invented}, today);
        CHECK(known.faults.empty());
        CHECK(known.document.invented);
        check_faults({.type = type, .number = "110105194912310021"}, {{DocumentField::number, "id.checksum"}});
    }
}

TEST_CASE("documents: a citizen's number tells birth and sex, and nothing may contradict it") {
    const std::string number = with_check("11010519491231002");
    const auto reading = read_document({.type = DocumentType::resident_id, .number = number}, today);
    CHECK(reading.document.birth == Date{1949, 12, 31});
    CHECK(reading.document.sex == Sex::female);
    check_faults({DocumentType::resident_id, number, "", "", "1949-12-31", "female"}, {});
    check_faults({DocumentType::resident_id, number, "", "", "1949-12-30", "male"},
                 {{DocumentField::born_on, "id.differs"}, {DocumentField::sex, "id.differs"}});
}

TEST_CASE("documents: the old permanent residence card has its country in front") {
    const DocumentFields fields{DocumentType::permanent_residence, "DEU310100850612", "", "", "1985-06-12", ""};
    DocumentFields old = fields;
    old.number = "deu 31018506123";
    check_faults(old, {{DocumentField::number, "id.permanent"}});
    old.number = "de1 3101 8506 1234";
    check_faults(old, {{DocumentField::number, "id.permanent"}});
    old.number = "ｄｅｕ 3101 0085 0612";
    const auto reading = read_document(old, today);
    CHECK(reading.faults.empty());
    CHECK(reading.document.number == "DEU310100850612");
    CHECK(reading.document.country == "DEU");
    old.number = "XXX310100850612";  // no such country
    check_faults(old, {{DocumentField::number, "id.permanent"}});
    old.number = "DEU310100850612";
    old.born_on = "";
    check_faults(old, {{DocumentField::born_on, "required"}});
    old.country = "FRA";
    check_faults(old, {{DocumentField::country, "id.differs"}, {DocumentField::born_on, "required"}});
}

TEST_CASE("documents: a passport") {
    const auto reading = read_document(passport(" e1234 5678"), today);
    CHECK(reading.faults.empty());
    CHECK(reading.document.number == "E12345678");
    CHECK(reading.document.birth == Date{1980, 2, 29});
    CHECK(reading.document.expires == Date{2030, 1, 1});
    for (const char* number : {"E123", "E123456789", "ABCDEFG", "E1234-678", "护12345678"})
        check_faults(passport(number), {{DocumentField::number, "id.passport"}});
    check_faults(passport(""), {{DocumentField::number, "id.empty"}});
    check_faults({.type = DocumentType::passport, .number = "E12345678"}, {{DocumentField::country, "required"},
                                                                           {DocumentField::expires_on, "required"},
                                                                           {DocumentField::born_on, "required"}});
    check_faults({DocumentType::passport, "E12345678", "FRX", "2026-13-01", "1981-02-29", "other"},
                 {{DocumentField::country, "id.country"},
                  {DocumentField::expires_on, "date.invalid"},
                  {DocumentField::born_on, "date.invalid"},
                  {DocumentField::sex, "choice"}});
}

TEST_CASE("documents: one that has expired is of no use, on its last day it is") {
    DocumentFields fields = passport();
    fields.expires_on = "2026-07-20";
    check_faults(fields, {});
    fields.expires_on = "2026-07-19";
    check_faults(fields, {{DocumentField::expires_on, "id.expired"}});
}

TEST_CASE("documents: birth lies in the past, within a life") {
    DocumentFields fields = passport();
    fields.born_on = "2026-07-21";
    check_faults(fields, {{DocumentField::born_on, "id.birth_future"}});
    fields.born_on = "1890-01-01";
    check_faults(fields, {{DocumentField::born_on, "id.age"}});
}

TEST_CASE("documents: travel permits") {
    const auto permit = [](DocumentType type, std::string_view number) {
        return DocumentFields{type, number, "", "", "1990-03-07", ""};
    };
    for (const char* number : {"H12345678", "m 1234 5678"})
        check_faults(permit(DocumentType::hk_macao_travel_permit, number), {});
    for (const char* number : {"T12345678", "H1234567", "H123456789", "12345678"})
        check_faults(permit(DocumentType::hk_macao_travel_permit, number), {{DocumentField::number, "id.hk_macao"}});
    check_faults(permit(DocumentType::taiwan_travel_permit, "１２３４５６７８"), {});
    for (const char* number : {"1234567", "123456789", "H1234567"})
        check_faults(permit(DocumentType::taiwan_travel_permit, number), {{DocumentField::number, "id.taiwan"}});
}

TEST_CASE("documents: the household register is for children without a card") {
    check_faults({.type = DocumentType::household_register, .number = with_check("11010520100721002")}, {});
    check_faults({.type = DocumentType::household_register, .number = with_check("11010520100720002")},
                 {{DocumentField::number, "id.household_age"}});
}

TEST_CASE("documents: countries") {
    for (const char* code : {"ABW", "CHN", "HKG", "MAC", "TWN", "ZWE"}) CHECK(is_country(code));
    for (const char* code : {"", "CN", "chn", "XXX", "BW ", " AF", "CHNA"}) CHECK_FALSE(is_country(code));
}
