// Owns the shape of every state machine here: a table of legal moves; whatever is not listed is illegal, staying
// included. Private to this folder's .cpp files.
#pragma once

#include <algorithm>
#include <span>

namespace bz::domain {

template <class State>
struct Move {
    State from;
    State to;
    friend bool operator==(const Move&, const Move&) = default;
};

template <class State>
[[nodiscard]] constexpr bool is_listed(std::span<const Move<State>> moves, State from, State to) {
    return std::ranges::find(moves, Move<State>{from, to}) != moves.end();
}

}  // namespace bz::domain
