#include <doctest/doctest.h>

#include "server/http/connections.hpp"
#include "server/http/limits.hpp"

using namespace bz::server;

TEST_CASE("limits: a bucket gives all it has at once, then one by one") {
    Buckets buckets({5, 60'000});
    for (int i = 0; i < 5; ++i) CHECK(buckets.take("a", 1000) == 0);
    CHECK(buckets.take("a", 1000) == 12'000);
    CHECK(buckets.take("a", 1000 + 11'999) == 1);
    CHECK(buckets.take("a", 1000 + 12'000) == 0);
    CHECK(buckets.take("a", 1000 + 12'000) > 0);
    CHECK(buckets.take("b", 1000 + 12'000) == 0);
    for (int i = 0; i < 5; ++i) CHECK(buckets.take("a", 200'000) == 0);
    CHECK(buckets.take("a", 200'000) > 0);
}

TEST_CASE("limits: over a long time nobody gets more than the allowance") {
    Buckets buckets({7, 1000});
    int given = 0;
    for (std::int64_t now = 0; now < 100'000; now += 3) given += buckets.take("a", now) == 0;
    CHECK(given >= 700);
    CHECK(given <= 707);
}

TEST_CASE("limits: a refused request does not lengthen the wait") {
    Buckets buckets({1, 10'000});
    CHECK(buckets.take("a", 0) == 0);
    for (int i = 0; i < 100; ++i) CHECK(buckets.take("a", 5000) == 5000);
    CHECK(buckets.take("a", 10'000) == 0);
}

TEST_CASE("limits: no allowance is no limit") {
    Buckets buckets(Allowance{});
    for (int i = 0; i < 1000; ++i) CHECK(buckets.take("a", 0) == 0);
    CHECK(buckets.size() == 0);
}

TEST_CASE("limits: a flood of keys stays within its room, and full buckets make room again") {
    Buckets buckets({2, 1000}, 100);
    for (int i = 0; i < 1000; ++i) (void)buckets.take("key" + std::to_string(i), 0);
    CHECK(buckets.size() <= 101);
    CHECK(buckets.take("new", 0) > 0);  // there is one bucket for all who come when there is no room
    CHECK(buckets.take("key1", 0) == 0);
    CHECK(buckets.take("newer", 5000) == 0);
    CHECK(buckets.size() == 1);
}

TEST_CASE("limits: what counts as one address") {
    CHECK(address_key("192.0.2.7") == "192.0.2.7");
    CHECK(address_key("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(address_key("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
    CHECK(address_key("2001:db8:1:2::9") == address_key("2001:db8:1:2:ffff::1"));
    CHECK(address_key("2001:db8:1:3::9") != address_key("2001:db8:1:2::9"));
    CHECK(network_key("2001:db8:1:2:3:4:5:6") == "2001:db8:1::/48");
    CHECK(network_key("2001:db8:1:ffff::1") == network_key("2001:db8:1:2::9"));
    CHECK(network_key("2001:db8:2:2::9") != network_key("2001:db8:1:2::9"));
    CHECK(network_key("192.0.2.7") == "192.0.2.0/24");
    CHECK(network_key("::ffff:192.0.2.7") == "192.0.2.0/24");
    CHECK(network_key("odd") == "odd");
}

TEST_CASE("limits: a trusted address is limited as none") {
    const std::vector<std::string> trusted = {"192.0.2.0/24"};
    CHECK(limited_as("192.0.2.7", trusted).empty());
    CHECK(limited_as("198.51.100.7", trusted) == "198.51.100.7");
    CHECK(limited_as("2001:db8:1:2::9", trusted) == "2001:db8:1:2::/64");
}

TEST_CASE("limits: addresses in networks") {
    CHECK(address_in("10.1.2.3", "10.1.0.0/16"));
    CHECK_FALSE(address_in("10.2.2.3", "10.1.0.0/16"));
    CHECK(address_in("10.1.2.3", "10.1.2.3"));
    CHECK_FALSE(address_in("10.1.2.4", "10.1.2.3"));
    CHECK(address_in("10.1.2.131", "10.1.2.128/25"));
    CHECK_FALSE(address_in("10.1.2.1", "10.1.2.128/25"));
    CHECK(address_in("2001:db8::1", "2001:db8::/32"));
    CHECK_FALSE(address_in("10.1.2.3", "2001:db8::/0"));
    CHECK_FALSE(address_in("nonsense", "0.0.0.0/0"));
    CHECK_FALSE(address_in("10.1.2.3", "10.1.0.0/40"));
    CHECK_FALSE(address_in("10.1.2.3", ""));
}

TEST_CASE("limits: of a forwarded chain only our proxy's word counts") {
    CHECK(forwarded_address("192.0.2.7") == "192.0.2.7");
    CHECK(forwarded_address("6.6.6.6, 192.0.2.7") == "192.0.2.7");
    CHECK(forwarded_address("192.0.2.7:4711") == "192.0.2.7");
    CHECK(forwarded_address("2001:db8::1") == "2001:db8::1");
    CHECK(forwarded_address("x, [2001:db8::1]:443") == "2001:db8::1");
    CHECK(forwarded_address("192.0.2.7, nonsense").empty());
    CHECK(forwarded_address("").empty());
}

TEST_CASE("pace: a request that dribbles is seen, at its next byte after the patience is over") {
    Pace pace;
    std::uint64_t received = 0;
    for (std::int64_t now = 1000; now <= 30'000; now += 1000) CHECK_FALSE(pace.dribbles({++received, 0}, now, 30'000));
    CHECK_FALSE(pace.dribbles({received, 0}, 40'000, 30'000));
    CHECK(pace.dribbles({received + 1, 0}, 41'000, 30'000));
}

TEST_CASE("pace: a slow but honest upload, a held answer and a quiet client are left alone") {
    Pace upload;
    std::uint64_t received = 0;
    for (std::int64_t now = 1000; now < 600'000; now += 1000)
        CHECK_FALSE(upload.dribbles({received += 2000, 0}, now, 30'000));
    CHECK(upload.arriving(599'500));

    Pace held;
    CHECK_FALSE(held.dribbles({400, 0}, 1000, 30'000));
    CHECK_FALSE(held.dribbles({400, 0}, 90'000, 30'000));
    CHECK_FALSE(held.arriving(90'000));
    CHECK_FALSE(held.dribbles({400, 300}, 91'000, 30'000));
    CHECK_FALSE(held.dribbles({800, 300}, 150'000, 30'000));  // the next request, a minute later
    CHECK_FALSE(held.dribbles({800, 600}, 151'000, 30'000));
}

TEST_CASE("pace: a request without an end is cut however fast it comes") {
    Pace pace;
    bool cut = false;
    for (std::uint64_t i = 1; i <= 30 && !cut; ++i)
        cut = pace.dribbles({i * 1024 * 1024, 0}, static_cast<std::int64_t>(i) * 10, 30'000);
    CHECK(cut);
}
