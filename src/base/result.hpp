// Owns Result, the one way an expected failure travels, and TRY, which passes it on. An Error is a static code and at
// most one number: never text for people (the client's texts are looked up by code) and never anything a user typed.
#pragma once

#include <expected>
#include <string_view>
#include <utility>

namespace bz {

struct Error {
    std::string_view code;  // a string literal such as "id.length"; must outlive the program's use of it
    int detail = 0;         // meaning is stated beside each code; 0 when there is none

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] constexpr std::unexpected<Error> fail(std::string_view code, int detail = 0) {
    return std::unexpected<Error>(Error{.code = code, .detail = detail});
}

}  // namespace bz

#define BZ_JOIN_TOKENS_(a, b) a##b
#define BZ_JOIN_TOKENS(a, b) BZ_JOIN_TOKENS_(a, b)

// `auto value = TRY(parse(text));` yields the value, or returns the error from the enclosing function. Not for
// coroutines.
#define TRY(expression) BZ_TRY_NAMED(BZ_JOIN_TOKENS(try_result_, __COUNTER__), expression)
#define BZ_TRY_NAMED(result, expression)                       \
    __extension__({                                            \
        auto result = (expression);                            \
        if (!result) [[unlikely]]                              \
            return std::unexpected(std::move(result).error()); \
        *std::move(result);                                    \
    })
