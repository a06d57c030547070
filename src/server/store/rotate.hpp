// Seals everything with another key: every sealed column, every keyed hash, every file. The server must be stopped.
#pragma once

#include "server/store/seal.hpp"

#include <cstdint>
#include <string>

namespace bz::server {

struct RotateReport {
    std::int64_t values = 0;  // of sealed columns
    std::int64_t files = 0;
    bool resumed = false;  // an earlier run had been cut off
};

// Safe to be cut off at any moment and to be run again with the same two keys. Files are sealed beside the old ones
// first; the database (an address, or SQLite's file) changes in one transaction; then the folders change places. Throws
// SealError or DbError.
RotateReport rotate_key(const std::string& data, const std::string& database, const Sealer& old_key,
                        const Sealer& new_key);

// True when a rotation was cut off: the server must not start before it is finished.
[[nodiscard]] bool rotation_is_unfinished(const std::string& data);

}  // namespace bz::server
