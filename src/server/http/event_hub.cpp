#include "server/http/event_hub.hpp"

#include <algorithm>

namespace bz::server {

EventHub::Ticket EventHub::wait(const std::string& account, std::function<void()> wake) {
    std::lock_guard lock(mutex_);
    waiters_[account].push_back({++last_, std::move(wake)});
    return last_;
}

bool EventHub::forget(const std::string& account, Ticket ticket) {
    std::lock_guard lock(mutex_);
    const auto found = waiters_.find(account);
    if (found == waiters_.end()) return false;
    const bool there = std::erase_if(found->second, [&](const Waiter& w) { return w.ticket == ticket; }) > 0;
    if (found->second.empty()) waiters_.erase(found);
    return there;
}

void EventHub::wake(const std::vector<std::string>& accounts) {
    std::vector<Waiter> woken;
    {
        std::lock_guard lock(mutex_);
        for (const std::string& account : accounts) {
            const auto found = waiters_.find(account);
            if (found == waiters_.end()) continue;
            std::ranges::move(found->second, std::back_inserter(woken));
            waiters_.erase(found);
        }
    }
    for (const Waiter& waiter : woken) waiter.wake();
}

std::size_t EventHub::waiting() {
    std::lock_guard lock(mutex_);
    std::size_t count = 0;
    for (const auto& [account, list] : waiters_) count += list.size();
    return count;
}

void EventHub::wake_all() {
    std::vector<std::string> accounts;
    {
        std::lock_guard lock(mutex_);
        for (const auto& [account, list] : waiters_) accounts.push_back(account);
    }
    wake(accounts);
}

}  // namespace bz::server
