// Counts what the server does, as Prometheus reads it (text format 0.0.4). Labels are route patterns, status classes
// and names from this program: never an id, an address or anything about a person. Thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace bz::server {

class Metrics {
public:
    void count_request(std::string_view method, std::string_view route, int status, double seconds);
    void count_refusal(std::string_view limit);
    void count_code(bool sent) { ++(sent ? codes_sent_ : codes_refused_); }
    void count_upload_bytes(std::size_t bytes) { upload_bytes_ += bytes; }
    void count_cut_connection() { ++cut_connections_; }

    std::atomic<std::int64_t> running = 0;  // requests that are being worked on

    void write(std::string& out) const;

private:
    static constexpr std::array<double, 12> bounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                      0.1,   0.25,   0.5,   1,    2.5,   10};
    struct RouteCounts {
        std::array<std::uint64_t, 6> by_class{};  // [2] is 2xx
        std::array<std::uint64_t, bounds.size() + 1> by_time{};
        double seconds = 0;
    };
    void write_requests(std::string& out) const;

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, RouteCounts, std::less<>> routes_;
    std::map<std::string, std::uint64_t, std::less<>> refusals_;
    std::atomic<std::uint64_t> codes_sent_ = 0, codes_refused_ = 0, upload_bytes_ = 0, cut_connections_ = 0;
};

// Writes one metric without labels, with its help and type lines.
void write_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help, double value);
void write_heading(std::string& out, std::string_view name, std::string_view type, std::string_view help);
[[nodiscard]] std::string number_text(double value);

[[nodiscard]] std::int64_t resident_bytes();  // of this process

}  // namespace bz::server
