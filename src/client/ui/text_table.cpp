#include "client/ui/text_table.hpp"

#include <nlohmann/json.hpp>

#include "api/codec.hpp"

namespace bz::ui {

std::string text_table(std::string_view json) {
    const api::Json parsed = api::Json::parse(json, nullptr, false);
    std::string table;
    if (!parsed.is_object()) return table;
    for (auto item = parsed.begin(); item != parsed.end(); ++item)
        if (const auto* text = item->get_ptr<const std::string*>()) (((table += item.key()) += '\0') += *text) += '\0';
    return table;
}

}  // namespace bz::ui
