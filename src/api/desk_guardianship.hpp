// Guardians' papers at the desk: what a clerk compares, who looks at one now, what was found.
#pragma once

#include "api/carer.hpp"
#include "domain/identity_check.hpp"

namespace bz::api {

struct DeskGuardianshipDecision {
    bool verified = false;
    std::optional<std::string> reason;
};
BZ_SCHEMA(DeskGuardianshipDecision, verified, reason);

// The child, or the guardian, as their own document says.
struct DeskGuardianshipPerson {
    std::string name;
    domain::DocumentType document_type{};
    std::string number;
    std::optional<std::string> born_on;
};
BZ_SCHEMA(DeskGuardianshipPerson, name, document_type, number, born_on);

struct DeskGuardianship {
    Guardianship guardianship;
    std::string child_name;
    std::string child_number_masked;
    std::string guardian_name;
    std::string guardian_number_masked;
    // Whole numbers are for who has the paper in hand: in the answer to opening it, and nowhere else.
    std::optional<DeskGuardianshipPerson> child;
    std::optional<DeskGuardianshipPerson> guardian;
    std::optional<int> ahead;  // how many have waited longer
    std::optional<std::string> opened_at, held_by, held_until;
    std::optional<bool> mine;
};
BZ_SCHEMA(DeskGuardianship, guardianship, child_name, child_number_masked, guardian_name, guardian_number_masked, child,
          guardian, ahead, opened_at, held_by, held_until, mine);

struct DeskGuardianshipList {
    std::vector<DeskGuardianship> items;
    // As for checks of documents.
    std::optional<int> median_seconds_last_20;
    std::optional<int> median_look_seconds_last_20;
};
BZ_SCHEMA(DeskGuardianshipList, items, median_seconds_last_20, median_look_seconds_last_20);

}  // namespace bz::api
