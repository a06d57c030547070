#include "client/ui/bar_keys.hpp"

#include <algorithm>

#include "client/ui/pill.hpp"

namespace bz::ui {

void bar_keys(Ui& ui, float right) {
    constexpr float gap = 8;
    const std::string size = ui.t(ui.elder() ? "home.size.standard" : "home.size.elder");
    const std::string language = ui.t("home.language.label");
    const float y = (ui.metrics().top_bar_h - std::max(ui.metrics().target, ui.metrics().chip_h)) / 2;
    const float language_x = right - pill_width(ui, Icon::none, language);
    const float size_x = language_x - gap - pill_width(ui, Icon::a_large_small, size);
    pill(ui, "bar.size", Icon::a_large_small, size, size, size_x, y);
    pill(ui, "bar.language", Icon::none, language, ui.t("home.language.name"), language_x, y);
}

BarKeysUse bar_keys_used(const Ui& ui) { return {ui.pressed("bar.size"), ui.pressed("bar.language")}; }

}  // namespace bz::ui
