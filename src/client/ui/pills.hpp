// A few short words of which one is chosen: side by side as far as they fit, then in the next line.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "client/ui/ui.hpp"

namespace bz::ui {

// The one that was just pressed.
std::optional<std::size_t> pills(Ui& ui, std::string_view id, std::string_view name,
                                 std::span<const std::string> labels, std::size_t chosen);

}  // namespace bz::ui
