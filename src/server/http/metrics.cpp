#include "server/http/metrics.hpp"

#include <unistd.h>
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace bz::server {

std::string number_text(double value) {
    char out[40];
    if (std::floor(value) == value && std::abs(value) < 1e15)
        std::snprintf(out, sizeof out, "%.0f", value);
    else
        std::snprintf(out, sizeof out, "%.9g", value);
    return out;
}

void write_heading(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
    out.append(name).append(" ").append(type).append("\n");
}

void write_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help, double value) {
    write_heading(out, name, type, help);
    out.append(name).append(" ").append(number_text(value)).append("\n");
}

void Metrics::count_request(std::string_view method, std::string_view route, int status, double seconds) {
    const auto slot = static_cast<std::size_t>(
        std::ranges::find_if(bounds, [&](double bound) { return seconds <= bound; }) - bounds.begin());
    std::lock_guard lock(mutex_);
    auto found = routes_.find(std::pair(route, method));
    if (found == routes_.end()) found = routes_.try_emplace(std::pair(std::string(route), std::string(method))).first;
    RouteCounts& counts = found->second;
    ++counts.by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
    ++counts.by_time[slot];
    counts.seconds += seconds;
}

void Metrics::count_refusal(std::string_view limit) {
    std::lock_guard lock(mutex_);
    auto found = refusals_.find(limit);
    if (found == refusals_.end()) found = refusals_.try_emplace(std::string(limit)).first;
    ++found->second;
}

void Metrics::write_requests(std::string& out) const {
    std::lock_guard lock(mutex_);
    const auto labels = [](const auto& key) { return "{route=\"" + key.first + "\",method=\"" + key.second + '"'; };
    write_heading(out, "banzhen_requests_total", "counter", "Requests answered, by route pattern and status class");
    for (const auto& [key, counts] : routes_)
        for (std::size_t i = 0; i < counts.by_class.size(); ++i)
            if (counts.by_class[i])
                out += "banzhen_requests_total" + labels(key) + ",status=\"" + std::to_string(i) + "xx\"} " +
                       std::to_string(counts.by_class[i]) + '\n';
    write_heading(out, "banzhen_request_seconds", "histogram", "From the whole request to the answer");
    for (const auto& [key, counts] : routes_) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < counts.by_time.size(); ++i) {
            sum += counts.by_time[i];
            const std::string bound = i < bounds.size() ? number_text(bounds[i]) : "+Inf";
            out +=
                "banzhen_request_seconds_bucket" + labels(key) + ",le=\"" + bound + "\"} " + std::to_string(sum) + '\n';
        }
        out += "banzhen_request_seconds_sum" + labels(key) + "} " + number_text(counts.seconds) + '\n';
        out += "banzhen_request_seconds_count" + labels(key) + "} " + std::to_string(sum) + '\n';
    }
    write_heading(out, "banzhen_limit_refusals_total", "counter", "Requests refused with 429, by limit");
    for (const auto& [limit, count] : refusals_)
        out += "banzhen_limit_refusals_total{limit=\"" + limit + "\"} " + std::to_string(count) + '\n';
}

void Metrics::write(std::string& out) const {
    write_requests(out);
    write_metric(out, "banzhen_requests_running", "gauge", "Requests that are being worked on or held",
                 static_cast<double>(running));
    write_heading(out, "banzhen_sign_in_codes_total", "counter", "Sign-in codes asked for, sent and refused");
    out += "banzhen_sign_in_codes_total{result=\"sent\"} " + std::to_string(codes_sent_) + '\n';
    out += "banzhen_sign_in_codes_total{result=\"refused\"} " + std::to_string(codes_refused_) + '\n';
    write_metric(out, "banzhen_upload_bytes_total", "counter", "Bytes of uploads taken in",
                 static_cast<double>(upload_bytes_));
    write_metric(out, "banzhen_connections_cut_total", "counter", "Connections cut because a request dribbled in",
                 static_cast<double>(cut_connections_));
    write_metric(out, "process_resident_memory_bytes", "gauge", "Resident memory",
                 static_cast<double>(resident_bytes()));
}

std::int64_t resident_bytes() {
    long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        long whole = 0;
        if (std::fscanf(file, "%ld %ld", &whole, &pages) != 2) pages = 0;
        std::fclose(file);
    }
    return std::int64_t{pages} * ::sysconf(_SC_PAGESIZE);
}

}  // namespace bz::server
