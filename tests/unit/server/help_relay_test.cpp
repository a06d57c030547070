#include <doctest/doctest.h>

#include "server/relay/help_relay.hpp"

using namespace bz;
using namespace bz::server;
using Side = HelpRelay::Side;

namespace {

constexpr Instant now = 1'784'520'000'000;
const std::string id = "hlp_1";

std::string item(int n) { return R"({"n":)" + std::to_string(n) + "}"; }
std::string shown(std::int64_t at, int n) {
    return R"({"at":)" + std::to_string(at) + R"(,"n":)" + std::to_string(n) + "}";
}

}  // namespace

TEST_CASE("help relay: items come in order, each once its number is asked past") {
    HelpRelay relay;
    CHECK(relay.open(id, now));
    CHECK_FALSE(relay.open(id, now + 1));
    const auto first = relay.put(id, Side::helper, item(1), now);
    const auto second = relay.put(id, Side::helper, item(2), now);
    CHECK(first == now + 1);
    CHECK(second == now + 2);
    auto news = relay.take(id, Side::helper, 0, now);
    CHECK(news.items == std::vector{shown(first, 1), shown(second, 2)});
    CHECK_FALSE(news.gap);
    CHECK(relay.take(id, Side::helper, 0, now).items == news.items);  // the answer was lost: the same again
    CHECK(relay.take(id, Side::helper, first, now).items == std::vector{shown(second, 2)});
    CHECK(relay.take(id, Side::helper, second, now).items.empty());
}

TEST_CASE("help relay: the two ways do not mix, and the object's bytes stay") {
    HelpRelay relay;
    const auto at = relay.put(id, Side::helper, " \n{\"a\" : 1.50 ,\"b\":{}} ", now);
    const auto seq = relay.put(id, Side::patient, R"({"kind":"say"})", now);
    CHECK(relay.take(id, Side::helper, 0, now).items ==
          std::vector{R"({"at":)" + std::to_string(at) + ",\"a\" : 1.50 ,\"b\":{}} "});
    CHECK(relay.take(id, Side::patient, 0, now).items ==
          std::vector{R"({"seq":)" + std::to_string(seq) + R"(,"kind":"say"})"});
    CHECK(relay.take("hlp_2", Side::helper, 0, now).items.empty());
}

TEST_CASE("help relay: what was acknowledged is gone, and asking for it again is a gap") {
    HelpRelay relay;
    const auto first = relay.put(id, Side::helper, item(1), now);
    relay.put(id, Side::helper, item(2), now);
    CHECK_FALSE(relay.take(id, Side::helper, first, now).gap);
    const auto news = relay.take(id, Side::helper, 0, now);
    CHECK(news.gap);
    CHECK(news.items.size() == 1);
    CHECK_FALSE(relay.take(id, Side::patient, 0, now).gap);
}

TEST_CASE("help relay: no more than so many items and bytes are held") {
    HelpRelay relay;
    for (int n = 0; n < 100; ++n) relay.put(id, Side::helper, item(n), now);
    auto news = relay.take(id, Side::helper, 0, now);
    CHECK(news.items.size() == HelpRelay::items_max);
    CHECK(news.items.back() == shown(now + 100, 99));
    CHECK(news.gap);
    const std::string large = R"({"x":")" + std::string(60'000, 'a') + "\"}";
    for (int n = 0; n < 20; ++n) relay.put(id, Side::helper, large, now);
    news = relay.take(id, Side::helper, 0, now);
    CHECK(news.items.size() == HelpRelay::bytes_max / 60'000);
    std::size_t bytes = 0;
    for (const std::string& one : news.items) bytes += one.size();
    CHECK(bytes <= HelpRelay::bytes_max + news.items.size() * 32);
}

TEST_CASE("help relay: after a restart numbers go on above the old ones, and the gap shows") {
    std::int64_t old = 0;
    {
        HelpRelay before;
        for (int n = 0; n < 50; ++n) old = before.put(id, Side::helper, item(n), now);
    }
    HelpRelay after;
    after.open(id, now + 1000);
    CHECK(after.take(id, Side::helper, old, now + 1000).gap);
    CHECK(after.put(id, Side::helper, item(1), now + 1000) > old);
    CHECK_FALSE(after.take(id, Side::helper, 0, now + 1000).gap);
}

TEST_CASE("help relay: who waits is woken once, by news of their side or by the end") {
    HelpRelay relay;
    relay.open(id, now);
    int patient = 0;
    int helper = 0;
    relay.wait(id, Side::patient, [&] { ++patient; });
    relay.wait(id, Side::helper, [&] { ++helper; });
    relay.put(id, Side::helper, item(1), now);
    relay.put(id, Side::helper, item(2), now);
    CHECK(patient == 0);
    CHECK(helper == 1);
    relay.close(id);
    CHECK(patient == 1);
    CHECK(helper == 1);
    CHECK(relay.channels() == 0);
    CHECK(relay.wait(id, Side::patient, [&] { ++patient; }) == 0);  // it is over: who waits looks again
    relay.open(id, now);
    const auto ticket = relay.wait(id, Side::patient, [&] { ++patient; });
    relay.forget(id, Side::patient, ticket);
    relay.put(id, Side::patient, item(1), now);
    CHECK(patient == 1);
    relay.wait(id, Side::patient, [&] { ++patient; });
    relay.wake_all();
    relay.wake_all();
    CHECK(patient == 2);
}

TEST_CASE("help relay: a channel that nobody uses is forgotten, one that is waited for is not") {
    HelpRelay relay;
    relay.put("left", Side::helper, item(1), now);
    relay.open("waited", now);
    relay.wait("waited", Side::helper, [] {});
    relay.forget_idle(now);
    CHECK(relay.channels() == 2);
    relay.forget_idle(now + 1);
    CHECK(relay.channels() == 1);
}

TEST_CASE("help relay: a page is greeted once for each channel, and a look counts once for each helper") {
    HelpRelay relay;
    CHECK_FALSE(relay.is_first_greeting(id));
    relay.open(id, now);
    CHECK(relay.is_first_greeting(id));
    CHECK_FALSE(relay.is_first_greeting(id));
    CHECK(relay.is_first_look(id, "sta_1"));
    CHECK_FALSE(relay.is_first_look(id, "sta_1"));
    CHECK(relay.is_first_look(id, "sta_2"));
}

TEST_CASE("help relay: a helper is on duty for a minute after showing up, at one hospital") {
    HelpRelay relay;
    relay.note_on_duty("a", "sta_1", now);
    relay.note_on_duty("a", "sta_2", now + 30'000);
    relay.note_on_duty("a", "sta_1", now + 30'000);
    CHECK(relay.count_on_duty("a", now + 30'000) == 2);
    CHECK(relay.count_on_duty("b", now) == 0);
    CHECK(relay.count_on_duty("a", now + 90'000) == 2);
    CHECK(relay.count_on_duty("a", now + 90'001) == 0);
}

TEST_CASE("help relay: who waits for a page is woken when it is heard again, and not each time that it is heard") {
    HelpRelay relay;
    relay.open(id, now);
    CHECK(relay.heard_at(id, now + 5) == now);
    int woken = 0;
    relay.wait(id, Side::helper, [&] { ++woken; });
    relay.wait(id, Side::patient, [] { FAIL("it is the page's own"); });
    const Instant late = now + HelpRelay::unheard_ms;
    relay.note_heard(id, late - 1);
    CHECK(woken == 0);
    CHECK(relay.heard_at(id, late) == late - 1);
    relay.note_heard(id, late - 1 + HelpRelay::unheard_ms);
    CHECK(woken == 1);
    relay.note_heard(id, late + 2 * HelpRelay::unheard_ms);
    CHECK(woken == 1);  // a waiter is called once
}
