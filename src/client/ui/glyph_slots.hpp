// Renumbers code points to small slots before Dear ImGui sees them. Its font tables are as long as the highest code
// point in use: one rare name character (plane 2) would cost a megabyte per text size.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bz::ui {

class GlyphSlots {
public:
    // The text with every code point replaced by its slot, as UTF-8; ASCII stays itself.
    std::string_view renumber(std::string_view text);
    // 0 for a slot that was never given out.
    char32_t code_point(char32_t slot) const;

private:
    static constexpr char32_t first_slot = 0x80;
    std::unordered_map<char32_t, char32_t> slots_;
    std::vector<char32_t> code_points_;
    std::string buffer_;
};

}  // namespace bz::ui
