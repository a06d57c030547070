#include "domain/identity_check.hpp"

#include "domain/transitions.hpp"

namespace bz::domain {

namespace {

using enum IdentityCheckState;

constexpr Move<IdentityCheckState> moves[] = {
    {pending, verified}, {pending, rejected}, {pending, needs_staff}, {needs_staff, verified}, {needs_staff, rejected},
};

}  // namespace

bool can_move(IdentityCheckState from, IdentityCheckState to) { return is_listed<IdentityCheckState>(moves, from, to); }

Result<IdentityCheckState> move(IdentityCheckState from, IdentityCheckState to) {
    if (!can_move(from, to)) return fail("identity_check.illegal_move");
    return to;
}

bool is_final(IdentityCheckState state) { return state == verified || state == rejected; }

}  // namespace bz::domain
