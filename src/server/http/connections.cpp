#include "server/http/connections.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace bz::server {

namespace {

template <class T>
bool option(int fd, int level, int name, T& value) {
    socklen_t size = sizeof value;
    return ::getsockopt(fd, level, name, &value, &size) == 0;
}

std::vector<int> open_files() {
    std::vector<int> files;
    DIR* folder = ::opendir("/proc/self/fd");
    if (!folder) return files;
    while (const dirent* entry = ::readdir(folder))
        if (entry->d_name[0] != '.') files.push_back(std::atoi(entry->d_name));
    ::closedir(folder);
    return files;
}

enum class Kind { other, listening, connection };

Kind kind_of(int fd, std::uint16_t port) {
    int listening = 0;
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    if (!option(fd, SOL_SOCKET, SO_ACCEPTCONN, listening)) return Kind::other;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &size) != 0) return Kind::other;
    std::uint16_t own_port = 0;
    if (own.ss_family == AF_INET)
        own_port = ntohs(reinterpret_cast<const sockaddr_in*>(&own)->sin_port);
    else if (own.ss_family == AF_INET6)
        own_port = ntohs(reinterpret_cast<const sockaddr_in6*>(&own)->sin6_port);
    if (own_port != port) return Kind::other;
    return listening ? Kind::listening : Kind::connection;
}

// A second name for a file, so that the number cannot come to mean another connection while we look at it.
struct Held {
    int fd;
    explicit Held(int file) : fd(::fcntl(file, F_DUPFD_CLOEXEC, 0)) {}
    Held(const Held&) = delete;
    ~Held() {
        if (fd >= 0) ::close(fd);
    }
};

}  // namespace

bool Pace::dribbles(Traffic traffic, std::int64_t now_ms, std::int64_t patience_ms) {
    const bool grew = traffic.received != last_.received;
    const bool answered = traffic.answered != last_.answered;
    if (answered) began_ms_ = 0;
    if (grew && began_ms_ == 0 && !answered) {
        began_ms_ = now_ms;
        received_before_ = last_.received;
    }
    last_ = traffic;
    if (grew) grew_ms_ = now_ms;
    if (!grew || began_ms_ == 0) return false;  // nothing new: a held answer, or a client that thinks
    const std::uint64_t bytes = traffic.received - received_before_;
    if (bytes > request_bytes_max) return true;
    const std::int64_t took_ms = now_ms - began_ms_;
    return took_ms > patience_ms && bytes * 1000 < bytes_per_second_min * static_cast<std::uint64_t>(took_ms);
}

Connections::Seen Connections::sweep(std::int64_t now_ms) {
    Seen seen;
    std::unordered_map<std::uint64_t, Pace> still_there;
    for (const int file : open_files()) {
        if (kind_of(file, port_) != Kind::connection) continue;
        const Held held(file);
        std::uint64_t cookie = 0;
        tcp_info info{};
        if (held.fd < 0 || kind_of(held.fd, port_) != Kind::connection ||
            !option(held.fd, SOL_SOCKET, SO_COOKIE, cookie) || !option(held.fd, IPPROTO_TCP, TCP_INFO, info))
            continue;
        ++seen.open;
        Pace pace = paces_[cookie];
        if (pace.dribbles({info.tcpi_bytes_received, info.tcpi_bytes_acked}, now_ms, patience_ms_)) {
            ::shutdown(held.fd, SHUT_RDWR);
            ++seen.cut;
            continue;
        }
        int waiting = 0;
        if (::ioctl(held.fd, SIOCOUTQ, &waiting) == 0 && waiting > 0) ++seen.unsent;
        if (pace.arriving(now_ms)) ++seen.arriving;
        still_there.emplace(cookie, pace);
    }
    paces_ = std::move(still_there);
    return seen;
}

// Drogon has no way to stop listening that does not also close every connection. Putting another file in the place of
// the socket closes it, and takes it out of the event loop, behind Drogon's back.
void Connections::stop_listening() {
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0) return;
    for (const int file : open_files()) {
        if (kind_of(file, port_) != Kind::listening) continue;
        pollfd waiting{file, POLLIN, 0};
        for (int tries = 0; tries < 100 && ::poll(&waiting, 1, 0) == 1; ++tries) ::usleep(1000);
        ::dup3(nothing, file, O_CLOEXEC);
    }
    ::close(nothing);
}

}  // namespace bz::server
