#include "client/ui/glyph_slots.hpp"

#include "base/text.hpp"

namespace bz::ui {

std::string_view GlyphSlots::renumber(std::string_view text) {
    buffer_.clear();
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c < first_slot) {
            buffer_ += static_cast<char>(c);
            continue;
        }
        const auto [found, fresh] = slots_.try_emplace(c, first_slot + static_cast<char32_t>(code_points_.size()));
        if (fresh) code_points_.push_back(c);
        append_utf8(buffer_, found->second);
    }
    return buffer_;
}

char32_t GlyphSlots::code_point(char32_t slot) const {
    if (slot < first_slot) return slot;
    const std::size_t index = slot - first_slot;
    return index < code_points_.size() ? code_points_[index] : 0;
}

}  // namespace bz::ui
