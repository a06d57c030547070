// The top of a page that stands in a hospital's page, which has a header already: what is left is the way back, and
// that nothing is lost.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

bool bare_bar(Ui& ui, const Ui::TopBarOptions& options);  // true = back

}  // namespace bz::ui
