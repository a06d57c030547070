// What `update` may know of the outside world, given with each message: time and a fresh id. It reads no clock itself.
#pragma once

#include <string>

#include "base/date.hpp"

namespace bz::state {

struct Context {
    Instant now = 0;  // ms since the epoch
    int utc_offset_minutes = 480;
    std::string fresh_id;  // random, new with each event: idempotency keys, handles
};

}  // namespace bz::state
