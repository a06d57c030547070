// In wide windows the top bar has the two keys of home's header on every screen: size and language.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

// Beside the title, above the side panel; `right` is where that ends. (In plain paint the page finds their place.)
void bar_keys(Ui& ui, float right);

struct BarKeysUse {
    bool size = false, language = false;
};
BarKeysUse bar_keys_used(const Ui& ui);

}  // namespace bz::ui
