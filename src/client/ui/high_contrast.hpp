// High contrast as a change of what is painted: no washes or gradients, tinted surfaces become outlined ones, lines are
// two dp, what is selected has four (design: elder and high contrast). Colours themselves come from the theme.
#pragma once

#include "client/ui/paint_list.hpp"

namespace bz::ui {

void to_high_contrast(PaintList& list);

}  // namespace bz::ui
