// Why a page stays plain though painting was asked for. Said where it can be asked for: a key that does nothing, and
// does not say why, looks broken.
#pragma once

#include <string>

#include "client/screens/common/page.hpp"

namespace bz::screens {

inline void paint_note(Page& page) {
    if (!page.shared.cannot_paint) return;
    const std::string why = page.t("settings.paint.cannot");
    page.ui.banner(ui::Icon::info, why, ui::Tone::plain);
    page.ui.status(why);
    page.ui.space(12);
}

}  // namespace bz::screens
