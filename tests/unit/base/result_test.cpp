#include "base/result.hpp"
#include "base/assert.hpp"
#include "base/enum_names.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

bz::Result<int> half(int value) {
    if (value % 2 != 0) return bz::fail("half.odd", value);
    return value / 2;
}

bz::Result<std::string> quarter_text(int value) {
    const int quarter = TRY(half(TRY(half(value))));
    return std::to_string(quarter);
}

bz::Result<void> need_even(int value) {
    (void)TRY(half(value));
    return {};
}

bz::Result<void> need_both_even(int first, int second) {
    TRY(need_even(first));
    TRY(need_even(second));
    return {};
}

enum class Colour { red, green };

}  // namespace

template <>
struct bz::EnumNames<Colour> {
    static constexpr auto names = std::to_array<std::string_view>({"red", "green"});
};

TEST_CASE("TRY yields the value or passes the error on, nested and for void") {
    CHECK(quarter_text(12) == "3");
    CHECK(quarter_text(3).error() == bz::Error{"half.odd", 3});
    CHECK(quarter_text(6).error() == bz::Error{"half.odd", 3});
    CHECK(need_both_even(2, 4).has_value());
    CHECK(need_both_even(2, 5).error() == bz::Error{"half.odd", 5});
}

TEST_CASE("errors compare by code and detail") {
    CHECK(bz::Error{"a", 1} == bz::Error{"a", 1});
    CHECK(bz::Error{"a", 1} != bz::Error{"a", 2});
    CHECK(bz::Error{"a", 1} != bz::Error{"b", 1});
    CHECK(bz::Error{std::string_view("axx").substr(0, 1)} == bz::Error{"a"});
}

TEST_CASE("the assert handler can be set and the default restored; a true condition calls nothing") {
    static int calls = 0;
    const auto count = [](const char*, const char*, int) { ++calls; };
    const bz::AssertHandler standard = bz::set_assert_handler(count);
    BZ_ASSERT(1 + 1 == 2);
    CHECK(calls == 0);
    CHECK(bz::set_assert_handler(nullptr) == +count);
    CHECK(bz::set_assert_handler(nullptr) == standard);
}

TEST_CASE("enum names go both ways and refuse what is not one") {
    CHECK(bz::to_string(Colour::green) == "green");
    CHECK(bz::from_string<Colour>("red") == Colour::red);
    CHECK(bz::from_string<Colour>("Red") == std::nullopt);
    CHECK(bz::from_string<Colour>("") == std::nullopt);
    CHECK(bz::to_string(static_cast<Colour>(2)).empty());
    static_assert(bz::enum_count<Colour> == 2);
}
