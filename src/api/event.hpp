// What the event stream carries: that something changed and what, never health data.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct Event {
    std::string id;
    std::string kind;     // visit | messages | prescription | order | payment | identity_check | carer | guardianship
    std::string subject;  // id of the object that changed
};
BZ_SCHEMA(Event, id, kind, subject);

struct EventList {
    std::vector<Event> items;
};
BZ_SCHEMA(EventList, items);

}  // namespace bz::api
