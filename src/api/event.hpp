// What the event stream carries: that something changed and what, never health data.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct Event {
    std::string id;
    // visit | messages | prescription | order | payment | identity_check | rating | complaint | carer |
    // guardianship | mandate
    std::string kind;
    std::string subject;  // id of the object that changed
};
BZ_SCHEMA(Event, id, kind, subject);

struct EventList {
    std::vector<Event> items;
};
BZ_SCHEMA(EventList, items);

}  // namespace bz::api
