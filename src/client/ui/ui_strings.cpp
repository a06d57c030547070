// The widgets that take a text, for those who have it as a whole string.
#include "client/ui/ui.hpp"

namespace bz::ui {

namespace {
std::string_view view(const std::string& text) { return text; }
}  // namespace

void Ui::heading(const std::string& text, int level) { heading(view(text), level); }

void Ui::text(const std::string& words, TextStyle style, Color color) { text(view(words), style, color); }

void Ui::caption(std::string_view text, Icon icon) { icon_text(icon, text, TextStyle::caption, Color::ink2); }
void Ui::caption(const std::string& text, Icon icon) { caption(view(text), icon); }

void Ui::icon_text(Icon icon, const std::string& text, TextStyle style, Color color) {
    icon_text(icon, view(text), style, color);
}

void Ui::begin_list(const std::string& label) { begin_list(view(label)); }

bool Ui::button(std::string_view id, const std::string& label, const ButtonOptions& options) {
    return button(id, view(label), options);
}

void Ui::banner(Icon icon, const std::string& text, Tone tone) { banner(icon, view(text), tone, {}); }
void Ui::banner(Icon icon, const std::string& text, Tone tone, const std::string& detail) {
    banner(icon, view(text), tone, view(detail));
}

void Ui::status(const std::string& text) { status(view(text)); }

}  // namespace bz::ui
