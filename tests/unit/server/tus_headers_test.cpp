#include <doctest/doctest.h>

#include "server/http/tus_headers.hpp"

using namespace bz::server;

TEST_CASE("tus headers: numbers are digits and nothing else") {
    CHECK(parse_upload_number("0") == 0);
    CHECK(parse_upload_number("52428800") == 52428800);
    for (const char* text : {"", " 1", "1 ", "-1", "+1", "1.0", "1e3", "x", "99999999999999999999", "9007199254740993"})
        CHECK_FALSE(parse_upload_number(text).has_value());
}

TEST_CASE("tus headers: metadata in pairs, whose values may be left out") {
    const auto pairs = parse_upload_metadata("filename 5Ye6LmpwZw==,secret,empty ,a+b YQ==");
    REQUIRE(pairs);
    CHECK(pairs->size() == 4);
    CHECK(metadata_value(*pairs, "filename") == "出.jpg");
    CHECK(metadata_value(*pairs, "secret").empty());
    CHECK(metadata_value(*pairs, "a+b") == "a");
    CHECK(metadata_value(*pairs, "none").empty());
    CHECK(parse_upload_metadata("")->empty());
    for (const char* text : {"a YQ==,a YQ==", "a ***", "a YQ", "a  YQ==", ",", "a YQ==,", "a YQ== x", "出 YQ=="})
        CHECK_FALSE(parse_upload_metadata(text).has_value());
    CHECK_FALSE(parse_upload_metadata(std::string(5000, 'a')).has_value());
}

TEST_CASE("tus headers: a checksum is a name and base64") {
    const auto checksum = parse_upload_checksum("sha1 AAEC");
    REQUIRE(checksum);
    CHECK(checksum->algorithm == "sha1");
    CHECK(checksum->digest == std::string("\0\1\2", 3));
    for (const char* text : {"", "sha1", "sha1 ", " AAEC", "sha1 AAE", "sha1 A=EC", "sha1 AAEC AAEC"})
        CHECK_FALSE(parse_upload_checksum(text).has_value());
}

TEST_CASE("tus headers: ranges, and what may be ignored") {
    const auto range = [](const char* text, std::int64_t size = 1000) { return parse_range(text, size); };
    CHECK(range("bytes=0-499")->count == 500);
    CHECK(range("bytes=990-")->from == 990);
    CHECK(range("bytes=990-5000")->count == 10);
    CHECK(range("bytes=-10")->from == 990);
    CHECK(range("bytes=-5000")->count == 1000);
    CHECK(range("bytes=1000-")->outside);
    CHECK(range("bytes=-0")->outside);
    CHECK(range("bytes=0-", 0)->outside);
    for (const char* text : {"", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "bytes=a-b", "items=0-1",
                             "bytes=--1", "bytes=1--"})
        CHECK_FALSE(range(text).has_value());
}
