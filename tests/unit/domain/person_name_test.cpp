#include "domain/person_name.hpp"

#include <doctest/doctest.h>

using namespace bz;
using namespace bz::domain;

TEST_CASE("names that must pass, and how they are kept") {
    struct Row {
        const char* text;
        const char* name;
    };
    const Row rows[] = {
        {"任长河", "任长河"},
        {" 任长河\u3000", "任长河"},
        {"卢𬭎", "卢𬭎"},              // plane 2
        {"\U00030000", "\U00030000"},  // plane 3
        {"㐱", "㐱"},
        {"〇", "〇"},
        {"阿卜杜拉·买买提", "阿卜杜拉·买买提"},
        {"阿卜杜拉•买买提", "阿卜杜拉·买买提"},
        {"阿卜杜拉・买买提", "阿卜杜拉·买买提"},
        {"Jared  Smith", "Jared Smith"},
        {"Jared\u3000Smith", "Jared Smith"},
        {"O’Neill-Müller Jr.", "O'Neill-Müller Jr."},
        {"Nguyễn Văn An", "Nguyễn Văn An"},
        {"Ｊａｒｅｄ", "Jared"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(parse_person_name(row.text) == row.name);
    }
}

TEST_CASE("every name error has its code and its detail") {
    const std::string fifty(50, 'a');
    CHECK(parse_person_name(fifty).has_value());
    CHECK(parse_person_name(fifty + "a").error() == Error{"name.length", 51});
    CHECK(parse_person_name("").error() == Error{"name.empty"});
    CHECK(parse_person_name(" \u3000\t").error() == Error{"name.empty"});
    struct Row {
        const char* text;
        int place;
    };
    const Row rows[] = {
        {"任1", 2}, {"任长河<b>", 4}, {"任長河😀", 4}, {"，任", 1},     {"A\xFF", 2},
        {"A@b", 2}, {"--", 1},        {"·", 1},        {"a\u202Eb", 2},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(parse_person_name(row.text).error() == Error{"name.character", row.place});
    }
}

TEST_CASE("a person is found by their surname, in whatever order a language writes it") {
    CHECK(has_surname("任长河", "任"));
    CHECK(has_surname("任长河", "任长河"));
    CHECK(has_surname("欧阳文华", "欧阳"));
    CHECK(has_surname("阿依古丽·买买提", "买买提"));
    CHECK(has_surname("Jared Smith", "smith"));
    CHECK(has_surname("SMITH Jared", "Smith"));
    CHECK(has_surname("O'Neill-Müller Jr.", "O'Neill-Müller"));
    CHECK_FALSE(has_surname("任长河", "长"));
    CHECK_FALSE(has_surname("任", "任长河"));
    CHECK_FALSE(has_surname("阿依古丽·买买提", "买"));
    CHECK_FALSE(has_surname("Jared Smith", "Smit"));
    CHECK_FALSE(has_surname("Jared Smith", ""));
}
