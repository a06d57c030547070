// Owns the states, ways and documents of real-name verification. A face scan is never the only way (face measures of
// 1 Jun 2025; S12).
#pragma once

#include "base/enum_names.hpp"
#include "base/result.hpp"

namespace bz::domain {

enum class IdentityCheckState { pending, needs_staff, verified, rejected };
enum class IdentityMethod { registry, staff_review, insurance_credential, face };
enum class DocumentType {
    resident_id,
    hmt_residence_permit,
    permanent_residence,
    passport,
    hk_macao_travel_permit,
    taiwan_travel_permit,
    household_register,
};

// pending > verified | rejected | needs_staff; needs_staff > verified | rejected. Another try is a new check.
[[nodiscard]] bool can_move(IdentityCheckState from, IdentityCheckState to);
// "identity_check.illegal_move"
[[nodiscard]] Result<IdentityCheckState> move(IdentityCheckState from, IdentityCheckState to);
[[nodiscard]] bool is_final(IdentityCheckState state);  // verified, rejected

// The person goes to another page and comes back with the answer.
[[nodiscard]] constexpr bool is_redirect(IdentityMethod method) {
    return method == IdentityMethod::insurance_credential || method == IdentityMethod::face;
}
// Registries know numbers that an authority of this country gave out; a passport's is not one.
[[nodiscard]] constexpr bool registry_knows(DocumentType type) { return type != DocumentType::passport; }

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::IdentityCheckState> {
    static constexpr auto names = std::to_array<std::string_view>({"pending", "needs_staff", "verified", "rejected"});
};
template <>
struct bz::EnumNames<bz::domain::IdentityMethod> {
    static constexpr auto names =
        std::to_array<std::string_view>({"registry", "staff_review", "insurance_credential", "face"});
};
template <>
struct bz::EnumNames<bz::domain::DocumentType> {
    static constexpr auto names =
        std::to_array<std::string_view>({"resident_id", "hmt_residence_permit", "permanent_residence", "passport",
                                         "hk_macao_travel_permit", "taiwan_travel_permit", "household_register"});
};
