#include <doctest/doctest.h>

#include "server/hospital_settings.hpp"

using namespace bz;
using namespace bz::server;

TEST_CASE("hospital file: what it leaves out is as in the example hospital") {
    const auto hospital = parse_hospital(R"({
        // comments help whoever keeps the file
        "id": "haiping", "name": {"zh": "海平市中医院互联网医院", "en": "Haiping TCM Internet Hospital"},
        "hosts": ["haiping.example"], "rules": {"refill_fee": 2000, "refill": {"weeks_max": 8}}})");
    REQUIRE(hospital);
    CHECK(hospital->id == "haiping");
    CHECK(hospital->name.en == "Haiping TCM Internet Hospital");
    CHECK(hospital->rules.refill_fee == 2000);
    CHECK(hospital->rules.refill.weeks_max == 8);
    CHECK(hospital->rules.refill.weeks_simple_max == built_in_hospital().rules.refill.weeks_simple_max);
    CHECK(hospital->red_flags.size() == built_in_hospital().red_flags.size());
}

TEST_CASE("hospital file: what is wrong is named by its place") {
    const auto wrong = [](std::string_view text) { return parse_hospital(text).error(); };
    CHECK(wrong("{") == "this is not JSON");
    CHECK(wrong("{}") == "/id: this is missing");
    CHECK(wrong(R"({"id": "Big Hospital"})") == "/id: 1 to 40 of a-z, 0-9 and - are wanted");
    CHECK(wrong(R"({"id": "a", "rules": {"refill_fee": "15"}})") ==
          "/rules/refill_fee: this is the wrong kind of value");
    CHECK(wrong(R"({"id": "a", "phon": "1"})").contains("a name here that is not known"));
    CHECK(wrong(R"({"id": "a", "rules": {"refill": {"weeks_max": 13}}})").contains("no more than 12"));
    CHECK(wrong(R"({"id": "a", "rules": {"guardian_age": 3}})").contains("at least 6"));
    CHECK(wrong(R"({"id": "a", "identity_methods": ["face"]})").contains("besides the face scan"));
}
