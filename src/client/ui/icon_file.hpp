// A key that opens the browser's file chooser and shows only a picture, where its neighbours leave no room for words.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

// As Ui::file_button; takes the whole width that it finds, as high as a field.
void icon_file(Ui& ui, std::string_view id, std::string_view label, std::string_view accept, Icon icon);

}  // namespace bz::ui
