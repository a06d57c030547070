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
