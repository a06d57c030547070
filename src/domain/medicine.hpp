// Owns how a medicine may reach the patient. The lists are the hospital's data (rules.hpp), not this file's.
#pragma once

#include "base/enum_names.hpp"
#include "domain/rules.hpp"

#include <string_view>

namespace bz::domain {

enum class Dispensing { deliverable, hospital_only };

// hospital_only when the name contains an entry of banned_online (药品管理法 art. 61 and the list of 1 Dec 2022) or of
// cold_chain, so that "替格瑞洛片" is found by "替格瑞洛". An empty name is hospital_only: when in doubt, no courier.
[[nodiscard]] Dispensing dispensing_of(std::string_view generic_name, const RefillRules& rules);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::Dispensing> {
    static constexpr auto names = std::to_array<std::string_view>({"deliverable", "hospital_only"});
};
