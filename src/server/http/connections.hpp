// Watches the server's TCP connections through the kernel's own counts, because Drogon 1.9.0 shows neither a connection
// nor a request that is only half there. Cuts those whose request dribbles in; tells when everything answered has left.
#pragma once

#include <cstdint>
#include <unordered_map>

namespace bz::server {

// Bytes that a connection has carried since it was opened.
struct Traffic {
    std::uint64_t received = 0;
    std::uint64_t answered = 0;  // acknowledged by the other side
};

// One connection over time. Pure: time and counts come in.
class Pace {
public:
    static constexpr std::uint64_t bytes_per_second_min = 512;
    static constexpr std::uint64_t request_bytes_max = 20 * 1024 * 1024;  // the largest body, and headers

    // True when a request has been coming in for longer than `patience_ms` and still dribbles, or never ends.
    [[nodiscard]] bool dribbles(Traffic traffic, std::int64_t now_ms, std::int64_t patience_ms);
    // Something of a request came within the last second, and nothing was answered since.
    [[nodiscard]] bool arriving(std::int64_t now_ms) const { return began_ms_ != 0 && now_ms - grew_ms_ < 1000; }

private:
    Traffic last_;
    std::uint64_t received_before_ = 0;  // when the request began
    std::int64_t began_ms_ = 0;          // of a request that is not answered; 0: none
    std::int64_t grew_ms_ = 0;
};

class Connections {
public:
    Connections(std::uint16_t port, std::int64_t patience_ms) : port_(port), patience_ms_(patience_ms) {}

    struct Seen {
        int open = 0;
        int cut = 0;
        int unsent = 0;    // have bytes that the other side has not taken yet
        int arriving = 0;  // are in the middle of a request
    };
    Seen sweep(std::int64_t now_ms);

    // Closes the listening sockets, when nobody waits in them; what is open stays open.
    void stop_listening();

private:
    std::uint16_t port_;
    std::int64_t patience_ms_;
    std::unordered_map<std::uint64_t, Pace> paces_;  // by the kernel's number of the socket
};

}  // namespace bz::server
