// Addresses that an account keeps for its orders.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct SavedAddressRequest {
    std::string name;
    std::string phone;
    std::string line;
    std::optional<std::string> region;  // province
    std::optional<std::string> city;
    std::optional<bool> is_default;
};
BZ_SCHEMA(SavedAddressRequest, name, phone, line, region, city, is_default);

// Replaces the fields that are present.
struct SavedAddressChange {
    std::optional<std::string> name;
    std::optional<std::string> phone;
    std::optional<std::string> line;
    std::optional<std::string> region;
    std::optional<std::string> city;
    std::optional<bool> is_default;
};
BZ_SCHEMA(SavedAddressChange, name, phone, line, region, city, is_default);

struct SavedAddress {
    std::string id;
    std::string name;
    std::string phone;
    std::string line;
    std::optional<std::string> region;
    std::optional<std::string> city;
    bool is_default = false;
    std::string created_at;
};
BZ_SCHEMA(SavedAddress, id, name, phone, line, region, city, is_default, created_at);

struct SavedAddressList {
    std::vector<SavedAddress> items;  // the default first, then newest first
};
BZ_SCHEMA(SavedAddressList, items);

}  // namespace bz::api
