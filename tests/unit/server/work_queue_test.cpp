#include "server/http/work_queue.hpp"

#include <doctest/doctest.h>

#include <atomic>

using bz::server::WorkQueue;

TEST_CASE("work queue: all that was taken is done before it stops, and nothing is taken afterwards") {
    std::atomic<int> done = 0;
    WorkQueue queue(3);
    for (int i = 0; i < 200; ++i) queue.run([&] { ++done; });
    queue.stop();
    CHECK(done == 200);
    queue.run([&] { ++done; });
    queue.stop();
    CHECK(done == 200);
}

TEST_CASE("work queue: it can be stopped at any moment, also before it began") {
    std::atomic<int> done = 0;
    for (int i = 0; i < 500; ++i) {
        WorkQueue queue(2);
        if (i % 5) queue.run([&] { ++done; });
    }
    CHECK(done == 400);
}
