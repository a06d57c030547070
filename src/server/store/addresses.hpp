// The address book of an account; each address is sealed as one value.
#pragma once

#include "api/address_book.hpp"
#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

struct AddressRow {
    std::string id, account_id;
    api::SavedAddressRequest address;  // without is_default, which is a column
    bool is_default = false;
    Instant created_at = 0;
};

namespace store {

std::vector<AddressRow> addresses(Store&, std::string_view account_id);  // the default first, then newest first
std::optional<AddressRow> address(Store&, std::string_view id);
void insert_address(Store&, const AddressRow&);
void update_address(Store&, const AddressRow&);
void delete_address(Store&, std::string_view id);
void delete_addresses(Store&, std::string_view account_id);
void make_default_address(Store&, std::string_view account_id, std::string_view id);  // and no other

}  // namespace store
}  // namespace bz::server
