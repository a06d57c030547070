#include "domain/guardianship.hpp"

#include "domain/transitions.hpp"

namespace bz::domain {

namespace {

using enum GuardianshipState;

constexpr Move<GuardianshipState> moves[] = {
    {pending, verified}, {pending, rejected}, {pending, ended}, {verified, ended}};

}  // namespace

bool can_move(GuardianshipState from, GuardianshipState to) { return is_listed<GuardianshipState>(moves, from, to); }

Result<GuardianshipState> move(GuardianshipState from, GuardianshipState to) {
    if (!can_move(from, to)) return fail("guardianship.illegal_move");
    return to;
}

}  // namespace bz::domain
