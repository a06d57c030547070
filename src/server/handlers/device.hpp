// What a browser's User-Agent says of the device, in the few words that help someone to know their own again.
#pragma once

#include "api/session.hpp"

namespace bz::server {

[[nodiscard]] api::Device device_of(std::string_view user_agent);

}  // namespace bz::server
