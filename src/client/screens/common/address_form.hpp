// An address as it is typed: its three fields, what is wrong with them, and the address book's entry that stands for
// it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/screens/common/page.hpp"

namespace bz::screens {

struct FieldProblem {
    std::string field;  // address_name | address_phone | address_line, and what else a screen has
    std::string key;    // text key that says how to mend it
    bool operator==(const FieldProblem&) const = default;
};

// What is wrong with the typed address, field by field; also a city that the hospital's courier does not go to.
[[nodiscard]] std::vector<FieldProblem> check_typed_address(const state::Shared& shared);
[[nodiscard]] bool courier_goes_to(const state::Shared& shared, std::string_view line);
// Name and phone as they are known already, where nothing was typed.
void suggest_receiver(state::Shared& shared);

struct AddressTyped {
    std::optional<std::string> name, phone, line;
};
// `prefix` makes the ids: "<prefix>.address_name" …
AddressTyped address_fields(Page& page, std::string_view prefix, std::span<const FieldProblem> problems);
void take_typed(state::Draft& draft, const AddressTyped& typed);

// The entry of the address book that the draft chose; null = what was typed counts.
[[nodiscard]] const api::SavedAddress* chosen_address(const state::Shared& shared);
inline constexpr std::string_view typed_address = "typed";  // draft.address_id: chosen over those of the book
// Where the order goes: the chosen entry, or what was typed, cleaned.
[[nodiscard]] api::Address order_address(const state::Shared& shared);

}  // namespace bz::screens
