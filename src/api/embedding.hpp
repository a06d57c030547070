// What the app in a frame asks before it believes the page around it.
#pragma once

#include "api/hospital_rules.hpp"

namespace bz::api {

struct Embedding {
    std::string hospital_id;
    std::vector<std::string> origins;  // of pages that may embed the app of this hospital
    std::optional<Theme> theme;        // when it is not the app's own
};
BZ_SCHEMA(Embedding, hospital_id, origins, theme);

}  // namespace bz::api
