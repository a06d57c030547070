// Whom a journey is for. Owns what has to go when that changes: one person's papers and medicines are never another's.
#pragma once

#include <string>

#include "client/state/shared.hpp"

namespace bz::state {

// The effects stop what was travelling and take back what the hospital had of it.
[[nodiscard]] Effects choose_person(Shared& shared, const std::string& person_id);

// Young enough that a guardian has to be there.
[[nodiscard]] bool needs_guardian(const Shared& shared, const api::Person& person);

}  // namespace bz::state
