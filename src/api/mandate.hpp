// What a person signed so that somebody of their community may have their medicine prescribed again and fetch it.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct Mandate {
    std::string id;
    std::string person_id;
    std::string person_name;
    std::string worker_name;
    std::string worker_title;  // as the community is called
    std::string signed_on;
    std::string ends_on;
    std::string state;  // active | ended
    std::string created_at;
    std::optional<std::string> ended_at;
    std::optional<std::string> ended_by;  // person | staff | time
    bool paper = false;                   // there is a photo of what was signed
};
BZ_SCHEMA(Mandate, id, person_id, person_name, worker_name, worker_title, signed_on, ends_on, state, created_at,
          ended_at, ended_by, paper);

struct MandateList {
    std::vector<Mandate> items;
};
BZ_SCHEMA(MandateList, items);

}  // namespace bz::api
