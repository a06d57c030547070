// The fields of an address, checked the same way wherever one is given.
#pragma once

#include "server/handlers/context.hpp"

namespace bz::server {

// The address as it is kept; what is wrong goes to `failure`, below `pointer` ("/address", or "" for the whole body).
[[nodiscard]] api::Address check_address(const api::Address& in, const std::string& pointer, Failure& failure);

}  // namespace bz::server
