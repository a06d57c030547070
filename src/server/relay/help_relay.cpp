#include "server/relay/help_relay.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace bz::server {

namespace {

constexpr std::size_t looks_max = 10'000;

std::size_t index_of(HelpRelay::Side side) { return side == HelpRelay::Side::patient ? 0 : 1; }

const char* number_name(HelpRelay::Side side) { return side == HelpRelay::Side::patient ? "seq" : "at"; }

// The rest of the object stays as it came, byte for byte.
std::string numbered(HelpRelay::Side side, std::int64_t number, std::string_view rest) {
    std::string out = std::string("{\"") + number_name(side) + "\":" + std::to_string(number) + ',';
    out += rest;
    return out;
}

}  // namespace

HelpRelay::Channel& HelpRelay::channel(const std::string& id, Instant now, bool* made) {
    const auto [found, inserted] = channels_.try_emplace(id);
    Channel& channel = found->second;
    if (inserted) {
        channel.last = now;
        channel.heard_at = now;
        for (Lane& lane : channel.lanes) lane.lost_until = now;
    }
    channel.used_at = now;
    if (made) *made = inserted;
    return channel;
}

void HelpRelay::run(const Wakes& wakes) {
    for (const Waiter& waiter : wakes) waiter.wake();
}

void HelpRelay::drop_oldest(Lane& lane) {
    lane.lost_until = lane.items.front().number;
    lane.bytes -= lane.items.front().object.size();
    lane.items.pop_front();
    lane.any_lost = true;
}

std::int64_t HelpRelay::append(Channel& channel, Side to, std::string_view object, Wakes& wakes) {
    const auto brace = object.find('{');
    BZ_ASSERT(brace != std::string_view::npos);
    object.remove_prefix(brace + 1);
    BZ_ASSERT(object.size() <= bytes_max);
    Lane& lane = channel.lanes[index_of(to)];
    lane.items.push_back({++channel.last, std::string(object)});
    lane.bytes += object.size();
    while (lane.items.size() > items_max || lane.bytes > bytes_max) drop_oldest(lane);
    std::ranges::move(lane.waiters, std::back_inserter(wakes));
    lane.waiters.clear();
    return channel.last;
}

bool HelpRelay::open(const std::string& id, Instant now) {
    std::lock_guard lock(mutex_);
    bool made = false;
    channel(id, now, &made);
    return made;
}

bool HelpRelay::has_room(const std::string& id) {
    std::lock_guard lock(mutex_);
    return channels_.size() < channels_max || channels_.contains(id);
}

std::int64_t HelpRelay::put(const std::string& id, Side to, std::string_view object, Instant now) {
    Wakes wakes;
    std::int64_t number = 0;
    {
        std::lock_guard lock(mutex_);
        number = append(channel(id, now), to, object, wakes);
    }
    run(wakes);
    return number;
}

HelpRelay::News HelpRelay::take(const std::string& id, Side side, std::int64_t after, Instant now) {
    std::lock_guard lock(mutex_);
    News news;
    Lane& lane = channel(id, now).lanes[index_of(side)];
    // Who asks from the beginning has missed something only when there was something.
    news.gap = after < lane.lost_until && (after != 0 || lane.any_lost);
    while (!lane.items.empty() && lane.items.front().number <= after) drop_oldest(lane);
    for (const Item& item : lane.items) news.items.push_back(numbered(side, item.number, item.object));
    return news;
}

void HelpRelay::note_heard(const std::string& id, Instant now) {
    Wakes wakes;
    {
        std::lock_guard lock(mutex_);
        Channel& heard = channel(id, now);
        const bool was_unheard = now - heard.heard_at >= unheard_ms;
        heard.heard_at = now;
        if (was_unheard) wakes.swap(heard.lanes[index_of(Side::helper)].waiters);
    }
    run(wakes);
}

Instant HelpRelay::heard_at(const std::string& id, Instant now) {
    std::lock_guard lock(mutex_);
    return channel(id, now).heard_at;
}

HelpRelay::Ticket HelpRelay::wait(const std::string& id, Side side, std::function<void()> wake) {
    std::lock_guard lock(mutex_);
    const auto found = channels_.find(id);
    if (found == channels_.end()) return 0;  // closed since the caller looked: it looks again
    found->second.lanes[index_of(side)].waiters.push_back({++last_ticket_, std::move(wake)});
    return last_ticket_;
}

void HelpRelay::forget(const std::string& id, Side side, Ticket ticket) {
    std::lock_guard lock(mutex_);
    const auto found = channels_.find(id);
    if (found == channels_.end()) return;
    std::erase_if(found->second.lanes[index_of(side)].waiters, [&](const Waiter& w) { return w.ticket == ticket; });
}

void HelpRelay::close(const std::string& id) {
    Wakes wakes;
    {
        std::lock_guard lock(mutex_);
        looks_.erase(id);
        const auto found = channels_.find(id);
        if (found == channels_.end()) return;
        for (Lane& lane : found->second.lanes) std::ranges::move(lane.waiters, std::back_inserter(wakes));
        channels_.erase(found);
    }
    run(wakes);
}

void HelpRelay::forget_idle(Instant unused_since) {
    std::lock_guard lock(mutex_);
    std::erase_if(channels_, [&](const auto& entry) {
        const Channel& channel = entry.second;
        const bool waited_for = std::ranges::any_of(channel.lanes, [](const Lane& l) { return !l.waiters.empty(); });
        return !waited_for && channel.used_at < unused_since;
    });
}

void HelpRelay::wake_all() {
    Wakes wakes;
    {
        std::lock_guard lock(mutex_);
        for (auto& [id, channel] : channels_)
            for (Lane& lane : channel.lanes) {
                std::ranges::move(lane.waiters, std::back_inserter(wakes));
                lane.waiters.clear();
            }
    }
    run(wakes);
}

void HelpRelay::note_on_duty(const std::string& hospital, const std::string& staff, Instant now) {
    std::lock_guard lock(mutex_);
    duty_[hospital][staff] = now;
}

int HelpRelay::count_on_duty(const std::string& hospital, Instant now) {
    std::lock_guard lock(mutex_);
    auto& helpers = duty_[hospital];
    std::erase_if(helpers, [&](const auto& entry) { return now - entry.second > on_duty_ms; });
    return static_cast<int>(helpers.size());
}

bool HelpRelay::is_first_greeting(const std::string& id) {
    std::lock_guard lock(mutex_);
    const auto found = channels_.find(id);
    return found != channels_.end() && !std::exchange(found->second.greeted, true);
}

bool HelpRelay::is_first_look(const std::string& session, const std::string& staff) {
    std::lock_guard lock(mutex_);
    if (looks_.size() >= looks_max) looks_.clear();  // then some looks are written down twice
    auto& seen = looks_[session];
    if (std::ranges::find(seen, staff) != seen.end()) return false;
    seen.push_back(staff);
    return true;
}

std::size_t HelpRelay::channels() {
    std::lock_guard lock(mutex_);
    return channels_.size();
}

}  // namespace bz::server
