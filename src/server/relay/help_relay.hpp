// Passes items between the two pages of a help session and wakes whoever waits for them; knows how long ago the
// patient's page was heard, and counts the helpers on duty. Holds items in memory until the other side has acknowledged
// them, 64 and 512 KB each way at most, and knows neither their meaning nor who may send them. Thread-safe; a waiter is
// called at most once, on the thread that wakes it.
#pragma once

#include "base/date.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bz::server {

class HelpRelay {
public:
    enum class Side { patient, helper };  // the one who reads
    using Ticket = std::uint64_t;

    static constexpr std::size_t items_max = 64;
    static constexpr std::size_t bytes_max = 512 * 1024;
    static constexpr std::size_t channels_max = 20'000;
    static constexpr std::int64_t on_duty_ms = ms_per_minute;
    // A page that lives asks again every few seconds. One that crashed says nothing; that has to show.
    static constexpr std::int64_t unheard_ms = 20 * ms_per_second;

    struct News {
        std::vector<std::string> items;  // JSON objects with their numbers in them, in order
        bool gap = false;                // something between `after` and the first item is gone
    };

    // Makes the channel when it is not there; true when it did. Numbers of a new channel lie above all numbers that an
    // earlier one of this session gave out, so that a page can tell that it missed something.
    bool open(const std::string& id, Instant now);
    [[nodiscard]] bool has_room(const std::string& id);  // for its channel, unless that is there already
    // Puts a JSON object, to which its number is added. Gives the number.
    std::int64_t put(const std::string& id, Side to, std::string_view object, Instant now);
    // What is newer than `after`; what is not was received, and is forgotten.
    [[nodiscard]] News take(const std::string& id, Side side, std::int64_t after, Instant now);

    // The patient's page has asked for something. Whoever waits for it is woken when it had been unheard.
    void note_heard(const std::string& id, Instant now);
    // When it was heard last, or this channel began.
    [[nodiscard]] Instant heard_at(const std::string& id, Instant now);

    Ticket wait(const std::string& id, Side side, std::function<void()> wake);
    void forget(const std::string& id, Side side, Ticket ticket);
    void close(const std::string& id);  // everything of this session is gone, and its waiters are woken
    void forget_idle(Instant unused_since);
    void wake_all();  // at shutdown

    void note_on_duty(const std::string& hospital, const std::string& staff, Instant now);
    [[nodiscard]] int count_on_duty(const std::string& hospital, Instant now);
    // True once for each channel.
    [[nodiscard]] bool is_first_greeting(const std::string& id);
    // True the first time that this helper sees this session.
    [[nodiscard]] bool is_first_look(const std::string& session, const std::string& staff);
    [[nodiscard]] std::size_t channels();

private:
    struct Item {
        std::int64_t number;
        std::string object;  // without its opening brace and number
    };
    struct Waiter {
        Ticket ticket;
        std::function<void()> wake;
    };
    struct Lane {
        std::deque<Item> items;
        std::size_t bytes = 0;
        std::int64_t lost_until = 0;  // items up to this number are gone
        bool any_lost = false;
        std::vector<Waiter> waiters;
    };
    struct Channel {
        std::int64_t last = 0;
        Instant used_at = 0;
        Instant heard_at = 0;
        bool greeted = false;
        Lane lanes[2];
    };
    using Wakes = std::vector<Waiter>;

    Channel& channel(const std::string& id, Instant now, bool* made = nullptr);
    std::int64_t append(Channel& channel, Side to, std::string_view object, Wakes& wakes);
    static void drop_oldest(Lane& lane);
    static void run(const Wakes& wakes);

    std::mutex mutex_;
    Ticket last_ticket_ = 0;
    std::unordered_map<std::string, Channel> channels_;
    std::map<std::string, std::map<std::string, Instant>> duty_;  // hospital > staff > last seen
    std::map<std::string, std::vector<std::string>> looks_;       // session > staff
};

}  // namespace bz::server
