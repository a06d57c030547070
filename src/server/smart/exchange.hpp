// One request to another server and its answer, within bounds: https (or this machine, where that is allowed), so much
// time in all, so many bytes, no redirects. Blocks its thread.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bz::server::smart {

struct Asked {
    std::string url;
    std::string form;           // x-www-form-urlencoded: a POST when there is one
    std::string authorization;  // header, when there is one
};

struct Answer {
    int status = 0;
    std::string body;
};

struct Bounds {
    int time_ms = 8'000;
    std::size_t bytes = std::size_t{256} * 1024;
    bool loopback = false;  // http to this machine is allowed
};

// Fails with "smart.address", "smart.network", "smart.late", "smart.too_large" or "smart.answer".
[[nodiscard]] Result<Answer> exchange(const Asked&, const Bounds&);

[[nodiscard]] std::string form_of(const std::vector<std::pair<std::string_view, std::string_view>>& fields);

// The body of an HTTP/1.1 answer that is complete, and its status; exposed for its tests.
[[nodiscard]] Result<Answer> read_answer(std::string_view bytes, bool closed);

}  // namespace bz::server::smart
