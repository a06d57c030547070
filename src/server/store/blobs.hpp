// The bytes of uploads, sealed at rest in files with random names. A file is a row of frames, each sealed and bound to
// the file and to its place in it. Blocking and synced: keep it off the network threads.
#pragma once

#include "server/store/seal.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace bz::server {

struct BlobError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Holds one upload's file against every other writer, also in other processes that share the folder.
class BlobLock {
public:
    explicit BlobLock(int locked) : fd_(locked) {}
    BlobLock(BlobLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    BlobLock& operator=(BlobLock&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~BlobLock();  // lets go

private:
    int fd_;
};

class BlobStore {
public:
    static constexpr std::size_t frame_bytes = 64 * 1024;

    BlobStore(std::string folder, const Sealer& sealer);  // makes the folder

    // Empty while somebody else holds it. Makes the file when there is none.
    [[nodiscard]] std::optional<BlobLock> lock(const std::string& file) const;
    // Appends `data`, whose first byte is byte `offset` of the whole, after `file_bytes` bytes of the file (anything
    // behind them is left from a crash and is cut). When it returns the new file size, the bytes are on the disk.
    std::int64_t append(const std::string& file, std::int64_t file_bytes, std::int64_t offset, std::string_view data);
    // Bytes [from, from + count) of the plain content.
    [[nodiscard]] std::string read(const std::string& file, std::int64_t from, std::int64_t count) const;
    // Writes a whole file at once: it is there with all of `data`, on the disk, or not at all. Replaces one of this
    // name.
    void write(const std::string& file, std::string_view data) const;
    void remove(const std::string& file) const;         // a missing file is fine
    void remove_upload(const std::string& file) const;  // with the content and the preview made of it
    [[nodiscard]] static std::string content_of(const std::string& file) { return file + ".c"; }
    [[nodiscard]] static std::string preview_of(const std::string& file) { return file + ".p"; }
    // Names of files that nobody has written to for a while.
    [[nodiscard]] std::vector<std::string> resting_files(std::int64_t seconds) const;

private:
    std::int64_t put_frames(int fd, const std::string& file, std::int64_t at, std::int64_t offset,
                            std::string_view data) const;
    void sync_folder() const;
    [[nodiscard]] std::string path(const std::string& file) const { return folder_ + '/' + file; }

    std::string folder_;
    const Sealer& sealer_;
};

}  // namespace bz::server
