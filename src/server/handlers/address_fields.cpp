#include "server/handlers/address_fields.hpp"

#include "base/text.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"

namespace bz::server {

api::Address check_address(const api::Address& in, const std::string& pointer, Failure& failure) {
    api::Address address;
    if (const auto name = domain::parse_person_name(in.name))
        address.name = *name;
    else
        failure.errors.push_back({pointer + "/name", std::string(name.error().code)});
    if (const auto phone = domain::parse_phone(in.phone))
        address.phone = *phone;
    else
        failure.errors.push_back({pointer + "/phone", std::string(phone.error().code)});
    address.line = std::string(trim(in.line));
    if (address.line.empty()) failure.errors.push_back({pointer + "/line", "required"});
    if (count_code_points(address.line) > 200) failure.errors.push_back({pointer + "/line", "too_long"});
    return address;
}

}  // namespace bz::server
