#include "domain/medicine.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bz::domain {

namespace {

bool names_one_of(std::string_view name, const std::vector<std::string>& entries) {
    // An empty entry would be found in every name; a hospital's list may hold one by mistake.
    return std::ranges::any_of(entries, [name](const std::string& entry) {
        return !entry.empty() && name.find(entry) != std::string_view::npos;
    });
}

}  // namespace

Dispensing dispensing_of(std::string_view generic_name, const RefillRules& rules) {
    const bool unnamed = trim(generic_name).empty();
    if (unnamed || names_one_of(generic_name, rules.banned_online) || names_one_of(generic_name, rules.cold_chain))
        return Dispensing::hospital_only;
    return Dispensing::deliverable;
}

}  // namespace bz::domain
