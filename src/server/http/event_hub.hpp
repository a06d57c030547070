// Wakes requests that wait for news of an account. Holds no events: those are in the database, so nothing is lost
// between two requests. Thread-safe; a waiter is called at most once, on the thread that wakes it.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace bz::server {

class EventHub {
public:
    using Ticket = std::uint64_t;

    Ticket wait(const std::string& account, std::function<void()> wake);
    bool forget(const std::string& account, Ticket ticket);  // false when it was woken already
    void wake(const std::vector<std::string>& accounts);
    void wake_all();  // at shutdown
    [[nodiscard]] std::size_t waiting();

private:
    struct Waiter {
        Ticket ticket;
        std::function<void()> wake;
    };
    std::mutex mutex_;
    Ticket last_ = 0;
    std::unordered_map<std::string, std::vector<Waiter>> waiters_;
};

}  // namespace bz::server
