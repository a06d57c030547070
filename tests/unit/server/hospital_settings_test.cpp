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

TEST_CASE("hospital file: the built-in hospital is fit itself") { CHECK(unfit(built_in_hospital()).empty()); }

TEST_CASE("first visits are allowed on the days of an exception, both ends included") {
    HospitalSettings hospital = built_in_hospital();
    CHECK_FALSE(first_visits_allowed(hospital, {2026, 12, 8}));
    hospital.first_visit_exceptions = {{"2026-12-08", "2026-12-10", {}}};
    CHECK_FALSE(first_visits_allowed(hospital, {2026, 12, 7}));
    CHECK(first_visits_allowed(hospital, {2026, 12, 8}));
    CHECK(first_visits_allowed(hospital, {2026, 12, 10}));
    CHECK_FALSE(first_visits_allowed(hospital, {2026, 12, 11}));
}

TEST_CASE("the city of an address is the one it names") {
    const HospitalSettings hospital = built_in_hospital();
    CHECK(city_of(hospital, "青岚市江岸区团结路 18 号")->id == "qinglan");
    CHECK(city_of(hospital, "1 Zhongshan Road, Linjiang")->id == "linjiang");
    CHECK(city_of(hospital, "某县") == nullptr);
}

TEST_CASE("hospital file: a list that is given takes the whole place of the built-in one") {
    const auto hospital = parse_hospital(R"({"id": "a", "rules": {"refill": {"cold_chain": ["胰岛素"]}}})");
    REQUIRE(hospital);
    CHECK(hospital->rules.refill.cold_chain == std::vector<std::string>{"胰岛素"});
    CHECK(hospital->rules.refill.banned_online == domain::default_banned_online());
}

TEST_CASE("hospital file: whoever is connected says where patients pay") {
    HospitalSettings hospital = built_in_hospital();
    CHECK(unconnected(hospital, false).contains("/connection/payment_address"));
    hospital.connection.payment_address = "https://pay.example.org/?p={payment}&l={lang}";
    CHECK(unconnected(hospital, false).empty());
    hospital.connection.payment_address = "http://127.0.0.1:9/{payment}";
    CHECK_FALSE(unconnected(hospital, false).empty());
    CHECK(unconnected(hospital, true).empty());
}
