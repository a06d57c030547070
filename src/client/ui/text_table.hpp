// A table of texts as JSON, made into what Texts::load takes. Browsers read the file themselves (web/texts.ts): their
// own JSON reader is a hundred times as fast as ours, and home waits for it.
#pragma once

#include <string>
#include <string_view>

namespace bz::ui {

// Of a flat JSON object of strings: "key\0text\0key\0text\0…"; empty when it is not one.
std::string text_table(std::string_view json);

}  // namespace bz::ui
