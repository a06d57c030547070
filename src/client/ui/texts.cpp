#include "client/ui/texts.hpp"

#include <algorithm>

namespace bz::ui {

bool Texts::load(std::string_view table) {
    const auto strings = std::ranges::count(table, '\0');
    if (strings == 0 || strings % 2 != 0 || table.back() != '\0') return false;
    texts_.clear();
    texts_.reserve(static_cast<std::size_t>(strings) / 2);
    table_.assign(table.begin(), table.end());
    for (const char* at = table_.data(); at < table_.data() + table_.size();) {
        const std::string_view key(at), text(key.end() + 1);
        texts_.emplace(key, text);
        at = text.end() + 1;
    }
    return true;
}

bool Texts::has(std::string_view key) const { return texts_.contains(key); }

std::string Texts::operator()(std::string_view key, std::initializer_list<TextArg> args) const {
    const auto found = texts_.find(key);
    std::string text(found == texts_.end() ? key : found->second);
    for (const auto& [name, value] : args) {
        const std::string mark = std::string("{") + name + "}";
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

}  // namespace bz::ui
