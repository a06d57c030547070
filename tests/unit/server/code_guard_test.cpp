#include <doctest/doctest.h>

#include "server/handlers/code_guard.hpp"
#include "server/store/code_tries.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;
namespace h = bz::server::handlers;

TEST_CASE("code guard: so many wrong codes in a window, then who typed them waits as long as the oldest counts") {
    Bench bench;
    const h::CodeGuard guard{.by = "care/one", .wrong_max = 2, .window_ms = 10 * ms_per_minute};
    Context ctx = bench.context(noon);
    CHECK(h::may_try_code(ctx, guard));
    const Failure first = h::wrong_code(ctx, guard).error();
    CHECK(first.code == "code_wrong");
    CHECK(first.keep_changes);
    CHECK(first.attempts_left == 1);
    ctx.now = noon + ms_per_minute;
    CHECK(h::wrong_code(ctx, guard).error().attempts_left == 0);
    const auto blocked = h::may_try_code(ctx, guard);
    REQUIRE_FALSE(blocked);
    CHECK(blocked.error().code == "code_tries");
    CHECK(blocked.error().retry_after_s == 9 * 60 + 1);
    CHECK(h::may_try_code(ctx, {.by = "care/two", .wrong_max = 2}));  // nobody waits for another one's tries
    ctx.now = noon + 10 * ms_per_minute;
    CHECK(h::may_try_code(ctx, guard));

    store::forget_code_tries(ctx.store, noon + 1);
    CHECK(store::code_tries(ctx.store, "care/one", 0).size() == 1);
}

TEST_CASE("code guard: what is left is told only where it is someone's own") {
    Bench bench;
    Context ctx = bench.context();
    CHECK_FALSE(h::wrong_code(ctx, {.by = "hand_over/x", .tells_left = false}).error().attempts_left);
}

TEST_CASE(
    "code guard: a guest's wrong codes are counted by address first, so that one address keeps nobody else waiting") {
    Bench bench;
    Context stranger = bench.context();
    stranger.address = "a hash";
    for (int tries = 0; tries < h::guest_codes_of_address_max; ++tries) {
        CHECK(h::may_try_code(stranger, h::guest_guards(stranger, "hand_over")));
        const Failure failure = h::wrong_code(stranger, h::guest_guards(stranger, "hand_over")).error();
        CHECK(failure.keep_changes);
        CHECK(failure.errors.size() == 1);
        CHECK_FALSE(failure.attempts_left);
    }
    CHECK_FALSE(h::may_try_code(stranger, h::guest_guards(stranger, "hand_over")));
    CHECK(h::may_try_code(stranger, h::guest_guards(stranger, "family")));  // another kind of code
    Context other = bench.context();
    other.address = "another";
    CHECK(h::may_try_code(other, h::guest_guards(other, "hand_over")));
    Context trusted = bench.context();
    CHECK(h::guest_guards(trusted, "hand_over").size() == 1);
    const std::string hospital = h::guest_guards(trusted, "hand_over").front().by;
    CHECK(store::code_tries(trusted.store, hospital, 0).size() == h::guest_codes_of_address_max);
}

TEST_CASE("code guard: whoever has many addresses in one net is stopped by the net, and the hospital goes on") {
    Bench bench;
    Context ctx = bench.context();
    ctx.network = "a net";
    for (int tries = 0; tries < h::guest_codes_of_network_max; ++tries) {
        ctx.address = std::to_string(tries);
        REQUIRE(h::may_try_code(ctx, h::guest_guards(ctx, "hand_over")));
        CHECK(h::wrong_code(ctx, h::guest_guards(ctx, "hand_over")).error().errors.size() == 1);
    }
    ctx.address = "one more";
    CHECK_FALSE(h::may_try_code(ctx, h::guest_guards(ctx, "hand_over")));
    CHECK(h::may_try_code(ctx, h::guest_guards(ctx, "family")));  // another kind of code
    ctx.network = "another net";
    CHECK(h::may_try_code(ctx, h::guest_guards(ctx, "hand_over")));
    CHECK(h::guest_codes_of_network_max < h::guest_codes_of_hospital_max);
}

TEST_CASE("code guard: guesses of all addresses together are counted, too") {
    Bench bench;
    Context ctx = bench.context();
    for (int tries = 0; tries < h::guest_codes_of_hospital_max; ++tries) {
        ctx.address = std::to_string(tries);
        REQUIRE(h::may_try_code(ctx, h::guest_guards(ctx, "hand_over")));
        CHECK(h::wrong_code(ctx, h::guest_guards(ctx, "hand_over")).error().code == "code_wrong");
    }
    ctx.address = "fresh";
    CHECK_FALSE(h::may_try_code(ctx, h::guest_guards(ctx, "hand_over")));
}
