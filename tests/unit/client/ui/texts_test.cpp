#include "client/ui/texts.hpp"

#include <doctest/doctest.h>

#include "client/ui/text_table.hpp"

using namespace bz::ui;

TEST_CASE("texts: a file's texts are found by key, and filled") {
    Texts texts;
    REQUIRE(texts.load(text_table(R"({"greet":"你好，{name}。{name}？","none":"","odd":7})")));
    CHECK(texts("greet", {{"name", "任{name}"}}) == "你好，任{name}。任{name}？");
    CHECK(texts.has("none"));
    CHECK(texts("none").empty());
    CHECK_FALSE(texts.has("odd"));
    CHECK(texts("missing.key") == "missing.key");
}

TEST_CASE("texts: another table takes the place of the first, and no table changes nothing") {
    Texts texts;
    REQUIRE(texts.load(text_table(R"({"a":"one","b":"two"})")));
    for (const std::string_view broken :
         {std::string_view(), std::string_view("a"), std::string_view("a\0", 2), std::string_view("a\0b", 3)})
        CHECK_FALSE(texts.load(broken));
    CHECK_FALSE(texts.load(text_table("[1]")));
    CHECK_FALSE(texts.load(text_table("{")));
    CHECK(texts("a") == "one");
    REQUIRE(texts.load(text_table(R"({"a":"three"})")));
    CHECK(texts("a") == "three");
    CHECK_FALSE(texts.has("b"));
}

TEST_CASE("texts: a table that moves goes on") {
    Texts first;
    REQUIRE(first.load(text_table(R"({"a":"one"})")));
    const Texts second = std::move(first);
    CHECK(second("a") == "one");
}
