#include "client/ui/texts.hpp"

#include <nlohmann/json.hpp>

#include "api/codec.hpp"

namespace bz::ui {

bool Texts::load(std::string_view json) {
    const api::Json parsed = api::Json::parse(json, nullptr, false);
    if (!parsed.is_object()) return false;
    table_.clear();
    for (auto item = parsed.begin(); item != parsed.end(); ++item)
        if (const auto* text = item->get_ptr<const std::string*>()) table_.emplace(item.key(), *text);
    return !table_.empty();
}

bool Texts::has(std::string_view key) const { return table_.find(key) != table_.end(); }

std::string Texts::operator()(std::string_view key, std::initializer_list<TextArg> args) const {
    const auto found = table_.find(key);
    std::string text = found == table_.end() ? std::string(key) : found->second;
    for (const auto& [name, value] : args) {
        const std::string mark = std::string("{") + name + "}";
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

}  // namespace bz::ui
