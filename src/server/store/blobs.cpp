#include "server/store/blobs.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace bz::server {

namespace {

constexpr std::size_t header_bytes = 4;   // the plain length, little endian
constexpr std::size_t sealed_extra = 41;  // version, nonce, tag

// Closes itself, so that every early throw is safe.
struct File {
    int fd;
    explicit File(int opened) : fd(opened) {}
    File(const File&) = delete;
    ~File() {
        if (fd >= 0) ::close(fd);
    }
};

void write_all(int fd, std::string_view data, std::int64_t at) {
    while (!data.empty()) {
        const ssize_t n = ::pwrite(fd, data.data(), data.size(), at);
        if (n <= 0) throw BlobError("write failed");
        data.remove_prefix(static_cast<std::size_t>(n));
        at += n;
    }
}

bool read_exactly(int fd, char* into, std::size_t count, std::int64_t at) {
    std::size_t got = 0;
    while (got < count) {
        const ssize_t n = ::pread(fd, into + got, count - got, at + static_cast<std::int64_t>(got));
        if (n <= 0) return false;
        got += static_cast<std::size_t>(n);
    }
    return true;
}

std::string column(std::int64_t offset) { return "frame@" + std::to_string(offset); }

}  // namespace

BlobStore::BlobStore(std::string folder, const Sealer& sealer) : folder_(std::move(folder)), sealer_(sealer) {
    ::mkdir(folder_.c_str(), 0700);
}

BlobLock::~BlobLock() {
    if (fd_ >= 0) ::close(fd_);
}

std::optional<BlobLock> BlobStore::lock(const std::string& file) const {
    const int fd = ::open(path(file).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) throw BlobError("cannot open the upload's file");
    BlobLock held(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return std::nullopt;
    return held;
}

std::int64_t BlobStore::put_frames(int fd, const std::string& file, std::int64_t at, std::int64_t offset,
                                   std::string_view data) const {
    while (!data.empty()) {
        const std::string_view part = data.substr(0, frame_bytes);
        const auto size = static_cast<std::uint32_t>(part.size());
        std::string frame;
        for (int shift = 0; shift < 32; shift += 8) frame += static_cast<char>(size >> shift & 0xFF);
        frame += sealer_.seal(part, {"uploads", file, column(offset)});
        write_all(fd, frame, at);
        at += static_cast<std::int64_t>(frame.size());
        offset += size;
        data.remove_prefix(part.size());
    }
    if (::fsync(fd) != 0) throw BlobError("sync failed");
    return at;
}

// A new name is durable only when its folder is.
void BlobStore::sync_folder() const {
    File folder(::open(folder_.c_str(), O_RDONLY | O_CLOEXEC));
    if (folder.fd < 0 || ::fsync(folder.fd) != 0) throw BlobError("folder sync failed");
}

std::int64_t BlobStore::append(const std::string& file, std::int64_t file_bytes, std::int64_t offset,
                               std::string_view data) {
    File out(::open(path(file).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (out.fd < 0) throw BlobError("cannot open the upload's file");
    if (::ftruncate(out.fd, file_bytes) != 0) throw BlobError("cannot cut the upload's file");
    const std::int64_t end = put_frames(out.fd, file, file_bytes, offset, data);
    if (file_bytes == 0) sync_folder();
    return end;
}

void BlobStore::write(const std::string& file, std::string_view data) const {
    // Sealed for its final name; until it has it, nobody looks for it.
    const std::string unfinished = path(file) + '.' + random_id("new");
    try {
        File out(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (out.fd < 0) throw BlobError("cannot make a file");
        put_frames(out.fd, file, 0, 0, data);
        if (::rename(unfinished.c_str(), path(file).c_str()) != 0) throw BlobError("cannot name a file");
        sync_folder();
    } catch (const BlobError&) {
        ::unlink(unfinished.c_str());
        throw;
    }
}

std::vector<std::string> BlobStore::resting_files(std::int64_t seconds) const {
    std::vector<std::string> names;
    const std::time_t before = std::time(nullptr) - seconds;
    DIR* folder = ::opendir(folder_.c_str());
    if (folder == nullptr) return names;
    while (const dirent* entry = ::readdir(folder)) {
        struct stat info{};
        if (::stat(path(entry->d_name).c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_mtime < before)
            names.emplace_back(entry->d_name);
    }
    ::closedir(folder);
    return names;
}

std::string BlobStore::read(const std::string& file, std::int64_t from, std::int64_t count) const {
    File in(::open(path(file).c_str(), O_RDONLY | O_CLOEXEC));
    if (in.fd < 0) throw BlobError("the upload's file is missing");
    std::string out;
    std::int64_t at = 0, offset = 0;
    while (offset < from + count) {
        unsigned char header[header_bytes];
        if (!read_exactly(in.fd, reinterpret_cast<char*>(header), header_bytes, at))
            throw BlobError("the upload's file is too short");
        const std::int64_t size =
            header[0] | header[1] << 8 | header[2] << 16 | static_cast<std::int64_t>(header[3]) << 24;
        if (size <= 0 || size > static_cast<std::int64_t>(frame_bytes)) throw BlobError("the upload's file is damaged");
        const auto sealed_size = static_cast<std::size_t>(size) + sealed_extra;
        if (offset + size > from) {
            std::string sealed(sealed_size, '\0');
            if (!read_exactly(in.fd, sealed.data(), sealed_size, at + static_cast<std::int64_t>(header_bytes)))
                throw BlobError("the upload's file is too short");
            const std::string plain = sealer_.open(sealed, {"uploads", file, column(offset)});
            const std::int64_t skip = std::max<std::int64_t>(0, from - offset);
            const std::int64_t take = std::min(size - skip, from + count - offset - skip);
            out.append(plain, static_cast<std::size_t>(skip), static_cast<std::size_t>(take));
        }
        offset += size;
        at += static_cast<std::int64_t>(header_bytes + sealed_size);
    }
    return out;
}

void BlobStore::remove(const std::string& file) const { ::unlink(path(file).c_str()); }

void BlobStore::remove_upload(const std::string& file) const {
    for (const std::string& name : {file, content_of(file), preview_of(file)}) remove(name);
}

}  // namespace bz::server
