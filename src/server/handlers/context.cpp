#include "server/handlers/context.hpp"

#include "base/text.hpp"

namespace bz::server {

std::string entity_tag(std::string_view body) { return '"' + hash_hex(body, 24) + '"'; }

bool tag_listed(std::string_view header, std::string_view tag) {
    for (std::string_view one : split(header, ',')) {
        one = trim(one);
        if (one == "*") return true;
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag) return true;
    }
    return false;
}

}  // namespace bz::server
