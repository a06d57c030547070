// Copies of a server's data: a consistent one while it runs, and back again. The key is never part of a copy.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace bz::server {

struct BackupError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct BackupReport {
    std::int64_t files = 0;
    std::int64_t bytes = 0;
};

// Copies database and files of `data` into the new folder `to`, with a manifest and SHA256SUMS (written last: a folder
// without it is not a backup). Reads only; the server may run. Throws BackupError.
BackupReport make_backup(const std::string& data, const std::string& to);

// Checks every sum and puts the copy into the new folder `data`; leaves nothing behind when it fails.
BackupReport restore_backup(const std::string& from, const std::string& data);

}  // namespace bz::server
