// What the sandbox's pages share: plain HTML without scripts, marked as a demonstration.
#pragma once

#include "server/http/reply.hpp"

namespace bz::server {

[[nodiscard]] const char* sandbox_css();
// `body` is HTML; texts in it are the program's own or escaped.
[[nodiscard]] Reply sandbox_page(std::string_view lang, std::string_view title, std::string_view mark,
                                 const std::string& body);
// A button that posts to `action`; `look` is "pay" (the main one) or "back".
[[nodiscard]] std::string sandbox_button(const std::string& action, const char* look, const char* text);
[[nodiscard]] Reply sandbox_redirect(const std::string& where);

}  // namespace bz::server
