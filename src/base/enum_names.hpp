// Owns the one mechanism between an enum and its spelling on the wire. Specialise EnumNames beside the enum: the index
// in `names` is the enumerator's value, the spelling is the enumerator's name (a trailing underscore is dropped).
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace bz {

template <class E>
struct EnumNames;  // specialised with: static constexpr std::array<std::string_view, N> names

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires {
    { EnumNames<E>::names.size() } -> std::convertible_to<std::size_t>;
};

template <NamedEnum E>
inline constexpr std::size_t enum_count = EnumNames<E>::names.size();

// The wire spelling; empty for a value outside the enum, which only a cast can make.
template <NamedEnum E>
[[nodiscard]] constexpr std::string_view to_string(E value) {
    const auto index = static_cast<std::size_t>(value);
    return index < enum_count<E> ? EnumNames<E>::names[index] : std::string_view{};
}

// Exact match only: no trimming, no other letter case.
template <NamedEnum E>
[[nodiscard]] constexpr std::optional<E> from_string(std::string_view text) {
    for (std::size_t index = 0; index < enum_count<E>; ++index)
        if (EnumNames<E>::names[index] == text) return static_cast<E>(index);
    return std::nullopt;
}

}  // namespace bz
