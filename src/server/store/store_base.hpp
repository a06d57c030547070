// What every store function is given: a connection with an open transaction, and the key.
#pragma once

#include "server/store/db.hpp"
#include "server/store/seal.hpp"

namespace bz::server {

struct Store {
    Db& db;
    const Sealer& sealer;
};

struct Page {
    std::string cursor;  // id of the last item already seen; empty for the first page
    int limit = 50;
    std::string state;  // only what is in this state; empty for all
};

}  // namespace bz::server
