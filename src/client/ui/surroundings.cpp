#include "client/ui/surroundings.hpp"

#include <algorithm>
#include <charconv>

namespace bz::ui {

namespace {

constexpr std::array roles = {Color::paper,      Color::paper_deep, Color::ink,        Color::on_dark,
                              Color::on_dark2,   Color::celadon900, Color::celadon800, Color::celadon700,
                              Color::celadon600, Color::celadon400, Color::celadon300, Color::celadon200,
                              Color::celadon100, Color::celadon50,  Color::red700,     Color::track};
constexpr std::size_t digits_each = 6;

bool is_embedded = false;
bool has_colors = false;
std::array<std::uint32_t, roles.size()> colors = {};

}  // namespace

bool embedded() { return is_embedded; }
void set_embedded(bool embedded) { is_embedded = embedded; }

std::optional<std::uint32_t> hospital_color(Color role) {
    const auto found = std::ranges::find(roles, role);
    if (!has_colors || found == roles.end()) return std::nullopt;
    return colors[static_cast<std::size_t>(found - roles.begin())];
}

void set_hospital_colors(std::string_view digits) {
    has_colors = digits.size() == roles.size() * digits_each;
    for (std::size_t i = 0; has_colors && i < roles.size(); ++i) {
        std::uint32_t hex = 0;
        const char* from = digits.data() + i * digits_each;
        has_colors = std::from_chars(from, from + digits_each, hex, 16).ptr == from + digits_each;
        colors[i] = 0xFF000000 | (hex & 0xFF) << 16 | (hex & 0xFF00) | hex >> 16;  // 0xAABBGGRR
    }
}

}  // namespace bz::ui
