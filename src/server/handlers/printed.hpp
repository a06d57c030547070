// The export as a page for reading and printing: plain HTML, no script, no style; every value is escaped.
#pragma once

#include "api/codec.hpp"

#include <nlohmann/json.hpp>

namespace bz::server {

[[nodiscard]] std::string printed_account(const api::Json& account, std::string_view lang);
[[nodiscard]] std::string escaped(std::string_view text);  // for HTML text and attributes

}  // namespace bz::server
