// Owns the check of a state machine over its full from x to matrix against a drawing of the legal moves: one row a
// state, 'x' for a legal move, '.' for an illegal one, in the order of the enum.
#pragma once

#include "base/enum_names.hpp"
#include "base/result.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string_view>

namespace bz::test {

template <NamedEnum State>
using Matrix = std::array<std::string_view, enum_count<State>>;

template <NamedEnum State, class CanMove, class MoveTo>
void check_matrix(const Matrix<State>& legal, CanMove can_move, MoveTo move, std::string_view error_code) {
    for (std::size_t from = 0; from < legal.size(); ++from) {
        REQUIRE(legal[from].size() == legal.size());
        for (std::size_t to = 0; to < legal.size(); ++to) {
            const auto from_state = static_cast<State>(from);
            const auto to_state = static_cast<State>(to);
            CAPTURE(to_string(from_state));
            CAPTURE(to_string(to_state));
            const bool expected = legal[from][to] == 'x';
            CHECK(can_move(from_state, to_state) == expected);
            const Result<State> moved = move(from_state, to_state);
            CHECK(moved.has_value() == expected);
            if (moved.has_value())
                CHECK(*moved == to_state);
            else
                CHECK(moved.error() == Error{error_code});
        }
    }
}

}  // namespace bz::test
